import { reason } from './fields.js'
import type { MoveForms } from './move-form.js'

/** Two cases made one, one made two. */
export const joining = {
  merged: {
    title: '并入其他案件',
    lead: '两案时限都保留，以最早的为先；两案经过都保留，可以重新办理。',
    fields: [{ name: 'intoId', label: '并入', control: 'case' }, reason('并案理由')],
  },
  split: {
    title: '拆分',
    lead: '分出的事项另立一案，沿用本案尚未满足的时限，不重新计时。',
    fields: [{ name: 'matter', label: '分出的事项', control: 'line', max: 200 }, reason('拆分理由')],
  },
} satisfies MoveForms
