import type { UnitProposal } from '@huiyin/domain/judgement'
import type { ResponsibleUnit } from '@huiyin/domain/unit'
import { heaviestPlaces } from '../heaviest.js'
import type { Guess } from './head.js'

/**
 * What the rules' confidence c adds to a group's probability, `share · c^power`: little for notes of a hotline, of
 * which the weights have seen thousands, much for a post, where the names and duties of this directory tell more. The
 * share of notes is the middle of a flat range on the folds of the training tickets.
 */
const trust = { note: { share: 0.5, power: 2 }, post: { share: 1.8, power: 2 } } as const
/** 市民来电反映：… as operators write. */
const note =
  /(?:市民|来电|来信|工单|网民|群众|热线)[^。，\n]{0,14}(?:反映|咨询|反馈|建议|求助|投诉|表扬|表示)\s*[：:，]/
/** Groups less likely than this are not worth an officer's look, once three are there. */
const leastLikely = 0.03
const [least, most] = [3, 5]
/** A third proposal is worth its place even when it is hardly likely; it is never shown as 0 %. */
const leastShown = 0.01
/** Where the rules point this clearly the weights' doubt is none. */
const surelyRuled = 0.5
/** Reports of misconduct go to the discipline inspection besides. */
const inspection = '纪检信访'

interface Circumstances {
  readonly text: string
  readonly unsureBelow: number
  /** Codes of units behind the wall. */
  readonly accused: readonly string[]
  /** The text tells of crime or denounces (检举控告), and does not merely complain of how a body works. */
  readonly denounces: boolean
  /** It surely accuses, or rules say so; else it only may. */
  readonly isTold: boolean
}

/**
 * Proposals of the rules (names, duties, places of this directory) and of the weights (where such matters were sent)
 * in one order, one unit a group unless the rules know better. Whom a text denounces is never proposed: when a post
 * accuses, or the weights would send a note to the very body it denounces, the inspection leads (信访工作条例 第三十条;
 * 监察法 第三十五条). A note that only complains of how a body works is no 检举控告 and may go to that body; of an event the
 * wall keeps it away all the same until an officer lifts it.
 */
export function combineUnits(
  byRules: readonly UnitProposal[],
  guesses: readonly Guess[],
  units: readonly ResponsibleUnit[],
  { text, unsureBelow, accused: walled, denounces, isTold }: Circumstances,
): UnitProposal[] {
  const [best] = guesses
  if (!best) return [...byRules]
  const isNote = note.test(text.slice(0, 80))
  if (walled.length > 0 && !isNote && isTold) return [...byRules]
  const accused = denounces || !isNote ? walled : []
  const inspectionLeads =
    denounces &&
    accused.length > 0 &&
    units.some(({ code, group }) => group === best.label && accused.includes(code))
  const { share, power } = isNote ? trust.note : trust.post
  const ruled = new Map<string, UnitProposal>()
  for (const proposal of byRules) if (!ruled.has(proposal.group)) ruled.set(proposal.group, proposal)
  const bodies = bodiesOf(units)
  const bodyOf = (group: string) =>
    accused.length === 0
      ? bodies.get(group)?.[0]
      : bodies.get(group)?.find(({ code }) => !accused.includes(code))
  const sumOfGroup = ({ label, probability }: Guess): number => {
    if (label === inspection && inspectionLeads) return probability + 1
    // An accusation puts the inspection first among the rules: that is no sign of whose matter it is.
    const proposal = label === inspection && walled.length > 0 ? undefined : ruled.get(label)
    return proposal ? probability + share * proposal.confidence ** power : probability
  }
  const groups: Guess[] = []
  const sums: number[] = []
  let whole = 0
  const add = (guess: Guess) => {
    if (!ruled.has(guess.label) && bodyOf(guess.label) === undefined) return
    const sum = sumOfGroup(guess)
    groups.push(guess)
    sums.push(sum)
    whole += sum
  }
  const untaught = new Set(ruled.keys())
  for (const guess of guesses) {
    add(guess)
    untaught.delete(guess.label)
  }
  // A group the weights were never taught is known to the rules alone.
  for (const label of untaught) add({ label, probability: 0 })
  const kept = heaviestPlaces(sums, most).filter(
    (group, place) => place < least || (sums[group] as number) >= leastLikely,
  )
  const inspecting = accused.length > 0 ? groups.findIndex(({ label }) => label === inspection) : -1
  if (inspecting >= 0 && !kept.includes(inspecting)) kept.push(inspecting)
  const led = ruled.get(groups[kept[0] ?? -1]?.label ?? '')
  const isUnsure = best.probability < unsureBelow && (led?.confidence ?? 0) < surelyRuled
  return kept.map((group, place) => {
    const { label, probability } = groups[group] as Guess
    const proposal = ruled.get(label) ?? byWeights(bodyOf(label) as ResponsibleUnit)
    const doubt = place === 0 && isUnsure
    const reason = reasonOf(proposal, probability, place === 0)
    return {
      ...proposal,
      role: place === 0 ? 'lead' : 'assist',
      confidence: Math.max(leastShown, Math.round(((sums[group] as number) / whole) * 100) / 100),
      reason: doubt ? `拿不准，请值班员定夺；${reason}` : reason,
      ...(doubt ? { unsure: true as const } : {}),
    }
  })
}

const directories = new WeakMap<readonly ResponsibleUnit[], ReadonlyMap<string, readonly ResponsibleUnit[]>>()

/** Bodies by group, in the order of the directory, made once a directory; a town must be named in the text to be meant. */
function bodiesOf(units: readonly ResponsibleUnit[]): ReadonlyMap<string, readonly ResponsibleUnit[]> {
  const known = directories.get(units)
  if (known) return known
  const bodies = new Map<string, ResponsibleUnit[]>()
  for (const unit of units)
    if (unit.kind !== 'place') bodies.set(unit.group, [...(bodies.get(unit.group) ?? []), unit])
  directories.set(units, bodies)
  return bodies
}

/** What is proposed of a body of which the rules say nothing. */
const byWeights = ({ code, name, group, vertical }: ResponsibleUnit): UnitProposal => ({
  code,
  name,
  group,
  role: 'assist',
  confidence: 0,
  reason: vertical ? '垂管单位，商请其答复' : '',
})

const roleNotes = { lead: '（谁主管谁负责，牵头）', assist: '（协办）' } as const

function reasonOf({ reason, group }: UnitProposal, probability: number, isLead: boolean): string {
  const byRules = withoutRole(reason)
  const before =
    probability >= 0.01
      ? `以往同类来件交${group}（${Math.round(probability * 100)}%）`
      : byRules === ''
        ? `以往同类来件少有交${group}，供参考`
        : ''
  const between = byRules !== '' && before !== '' ? '；' : ''
  return byRules + between + before + roleNotes[isLead ? 'lead' : 'assist']
}

/** A reason of the rules before its role is said: the weights may give another. */
function withoutRole(reason: string): string {
  for (const note of Object.values(roleNotes)) if (reason.endsWith(note)) return reason.slice(0, -note.length)
  return reason
}
