import type { MoveForms } from './move-form.js'

/** What is kept on the file: 会商纪要、备注. */
export const noting = {
  consulted: {
    title: '会商纪要',
    fields: [
      { name: 'at', label: '会商时间', control: 'instant' },
      { name: 'place', label: '地点', control: 'line', max: 200 },
      {
        name: 'participants',
        label: '参加人员',
        control: 'lines',
        max: 200,
        help: '每行一位，写单位和职务，不写姓名',
      },
      { name: 'conclusions', label: '会商结论', control: 'text', max: 5000 },
    ],
  },
  noted: {
    title: '备注',
    fields: [
      { name: 'note', label: '内容', control: 'text', max: 2000 },
      {
        name: 'audience',
        label: '谁能看到',
        control: 'choice',
        options: [
          { value: 'all', label: '各承办单位可见' },
          { value: 'desk', label: '仅值班室和领导' },
        ],
      },
    ],
  },
} satisfies MoveForms
