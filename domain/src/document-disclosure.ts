import { type Static, Type } from 'typebox'
import { IllegalTransition, InvalidInput } from './errors.js'
import { oneOf } from './literal.js'
import type { DraftKind } from './review.js'

/** 公文公开属性: one of three, fixed while a document is made and printed on it (勺米 公文公开属性源头认定 第三条). */
export const documentDisclosures = ['public', 'on-request', 'withheld'] as const
export type DocumentDisclosure = (typeof documentDisclosures)[number]
export const documentDisclosureLabel: Record<DocumentDisclosure, string> = {
  public: '主动公开',
  'on-request': '依申请公开',
  withheld: '不公开',
}

/** What was chosen for one document; 不公开 says why. */
export const DisclosureMark = Type.Object(
  {
    attribute: oneOf(documentDisclosures),
    reason: Type.Optional(Type.String({ minLength: 2, maxLength: 200, pattern: '\\S' })),
  },
  { additionalProperties: false },
)
export type DisclosureMark = Static<typeof DisclosureMark>

/** A proposal and the clause it rests on. */
export interface ProposedDisclosure {
  readonly attribute: DocumentDisclosure
  readonly basis: string
}

/** Texts of 三审 and the letters of a case. */
export type MarkedDocument = DraftKind | 'case-letter'

const ruleOfShaomi = '勺米 公文公开属性源头认定 第三条（一）'
const proposals: Record<MarkedDocument, ProposedDisclosure> = {
  response: { attribute: 'public', basis: `涉及公众切身利益、需要公众知晓（${ruleOfShaomi}）` },
  'special-report': { attribute: 'withheld', basis: `报上级的报告（${ruleOfShaomi}）` },
  downgrade: { attribute: 'on-request', basis: `内部管理事务（${ruleOfShaomi}）` },
  'case-letter': { attribute: 'withheld', basis: `就工作征求、答复有关部门意见的公文（${ruleOfShaomi}）` },
}
const accusation: ProposedDisclosure = {
  attribute: 'withheld',
  basis: '含检举、控告内容（信访工作条例 第三十条）',
}

/** An answer for the public says nothing of who accused whom; every other paper of a walled matter stays within. */
const staysWithin = (kind: MarkedDocument, walled: boolean): boolean => walled && kind !== 'response'

/** What the rules propose for a document of this kind; the officer decides. */
export const proposedDisclosure = (kind: MarkedDocument, walled: boolean): ProposedDisclosure =>
  staysWithin(kind, walled) ? accusation : proposals[kind]

/** @throws InvalidInput for 不公开 without a reason, or anything but 不公开 where an accusation is written of. */
export function checkDisclosure(
  { attribute, reason }: DisclosureMark,
  { kind, walled }: { kind: MarkedDocument; walled: boolean },
): void {
  const refuse = (field: string, message: string): never => {
    throw new InvalidInput(message, [{ field: `disclosure.${field}`, message }])
  }
  if (attribute === 'withheld' && !reason?.trim()) refuse('reason', '定为不公开的，请写明理由')
  if (attribute !== 'withheld' && staysWithin(kind, walled))
    refuse('attribute', '本案含检举、控告内容，公开属性只能为“不公开”（信访工作条例第三十条）')
}

/**
 * A report without its attribute goes back and not out (勺米 公文公开属性源头认定 第四条). An answer is published where
 * the public reads it, and a downgrade leaves the office by no mail: of them it is proposed, not demanded.
 * @throws IllegalTransition in words that say what to do.
 */
export function checkMarked(kind: DraftKind, mark: DisclosureMark | null): void {
  if (kind === 'special-report' && mark === null)
    throw new IllegalTransition(
      '专报未标识公开属性，不能终审通过：请先确定主动公开、依申请公开或不公开（勺米 公文公开属性源头认定 第四条）',
    )
}

/** @throws IllegalTransition when a text marked 不公开 is said to have been published. */
export function checkMayGoPublic(kind: DraftKind, mark: DisclosureMark | null): void {
  if (kind === 'response' && mark?.attribute === 'withheld')
    throw new IllegalTransition('本稿公开属性为“不公开”，不能对外发布：请撤回后重新确定公开属性')
}

/** 不公开（报上级的报告）. */
export const disclosureWords = ({ attribute, reason }: DisclosureMark): string =>
  `${documentDisclosureLabel[attribute]}${reason ? `（${reason}）` : ''}`
