import type { ContentRule, SeverityRules } from '@huiyin/keywords/lexicon'
import { discounted } from './modality.js'
import type { Quantities } from './quantities.js'
import type { Reading } from './reading.js'

export interface ContentFound {
  readonly rule: Pick<ContentRule, 'name' | 'basis'>
  readonly hits: readonly { start: number; end: number }[]
}

const none: readonly Span[] = []

type Span = { readonly start: number; readonly end: number }

/** Rules for III without hard figures that hold in this text, each with the words it rests on. */
export function contentRules(reading: Reading, rules: SeverityRules, quantities: Quantities): ContentFound[] {
  return rules.content.flatMap((rule) => {
    const hits = holds(reading, rule, quantities)
    return hits && !isUnreal(reading, hits) ? [{ rule, hits }] : []
  })
}

/** A drill, a film or a rumour refuted: nothing of it happened. */
const isUnreal = (reading: Reading, hits: readonly Span[]): boolean =>
  hits.some((hit) => ['演练', '影视文学', '辟谣'].includes(discounted(reading, hit) ?? ''))

/** The words by which `rule` holds, or null. */
export function holds(
  reading: Reading,
  { all, within, unless = [] }: Pick<ContentRule, 'all' | 'within' | 'unless'>,
  { many, several, outages }: Pick<Quantities, 'many' | 'several' | 'outages'>,
): Span[] | null {
  const words = reading.role('severity')
  const counted = (group: string): readonly Span[] =>
    group === 'many' ? many : group === 'several' ? several : group === 'delay' ? outages : none
  const isThere = (group: string) => words.has(group) || counted(group).length > 0
  // Most rules end here, before anything is gathered.
  for (const names of all) if (!names.some(isThere)) return null
  const spans = (names: readonly string[]): Span[] =>
    names.flatMap((group) => [...(words.get(group) ?? none), ...counted(group)])
  const [first = [], ...rest] = all.map(spans)
  const forbidden = spans(unless)
  for (const anchor of first) {
    const near = (span: Span) =>
      within === undefined || (span.start <= anchor.end + within && span.end >= anchor.start - within)
    if (forbidden.some(near)) continue
    const others = rest.map((group) => group.find(near))
    if (others.every((other) => other !== undefined))
      return [anchor, ...others.filter((o) => o !== undefined)]
  }
  return null
}
