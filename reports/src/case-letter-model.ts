import { toShanghaiIso } from '@huiyin/domain/shanghai'
import type { CaseLetterInput } from './case-letter-input.js'
import { dateInWords, limitInWords } from './civil-time.js'
import { disclosureLine } from './disclosure-line.js'
import { plainText } from './plain-text.js'

const nameOf = { dispatch: '交办单', supervise: '督办单' } as const
const wordOf = { dispatch: '交', supervise: '督' } as const

/** A letter written out, before it is set in type. */
export interface CaseLetter {
  readonly kind: CaseLetterInput['kind']
  readonly demonstration: boolean
  readonly head: {
    readonly name: readonly [string, string]
    readonly issue: string
    readonly office: string
    readonly date: string
    readonly secrecy: string
    readonly disclosure: string
  }
  /** 主送. */
  readonly to: string
  readonly rows: readonly { readonly label: string; readonly lines: readonly string[] }[]
  /** Left empty for the hand that signs. */
  readonly receipt: readonly string[]
}

/** Writes the letter. Pure: the same input gives the same letter; what was not said is not printed. */
export function caseLetterModel(input: CaseLetterInput): CaseLetter {
  const year = toShanghaiIso(input.issuedAt).slice(0, 4)
  const limits = input.clocks.flatMap((clock) => [
    `${clock.name}：${limitInWords(clock.dueAt)}前（${clock.document}${clock.clause}）${clock.provisional ? '，暂定' : ''}`,
    // The arithmetic went out with the 交办单; a 督办单 says how far it is and stays on its page.
    ...(input.kind === 'dispatch' ? [`　${clock.steps.map(plainText).join('；')}`] : []),
  ])
  const row = (label: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [{ label, lines: lines.map((line) => line.trimEnd()) }]
  return {
    kind: input.kind,
    demonstration: input.demonstration,
    head: {
      name: [input.jurisdiction, `${input.matter ?? '政务舆情'}${nameOf[input.kind]}`],
      issue: `${input.matter ? '' : '舆'}${wordOf[input.kind]}〔${year}〕${input.caseNumber}-${input.serial}号`,
      office: `${input.jurisdiction}政务舆情领导小组办公室`,
      date: dateInWords(input.issuedAt),
      secrecy: '内部资料',
      disclosure: disclosureLine(input.disclosure, { kind: 'case-letter', walled: input.walled }),
    },
    to: input.unit.name,
    rows: [
      ...row('事项', [plainText(input.title)]),
      ...row(input.matter ? '内容摘要' : '舆情摘要', input.gist ? [plainText(input.gist)] : []),
      ...row('研判等级', [input.gradeWords]),
      ...row('协办单位', input.assisting.length > 0 ? [input.assisting.join('、')] : []),
      ...row(
        input.kind === 'supervise' ? '督办要求' : '办理要求',
        input.demand ? input.demand.split('\n').map(plainText) : [],
      ),
      ...row('督办时限', input.limitAt ? [`${limitInWords(input.limitAt)}前报送办理情况`] : []),
      ...row('回应时限', limits),
      ...row('经办人', [input.issuedBy]),
      ...row('承办单位电话', input.unit.phone ? [input.unit.phone] : []),
    ],
    receipt: ['签收单位（盖章）', '签收人', '签收时间', '联系电话'],
  }
}
