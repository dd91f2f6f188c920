import { documentDisclosureLabel } from '@huiyin/domain/document-disclosure'
import { toShanghaiIso } from '@huiyin/domain/shanghai'
import { dateInWords, momentInWords } from './civil-time.js'
import type { DraftSheetInput, SheetSignature } from './draft-sheet-input.js'
import { plainText } from './plain-text.js'

const levelWords = { first: '初审', second: '复审', final: '终审' } as const

/** A 审签单 written out, before it is set in type. */
export interface DraftSheet {
  readonly demonstration: boolean
  readonly head: {
    readonly name: readonly [string, string]
    readonly issue: string
    readonly office: string
    readonly date: string
    readonly secrecy: string
    readonly disclosure: string
  }
  readonly rows: readonly { readonly label: string; readonly lines: readonly string[] }[]
  /** The three signatures; a place nobody signed yet stays empty for the hand. */
  readonly signatures: readonly {
    readonly label: string
    readonly opinion: string
    readonly signed: string
  }[]
  /** What was said and given back on the way, oldest first. */
  readonly course: readonly string[]
  readonly title: string
  readonly paragraphs: readonly string[]
}

/** The signature that stands: the last pass of a level that no later return of that level took away. */
function standing(
  signatures: readonly SheetSignature[],
  level: SheetSignature['level'],
): SheetSignature | null {
  const last = signatures.findLast((signature) => signature.level === level)
  return last?.passed ? last : null
}

const paragraphsOf = (text: string): string[] =>
  text
    .split('\n')
    .map(plainText)
    .filter((line) => line !== '')

/** Writes the sheet. Pure: the same input gives the same sheet; what was not said is not printed. */
export function draftSheetModel(input: DraftSheetInput): DraftSheet {
  const year = toShanghaiIso(input.printedAt).slice(0, 4)
  const row = (label: string, lines: readonly string[]) => (lines.length === 0 ? [] : [{ label, lines }])
  const { publication } = input
  return {
    demonstration: input.demonstration,
    head: {
      name: [input.jurisdiction, '政务舆情文稿审签单'],
      issue: `舆审〔${year}〕${input.caseNumber}-${input.serial}号`,
      office: `${input.jurisdiction}政务舆情领导小组办公室`,
      date: dateInWords(input.approvedAt ?? input.submittedAt ?? input.printedAt),
      secrecy: '内部资料',
      disclosure: `文稿公开属性：${input.disclosure ? documentDisclosureLabel[input.disclosure.attribute] : '未确定'}`,
    },
    rows: [
      ...row('文稿', [
        `${input.kindWords}${input.formWords ? `（${input.formWords}）` : ''}，第${input.version}稿`,
      ]),
      ...row('所涉舆情', [`第${input.caseNumber}号　${plainText(input.caseTitle)}`]),
      ...row('公开属性理由', input.disclosure?.reason ? [plainText(input.disclosure.reason)] : []),
      ...row('研判等级', [input.gradeWords]),
      ...row('起草', [
        `${input.unit}　${input.author}${input.submittedAt ? `　${momentInWords(input.submittedAt)}送审` : ''}`,
      ]),
      ...row(
        '涉及机关',
        input.organs.map(({ name, words }) => `${name}：${plainText(words)}`),
      ),
      ...row(
        '发布情况',
        publication ? [`${momentInWords(publication.at)}　${plainText(publication.reference)}`] : [],
      ),
    ],
    signatures: (['first', 'second', 'final'] as const).map((level) => {
      const signature = standing(input.signatures, level)
      return {
        label: levelWords[level],
        opinion: signature
          ? `同意。${signature.remarks ? plainText(signature.remarks) : ''}${signature.version === input.version ? '' : `（签于第${signature.version}稿）`}`
          : '',
        signed: signature ? `${signature.by}（${signature.roleWords}）\n${momentInWords(signature.at)}` : '',
      }
    }),
    course: input.signatures
      .filter(({ passed }) => !passed)
      .map(
        ({ level, by, at, version, remarks }) =>
          `${momentInWords(at)}　${by}　${levelWords[level]}退回第${version}稿：${plainText(remarks)}`,
      ),
    title: plainText(input.title),
    paragraphs: paragraphsOf(input.text),
  }
}
