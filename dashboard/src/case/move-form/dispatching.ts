import { transferDirections, transferLabel } from '@huiyin/domain/case-action'
import { actingUnit, note, optionsOf, reason } from './fields.js'
import { letterDisclosure, withDisclosure } from './letter-disclosure.js'
import type { MoveForms } from './move-form.js'

/** Who handles the case: 交办、协办、签收、退单、转办. */
export const dispatching = {
  dispatched: {
    title: '交办',
    fields: [
      { name: 'unitCode', label: '牵头单位', control: 'unit' },
      { ...note('交办要求'), help: '写入交办单' },
      ...letterDisclosure('交办单'),
    ],
    body: withDisclosure,
  },
  assisted: {
    title: '调整协办单位',
    fields: [
      {
        name: 'unitCodes',
        label: '协办单位',
        control: 'units',
        optional: true,
        help: '所列即全部协办单位；移出的不再协办',
      },
      note('协办要求'),
    ],
  },
  received: {
    title: '签收',
    lead: '确认签收本案，开始办理。签收不影响时限的起算和截止。',
    fields: [actingUnit],
  },
  returned: {
    title: '退单',
    lead: '须有书面依据，每个单位对同一案件只能退一次，由值班员裁定；裁定前时限照常计算。',
    fields: [
      actingUnit,
      { name: 'basis', label: '书面依据', control: 'line', max: 200, help: '法规条款、三定规定或文件文号' },
      reason('退单理由'),
    ],
  },
  arbitrated: {
    title: '退单裁定',
    lead: '同意：单位退出，重新交办；不同意：仍由该单位办理。',
    fields: [
      {
        name: 'upheld',
        label: '裁定',
        control: 'choice',
        options: [
          { value: 'yes', label: '同意退单' },
          { value: 'no', label: '不同意，由该单位继续办理' },
        ],
      },
      { ...actingUnit, label: '退单单位' },
      reason(),
    ],
    body: ({ upheld, ...rest }) => ({ ...rest, upheld: upheld === 'yes' }),
  },
  transferred: {
    title: '转办',
    lead: '转出后本案不再由本级办理；退回时可重新办理，沿用原时限。',
    fields: [
      {
        name: 'direction',
        label: '转往',
        control: 'choice',
        options: optionsOf(transferDirections, transferLabel),
      },
      { name: 'destination', label: '受转机关', control: 'line', max: 200 },
      { name: 'documentNumber', label: '转办文号', control: 'line', max: 200 },
      reason('转办理由'),
    ],
  },
} satisfies MoveForms
