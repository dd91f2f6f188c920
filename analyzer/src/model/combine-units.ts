import type { UnitProposal } from '@huiyin/domain/judgement'
import type { ResponsibleUnit } from '@huiyin/domain/unit'
import { withRole } from '../choose-units.js'
import { heaviestPlaces } from '../heaviest.js'
import { type Guesses, likeliest } from './head.js'

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
  guesses: Guesses,
  units: readonly ResponsibleUnit[],
  { text, unsureBelow, accused: walled, denounces, isTold }: Circumstances,
): UnitProposal[] {
  const best = likeliest(guesses)
  if (!best) return byRules.map(withRole)
  const isNote = note.test(text.slice(0, 80))
  if (walled.length > 0 && !isNote && isTold) return byRules.map(withRole)
  const accused = denounces || !isNote ? walled : []
  const { share, power } = isNote ? trust.note : trust.post
  const ruled = new Map<string, UnitProposal>()
  for (const proposal of byRules) if (!ruled.has(proposal.group)) ruled.set(proposal.group, proposal)
  const bodies = bodiesOf(units, guesses.labels)
  const bodyOf = (label: number) =>
    accused.length === 0 ? bodies[label]?.[0] : bodies[label]?.find(({ code }) => !accused.includes(code))
  const probabilityAt = (place: number) => guesses.probabilities[place] ?? 0
  /** The labels, and after them what the weights were never taught; and what speaks for each. */
  const groups = [...guesses.labels]
  const sums = groups.map((_, label) => (bodyOf(label) ? probabilityAt(label) : nobody))
  for (const [group, { confidence }] of ruled) {
    const label = groups.indexOf(group)
    const place = label < 0 ? groups.push(group) - 1 : label
    // An accusation puts the inspection first among the rules: that is no sign of whose matter it is.
    const told = group === inspection && walled.length > 0 ? 0 : share * confidence ** power
    sums[place] = probabilityAt(place) + told
  }
  const inspecting = accused.length > 0 ? groups.indexOf(inspection) : -1
  const isProposable = (place: number) => (sums[place] ?? nobody) >= 0
  if (
    denounces &&
    isProposable(inspecting) &&
    units.some(({ code, group }) => group === best.label && accused.includes(code))
  )
    sums[inspecting] = probabilityAt(inspecting) + 1
  const kept = heaviestPlaces(sums, most).filter(
    (place, order) => isProposable(place) && (order < least || (sums[place] as number) >= leastLikely),
  )
  if (isProposable(inspecting) && !kept.includes(inspecting)) kept.push(inspecting)
  let whole = 0
  for (const sum of sums) if (sum > 0) whole += sum
  const led = ruled.get(groups[kept[0] ?? -1] ?? '')
  const isUnsure = best.probability < unsureBelow && (led?.confidence ?? 0) < surelyRuled
  return kept.map((place, order) => {
    const group = groups[place] as string
    const { code, name, reason } = ruled.get(group) ?? (bodyOf(place) as Body)
    const role = order === 0 ? 'lead' : 'assist'
    const told = withRole({
      code,
      name,
      group,
      role,
      confidence: Math.max(leastShown, Math.round(((sums[place] as number) / whole) * 100) / 100),
      reason: reason + pastOf(group, probabilityAt(place), reason !== ''),
    })
    return order === 0 && isUnsure
      ? { ...told, reason: `拿不准，请值班员定夺；${told.reason}`, unsure: true }
      : told
  })
}

/** A group that nobody of this directory answers for. */
const nobody = -1

/** A body as it is proposed when the rules say nothing of it. */
interface Body {
  readonly code: string
  readonly name: string
  readonly reason: string
}

type Bodies = readonly (readonly Body[])[]
const directories = new WeakMap<readonly ResponsibleUnit[], WeakMap<readonly string[], Bodies>>()

/** Bodies of each label's group, in the order of the directory, made once a directory; a town must be named to be meant. */
function bodiesOf(units: readonly ResponsibleUnit[], labels: readonly string[]): Bodies {
  const byLabels = directories.get(units) ?? new WeakMap<readonly string[], Bodies>()
  directories.set(units, byLabels)
  const bodies =
    byLabels.get(labels) ??
    labels.map((label) =>
      units
        .filter(({ kind, group }) => kind !== 'place' && group === label)
        .map(({ code, name, vertical }) => ({ code, name, reason: vertical ? '垂管单位，商请其答复' : '' })),
    )
  byLabels.set(labels, bodies)
  return bodies
}

/** Where such matters were sent before, said after the rules' own reasons where there are any. */
function pastOf(group: string, probability: number, isRuled: boolean): string {
  const between = isRuled ? '；' : ''
  if (probability >= 0.01) return `${between}以往同类来件交${group}（${Math.round(probability * 100)}%）`
  return isRuled ? '' : `以往同类来件少有交${group}，供参考`
}
