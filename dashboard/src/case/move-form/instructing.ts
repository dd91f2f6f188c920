import type { MoveForms } from './move-form.js'

/** 领导批示 and what came of it. */
export const instructing = {
  instructed: {
    title: '领导批示',
    lead: '只有被批转的单位和值班室、领导可见。',
    fields: [
      { name: 'by', label: '批示领导（职务）', control: 'line', max: 200 },
      {
        name: 'unitCode',
        label: '批转',
        control: 'unit-of-case',
        optional: true,
        help: '不选即批转值班室',
      },
      { name: 'text', label: '批示内容', control: 'text', max: 2000 },
      { name: 'limitAt', label: '反馈时限', control: 'instant', optional: true },
    ],
  },
  'fed-back': {
    title: '批示反馈',
    fields: [
      { name: 'actionId', label: '批示', control: 'instruction' },
      { name: 'text', label: '落实情况', control: 'text', max: 2000 },
    ],
    body: (values) => ({ ...values, actionId: Number(values.actionId) }),
  },
} satisfies MoveForms
