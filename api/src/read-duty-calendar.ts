import { type DutyInstance, dutyInstances, regimeSpans } from '@huiyin/domain/duty-calendar'
import type { RegimeChoice } from '@huiyin/domain/http/rules'
import type { Period } from '@huiyin/domain/period'
import { type Day, dayOf } from '@huiyin/domain/shanghai'
import type { Tx } from '@huiyin/store/tx'
import type { ApiKeywords } from './deps.js'
import { type Rules, rulesNow } from './rules-in-force.js'

/** A choice with everything its regimes adopt; a code nobody knows any more is passed over. */
function codesOf({ base, adopted }: RegimeChoice, { regimes }: Rules): string[] {
  const codes = new Set<string>()
  const add = (code: string): void => {
    if (codes.has(code)) return
    codes.add(code)
    for (const next of regimes.find(({ regime }) => regime.code === code)?.regime.adopts ?? []) add(next)
  }
  for (const code of [base, ...adopted]) add(code)
  return [...codes]
}

const later = (a: Day, b: Day): Day => (a < b ? b : a)

/** The duties of the chosen and adopted regimes that touch `window`, of the time since the county began. */
export async function dutiesTouching(tx: Tx, keywords: ApiKeywords, window: Period): Promise<DutyInstance[]> {
  const start = await tx.jurisdiction.startedAt()
  if (start === null) return []
  const rules = await rulesNow(tx, keywords)
  const startedOn = dayOf(start)
  const choices = rules.choices.map(({ from, choice }) => ({
    from: from === null ? startedOn : later(from, startedOn),
    codes: codesOf(choice, rules),
  }))
  const textOf = (code: string) => rules.regimes.find(({ regime }) => regime.code === code)?.regime ?? null
  return dutyInstances(regimeSpans(choices, textOf), window)
}

/** Since the county began until the end of `today`'s year. */
export async function dutiesSoFar(tx: Tx, keywords: ApiKeywords): Promise<DutyInstance[]> {
  const start = await tx.jurisdiction.startedAt()
  return start === null ? [] : await dutiesTouching(tx, keywords, { from: dayOf(start), to: dayOf(tx.now) })
}
