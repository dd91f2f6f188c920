/** The judge and its corrections. */
export const judgementLabel = {
  'judgement.proposed': '提出研判变更',
  'judgement.switched': '启用或恢复研判版本',
  'judgement.set-aside': '撤回或不采用研判变更',
  'correction.exported': '导出更正标注',
} as const
