import { visitLabel, visitResults } from '@huiyin/domain/case-action'
import { note, optionsOf, reason } from './fields.js'
import type { MoveForms } from './move-form.js'

/** How a case ends, and begins again. */
export const ending = {
  closed: {
    title: '办结',
    fields: [{ name: 'conclusion', label: '办结结论', control: 'text', max: 2000 }],
  },
  visited: {
    title: '回访',
    fields: [
      { name: 'means', label: '回访方式', control: 'line', max: 200, help: '如：原留言下回复、电话、上门' },
      { name: 'result', label: '结果', control: 'choice', options: optionsOf(visitResults, visitLabel) },
      note('情况'),
    ],
  },
  archived: {
    title: '归档',
    lead: '归档须已回访，且办结后 72 小时没有新的信息。',
    fields: [note('归档说明')],
  },
  reopened: {
    title: '重新办理',
    lead: '重新办理沿用原来的时限，不重新计时。',
    fields: [reason('重新办理的理由')],
  },
  undone: { title: '撤回', fields: [] },
} satisfies MoveForms
