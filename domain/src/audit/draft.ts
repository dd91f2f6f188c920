/** Texts in review. */
export const draftLabel = {
  'draft.written': '起草文稿',
  'draft.marked': '确定公文公开属性',
  'draft.submitted': '文稿送审',
  'draft.passed': '审签通过',
  'draft.returned': '审签退回',
  'draft.withdrawn': '撤回文稿',
  'draft.wording-asked': '征求文字确认',
  'draft.wording-settled': '确认涉及机关的文字',
  'draft.published': '登记发布',
  'draft.sheet-read': '打印审签单',
  'review-rules.set': '设置审签规则',
} as const
