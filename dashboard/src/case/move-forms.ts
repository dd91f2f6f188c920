import {
  escalationLabel,
  escalationTargets,
  measureLabel,
  measures,
  transferDirections,
  transferLabel,
  visitLabel,
  visitResults,
} from '@huiyin/domain/case-action'
import type { CaseMove } from '@huiyin/domain/case-moves'
import {
  documentDisclosureLabel,
  documentDisclosures,
  proposedDisclosure,
} from '@huiyin/domain/document-disclosure'
import type { CaseFileView } from '@huiyin/domain/http/case-files'
import { disclosureOutcomeLabel, disclosureOutcomes } from '@huiyin/domain/matter-details'
import { type EvidenceKind, evidenceLabel } from '@huiyin/domain/regime'

/** How one thing is asked for. */
export type FieldControl =
  | 'line'
  | 'text'
  | 'unit'
  | 'units'
  | 'unit-of-case'
  | 'instant'
  | 'lines'
  | 'choice'
  | 'timer'
  | 'instruction'
  | 'interpretation'
  | 'case'

/** What has been filled in, by field name; evidence is put together when it is sent. */
export type MoveValues = Record<string, string | string[]>

export interface MoveField {
  name: string
  label: string
  control: FieldControl
  /** The longest text; kept by the server too. */
  max?: number
  optional?: boolean
  help?: string
  options?: readonly { value: string; label: string }[]
  labelFor?: (values: MoveValues, file: CaseFileView) => string
  helpFor?: (values: MoveValues, file: CaseFileView) => string
  /** Asked for only then. */
  shownFor?: (values: MoveValues, file: CaseFileView) => boolean
}

export interface MoveForm {
  title: string
  /** Said before the fields. */
  lead?: string
  fields: readonly MoveField[]
  /** What is sent, when it is not the fields as they are. */
  body?: (values: MoveValues, file: CaseFileView) => Record<string, unknown>
}

const referenceLabel: Record<EvidenceKind, string> = {
  statement: '发布地址或文号',
  briefing: '发布会时间和地点',
  reply: '公开回应的地址',
  'written-reply': '复函文号',
  publication: '公开发布的地址或文号',
}

const optionsOf = <Value extends string>(values: readonly Value[], labels: Record<Value, string>) =>
  values.map((value) => ({ value, label: labels[value] }))

const reason = (label = '理由'): MoveField => ({ name: 'reason', label, control: 'text', max: 2000 })
const note = (label: string): MoveField => ({
  name: 'note',
  label,
  control: 'text',
  max: 2000,
  optional: true,
})
const actingUnit: MoveField = { name: 'unitCode', label: '单位', control: 'unit-of-case' }

const clockOf = (values: MoveValues, file: CaseFileView) =>
  file.deadlines.find((deadline) => deadline.code === values.timerCode && deadline.metAt === null)

/** The answer to an application for information says how it ends (勺米 依申请公开 第四条（三）). */
const answersApplication = (values: MoveValues): boolean => values.timerCode === 'disclosure'

/** 公开属性 of the letter; left alone it is what the rules propose (勺米 公文公开属性源头认定 第三条). */
const letterDisclosure = (letter: string): readonly MoveField[] => [
  {
    name: 'attribute',
    label: `${letter}公开属性`,
    control: 'choice',
    optional: true,
    options: [
      {
        value: '',
        label: `按规定：${documentDisclosureLabel[proposedDisclosure('case-letter', false).attribute]}`,
      },
      ...optionsOf(documentDisclosures, documentDisclosureLabel),
    ],
  },
  {
    name: 'withheldFor',
    label: '不公开的理由',
    control: 'line',
    max: 200,
    optional: true,
    shownFor: ({ attribute }) => attribute === 'withheld',
  },
]
const withDisclosure = ({ attribute, withheldFor, ...said }: MoveValues) => ({
  ...said,
  ...(attribute
    ? {
        disclosure: {
          attribute,
          ...(attribute === 'withheld' && withheldFor ? { reason: withheldFor } : {}),
        },
      }
    : {}),
})

/** Every move as the dialog asks for it. */
export const moveForms: Record<CaseMove, MoveForm> = {
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
  contributed: {
    title: '协办答复',
    fields: [actingUnit, { name: 'text', label: '答复内容', control: 'text', max: 2000 }],
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
  responded: {
    title: '登记回应',
    fields: [
      {
        name: 'timerCode',
        label: '满足哪一项时限',
        control: 'timer',
        helpFor: (values, file) => {
          const clock = clockOf(values, file)
          return clock ? `${clock.document}${clock.clause}：以“${evidenceLabel[clock.metBy]}”为准` : ''
        },
      },
      {
        name: 'reference',
        label: '依据',
        control: 'line',
        max: 500,
        labelFor: (values, file) => referenceLabel[clockOf(values, file)?.metBy ?? 'reply'],
      },
      {
        name: 'outcome',
        label: '答复结果',
        control: 'choice',
        options: optionsOf(disclosureOutcomes, disclosureOutcomeLabel),
        shownFor: answersApplication,
      },
      {
        name: 'ground',
        label: '法律依据',
        control: 'line',
        max: 500,
        optional: true,
        help: '不是予以公开的，须写明依据的条、款',
        shownFor: answersApplication,
      },
      { name: 'summary', label: '回应内容摘要', control: 'text', max: 2000 },
    ],
    body: (values, file) => ({
      timerCode: values.timerCode,
      evidence: {
        kind: clockOf(values, file)?.metBy ?? 'reply',
        reference: values.reference,
        summary: values.summary,
        ...(answersApplication(values) ? { outcome: values.outcome } : {}),
        ...(answersApplication(values) && values.ground ? { ground: values.ground } : {}),
      },
    }),
  },
  explained: {
    title: '超时说明',
    lead: '超过规定期限既未回复又未说明的，列入通报名单（梅河口 四（五））。',
    fields: [reason('未能按期回应的原因和预计办结时间')],
  },
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
  undone: { title: '撤回', fields: [] },
}
