import type { WorkCalendar } from '@huiyin/domain/calendar'
import type { RegimeRef } from '@huiyin/domain/clock-revision'
import { openTimers, type Timer } from '@huiyin/domain/deadline'
import { InvalidInput } from '@huiyin/domain/errors'
import type { RegimeChoice, RuleChangeKind } from '@huiyin/domain/http/rules'
import type { MatterKind, Regime } from '@huiyin/domain/regime'
import type { SeverityGrade } from '@huiyin/domain/severity'
import { type Day, dayOf } from '@huiyin/domain/shanghai'
import type { RuleChange } from '@huiyin/store/rules'
import type { Tx } from '@huiyin/store/tx'
import type { ApiKeywords } from './deps.js'

/** 国办发〔2016〕61号 binds every county: it counts where the county's own document sets no clock for the matter. */
const nationalRegime = 'national-2016'

/** What changes regimes and their choice. */
export const regimeChanges: readonly RuleChangeKind[] = ['edit-regime', 'choose-regimes']

/** A regime as it is in force, with the version it is in. */
export interface RegimeInForce {
  readonly regime: Regime
  readonly version: number
  readonly yaml: string
  readonly effectiveOn: Day | null
}

/** The rules of this moment: the shipped ones with what the county set over them. */
export interface Rules {
  readonly calendar: WorkCalendar
  /** By code. */
  readonly regimes: readonly RegimeInForce[]
  readonly choice: RegimeChoice
  /** Every choice whose day has come, oldest first; the first, of no day, is the one the county began with. */
  readonly choices: readonly { readonly from: Day | null; readonly choice: RegimeChoice }[]
  /** The base first, then every regime it or the county adopts. */
  readonly chosen: readonly RegimeRef[]
  /** The texts of these versions, whether still in force or not. */
  regimesAt(refs: readonly RegimeRef[]): Regime[]
  readonly nationalRef: RegimeRef
}

interface Matter {
  grade: SeverityGrade
  kind: MatterKind
  startAt: Date
  limitDays?: number | undefined
}

/**
 * The clocks of a matter under these regime versions, and the versions they came from: the national one joins where
 * the county's own sets no clock.
 */
export function timersFor(
  { limitDays, ...matter }: Matter,
  rules: Rules,
  refs: readonly RegimeRef[] = rules.chosen,
): { timers: Timer[]; refs: readonly RegimeRef[] } {
  const under = (versions: readonly RegimeRef[]) =>
    openTimers({
      ...matter,
      ...(limitDays === undefined ? {} : { limitDays }),
      regimes: rules.regimesAt(versions),
      calendar: rules.calendar,
    })
  const own = under(refs)
  if (own.length > 0) return { timers: own, refs }
  const withNational = [...refs, rules.nationalRef]
  return { timers: under(withNational), refs: withNational }
}

const editsOf = (changes: readonly RuleChange[], code: string) =>
  changes.filter((change) => change.kind === 'edit-regime' && change.regimeCode === code)

/** The newest version of each regime whose day has come. */
function inForce(changes: readonly RuleChange[], today: Day, keywords: ApiKeywords): RegimeInForce[] {
  const shipped = keywords.regimes.map(
    (regime): RegimeInForce => ({
      regime,
      version: 0,
      yaml: keywords.regimeTexts.get(regime.code) ?? '',
      effectiveOn: null,
    }),
  )
  const codes = new Set([
    ...shipped.map(({ regime }) => regime.code),
    ...changes.filter(({ kind }) => kind === 'edit-regime').map(({ regimeCode }) => regimeCode),
  ])
  return [...codes].sort().flatMap((code) => {
    const [newest] = editsOf(changes, code)
      .filter(({ effectiveOn }) => effectiveOn <= today)
      .sort((a, b) => b.version - a.version)
    if (newest)
      return [
        {
          regime: newest.body as Regime,
          version: newest.version,
          yaml: newest.yaml,
          effectiveOn: newest.effectiveOn,
        },
      ]
    return shipped.filter(({ regime }) => regime.code === code)
  })
}

/** Base, its adopted ones and the county's, each once. @throws InvalidInput for a code nobody knows. */
function expand(choice: RegimeChoice, regimes: readonly RegimeInForce[]): RegimeRef[] {
  const found: RegimeRef[] = []
  const add = (code: string) => {
    const known = regimes.find(({ regime }) => regime.code === code)
    if (!known) {
      const codes = regimes.map(({ regime }) => regime.code).join('、')
      throw new InvalidInput(`没有代码为“${code}”的制度，可选：${codes}`, [
        { field: 'choice', message: `应为 ${codes} 之一` },
      ])
    }
    if (found.some((ref) => ref.code === code)) return
    found.push({ code, version: known.version })
    for (const adopted of known.regime.adopts ?? []) add(adopted)
  }
  for (const code of [choice.base, ...choice.adopted]) add(code)
  return found
}

export const refsOfChoice = (choice: RegimeChoice, rules: Rules): RegimeRef[] => expand(choice, rules.regimes)

const read = new WeakMap<ApiKeywords, { mark: string; rules: Rules }>()

/** The rules in force now; read from the database only when something of them changed. */
export async function rulesNow(tx: Tx, keywords: ApiKeywords): Promise<Rules> {
  const today = dayOf(tx.now)
  const county = await tx.jurisdiction.find()
  const base = county?.regimeCode ?? nationalRegime
  const adopted = [...(county?.adoptedRegimes ?? [])]
  const mark = `${await tx.rules.mark()}|${today}|${base}|${adopted.join()}`
  const known = read.get(keywords)
  if (known?.mark === mark) return known.rules
  const approved = (await tx.rules.changes(regimeChanges)).filter(({ state }) => state === 'approved')
  const years = (await tx.rules.importedYears()).map(({ notice }) => notice)
  const regimes = inForce(approved, today, keywords)
  const choices = [
    { from: null, choice: { base, adopted } as RegimeChoice },
    ...approved
      .filter(({ kind, effectiveOn }) => kind === 'choose-regimes' && effectiveOn <= today)
      // Asked for last comes first in the changes: of one day the last one counts.
      .reverse()
      .sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : Number(a.effectiveOn > b.effectiveOn)))
      .map(({ effectiveOn, body }) => ({ from: effectiveOn, choice: body as RegimeChoice })),
  ]
  const choice = choices.at(-1)?.choice ?? { base, adopted }
  const regimeAt = ({ code, version }: RegimeRef): Regime => {
    const text =
      version === 0
        ? keywords.regimes.find((regime) => regime.code === code)
        : (editsOf(approved, code).find((change) => change.version === version)?.body as Regime | undefined)
    if (!text) throw new InvalidInput(`找不到制度“${code}”的第 ${version} 版`)
    return text
  }
  const national = regimes.find(({ regime }) => regime.code === nationalRegime)
  const rules: Rules = {
    calendar: keywords.calendar.with(years),
    regimes,
    choice,
    choices,
    chosen: expand(choice, regimes),
    regimesAt: (refs) => refs.map(regimeAt),
    nationalRef: { code: nationalRegime, version: national?.version ?? 0 },
  }
  read.set(keywords, { mark, rules })
  return rules
}

export const regimesOf = (rules: Rules): Regime[] => rules.regimes.map(({ regime }) => regime)
