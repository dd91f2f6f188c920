import { actingUnit, note } from './fields.js'
import type { MoveForms } from './move-form.js'

/** 政策解读 asked for and published. */
export const interpreting = {
  'interpretation-asked': {
    title: '布置政策解读',
    lead: '政策被误解误读的，由起草单位解读（勺米 政策解读 第二条：谁起草、谁解读）；起草单位不承办本案的，先列为协办单位。',
    fields: [
      { name: 'policy', label: '须解读的政策', control: 'line', max: 200, help: '文件名称或文号' },
      { ...actingUnit, label: '解读单位', help: '起草该政策的单位' },
      {
        name: 'limitAt',
        label: '解读期限',
        control: 'instant',
        help: '各制度没有规定天数，由值班室确定；到期未发布的，提醒解读单位和值班室',
      },
      note('解读要求'),
    ],
  },
  interpreted: {
    title: '登记政策解读',
    fields: [
      { name: 'actionId', label: '解读任务', control: 'interpretation' },
      { name: 'reference', label: '发布网址或文号', control: 'line', max: 500 },
      { name: 'text', label: '解读要点', control: 'text', max: 2000 },
    ],
    body: (values) => ({ ...values, actionId: Number(values.actionId) }),
  },
} satisfies MoveForms
