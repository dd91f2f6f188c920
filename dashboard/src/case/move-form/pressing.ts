import { escalationLabel, escalationTargets, measureLabel, measures } from '@huiyin/domain/case-action'
import { optionsOf, reason } from './fields.js'
import { letterDisclosure, withDisclosure } from './letter-disclosure.js'
import type { MoveForms } from './move-form.js'

/** What is pressed or passed upwards: 督办、上报、通报问责. */
export const pressing = {
  supervised: {
    title: '督办',
    fields: [
      { name: 'note', label: '督办要求', control: 'text', max: 2000, help: '写入督办单' },
      { name: 'limitAt', label: '督办时限', control: 'instant', help: '不改变制度规定的时限' },
      ...letterDisclosure('督办单'),
    ],
    body: withDisclosure,
  },
  escalated: {
    title: '上报',
    fields: [
      {
        name: 'to',
        label: '报送',
        control: 'choice',
        options: optionsOf(escalationTargets, escalationLabel),
      },
      reason('上报理由'),
    ],
  },
  measured: {
    title: '通报问责',
    lead: '登记已经作出的通报、约谈或问责；系统不自动作出。',
    fields: [
      { name: 'measure', label: '形式', control: 'choice', options: optionsOf(measures, measureLabel) },
      { name: 'unitCode', label: '单位', control: 'unit-of-case' },
      { name: 'documentNumber', label: '文号', control: 'line', max: 200, optional: true },
      { name: 'text', label: '事由和要求', control: 'text', max: 2000 },
    ],
  },
} satisfies MoveForms
