import { type Static, Type } from 'typebox'
import { InvalidInput } from './errors.js'
import { oneOf } from './literal.js'
import type { EvidenceKind } from './regime.js'

/** 61号, 北仑 二(四), 和硕 第十二条: the forms in which an answer goes out. */
export const responseForms = [
  'statement',
  'briefing',
  'interview',
  'online-reply',
  'expert',
  'clarification',
] as const
export type ResponseForm = (typeof responseForms)[number]
export const responseFormLabel: Record<ResponseForm, string> = {
  statement: '权威信息',
  briefing: '新闻发布会、吹风会',
  interview: '媒体采访',
  'online-reply': '网上回复',
  expert: '专家解读',
  clarification: '谣言澄清',
}

/** Which clocks a form meets: a briefing is also an answer and a statement, an answer online is no briefing. */
export const metByForm: Record<ResponseForm, readonly EvidenceKind[]> = {
  statement: ['statement', 'reply'],
  briefing: ['briefing', 'statement', 'reply'],
  interview: ['reply'],
  'online-reply': ['reply'],
  expert: ['reply'],
  clarification: ['reply'],
}

const line = () => Type.Optional(Type.String({ maxLength: 200 }))

/** How an approved text went out, with its proof. */
export const Publication = Type.Object(
  {
    /** URL or document number. */
    reference: Type.String({ minLength: 2, maxLength: 500, pattern: '\\S' }),
    publishedAt: Type.String({ format: 'date-time' }),
    summary: Type.String({ minLength: 2, maxLength: 2000, pattern: '\\S' }),
    /** The capture as a paper of the case, or the text as it stood there; one of them. */
    attachmentId: Type.Optional(Type.String({ format: 'uuid' })),
    snapshot: Type.Optional(Type.String({ maxLength: 20_000 })),
    /** Where the briefing was held. */
    place: line(),
    /** Post of who spoke, never a name alone. */
    speaker: line(),
    speakerIs: Type.Optional(oneOf(['head', 'spokesperson', 'other'] as const)),
    /** The outlet of an interview; to whom a 专报 went. */
    outlet: line(),
    /** What shows that the rumour is one. */
    basis: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  { additionalProperties: false },
)
export type Publication = Static<typeof Publication>

export const speakerLabel: Record<NonNullable<Publication['speakerIs']>, string> = {
  head: '主要负责人',
  spokesperson: '新闻发言人',
  other: '其他人员',
}

/** One thing that must be said before a publication of this form is recorded. */
export interface ChecklistPoint {
  readonly field: keyof Publication
  readonly label: string
  readonly clause: string
}

const capture: ChecklistPoint = {
  field: 'snapshot',
  label: '留存发布页面：上传截图等附件，或粘贴发布全文',
  clause: '勺米 信息审核发布 十二（登记归档，以备查阅）',
}
const briefing = '北仑 二（四）'

/** What is asked beside reference, time and summary, by form. */
export const checklistOf: Record<ResponseForm | 'submission', readonly ChecklistPoint[]> = {
  statement: [capture],
  briefing: [
    { field: 'place', label: '召开地点', clause: briefing },
    { field: 'speaker', label: '出席的负责人或发言人职务', clause: briefing },
    { field: 'speakerIs', label: '相关部门主要负责人或新闻发言人应当出席', clause: briefing },
    capture,
  ],
  interview: [
    { field: 'outlet', label: '采访媒体', clause: briefing },
    { field: 'speaker', label: '受访人职务', clause: '和硕 第十二条（谁主管谁发声）' },
    capture,
  ],
  'online-reply': [capture],
  expert: [{ field: 'speaker', label: '解读专家的职务', clause: '和硕 第十二条' }, capture],
  clarification: [{ field: 'basis', label: '核实依据', clause: '和硕 第九条（核实衔接）' }, capture],
  submission: [{ field: 'outlet', label: '报送对象', clause: '和硕 第十条' }],
}

const isMissing = ({ field }: ChecklistPoint, said: Publication): boolean => {
  if (field === 'snapshot') return !said.attachmentId && (said.snapshot ?? '').trim().length < 10
  if (field === 'speakerIs') return said.speakerIs !== 'head' && said.speakerIs !== 'spokesperson'
  return String(said[field] ?? '').trim().length < 2
}

/** A web address, or no address at all but a document number. */
const isReference = (text: string): boolean =>
  /^https?:\/\/[^\s/$.?#][^\s]*$/i.test(text) || !/^[a-z][a-z+.-]*:/i.test(text)

/**
 * Refuses what was not published as the documents ask.
 * @throws InvalidInput naming every point that is missing, with its clause.
 */
export function checkPublication(
  form: ResponseForm | null,
  said: Publication,
  { approvedAt, now }: { approvedAt: Date; now: Date },
): void {
  const at = new Date(said.publishedAt)
  const fields: { field: string; message: string }[] = checklistOf[form ?? 'submission']
    .filter((point) => isMissing(point, said))
    .map(({ field, label, clause }) => ({ field, message: `${label}（${clause}）` }))
  if (at > now) fields.push({ field: 'publishedAt', message: '发布时间晚于现在：发布后再登记' })
  if (at < approvedAt)
    fields.push({
      field: 'publishedAt',
      message: '发布时间早于终审通过的时间：须先审后发（勺米 信息审核发布 一）',
    })
  if (!isReference(said.reference))
    fields.push({ field: 'reference', message: '网址无效，请填写 http 或 https 开头的完整网址，或文号' })
  if (fields.length > 0)
    throw new InvalidInput(`还不能登记发布：${fields.map(({ message }) => message).join('；')}`, fields)
}
