import type { ContentRule, SeverityRules } from '@huiyin/keywords/lexicon'
import { discounted } from './modality.js'
import type { Quantities } from './quantities.js'
import type { Reading } from './reading.js'

export interface ContentFound {
  readonly rule: Pick<ContentRule, 'name' | 'basis' | 'focus'>
  readonly hits: readonly { start: number; end: number }[]
}

const none: readonly Span[] = []

type Span = { readonly start: number; readonly end: number }

/** Rules for III without hard figures that hold in this text, each with the words it rests on. */
export function contentRules(reading: Reading, rules: SeverityRules, quantities: Quantities): ContentFound[] {
  const found: ContentFound[] = []
  for (const rule of candidates(reading, rules.content, quantities)) {
    const hits = holds(reading, rule, quantities)
    if (hits && !isUnreal(reading, hits, rule.now ? notNow : unreal) && !(rule.now && isOver(reading)))
      found.push({ rule, hits })
  }
  return found
}

/** A table of rules with its groups by number. */
interface Numbered {
  readonly numbers: ReadonlyMap<string, number>
  readonly rules: readonly { readonly rule: ContentRule; readonly all: readonly (readonly number[])[] }[]
  /** By the number of a group, 1 for those in the text that is asked about. */
  readonly isThere: Uint8Array
}

const tables = new WeakMap<readonly ContentRule[], Numbered>()

/** Made once a table of rules and not once a text. */
function numbered(rules: readonly ContentRule[]): Numbered {
  const known = tables.get(rules)
  if (known) return known
  const groups = [...new Set(rules.flatMap(({ all }) => all.flat()))]
  const numbers = new Map(groups.map((group, number) => [group, number]))
  const table = {
    numbers,
    rules: rules.map((rule) => ({
      rule,
      all: rule.all.map((names) => names.map((group) => numbers.get(group) as number)),
    })),
    isThere: new Uint8Array(groups.length),
  }
  tables.set(rules, table)
  return table
}

/** The rules, in their order, of all whose groups something is in the text: a few of many. */
function candidates(reading: Reading, table: readonly ContentRule[], quantities: Quantities): ContentRule[] {
  const { numbers, rules, isThere } = numbered(table)
  isThere.fill(0)
  const see = (group: string) => {
    const number = numbers.get(group)
    if (number !== undefined) isThere[number] = 1
  }
  for (const group of reading.role('severity').keys()) see(group)
  for (const group of countedGroups) if (counted(group, quantities).length > 0) see(group)
  const found: ContentRule[] = []
  for (const { rule, all } of rules) if (areThere(all, isThere)) found.push(rule)
  return found
}

/** Of each list of groups one is there. */
function areThere(all: readonly (readonly number[])[], isThere: Uint8Array): boolean {
  for (const groups of all) {
    let is = 0
    for (const group of groups) is |= isThere[group] as number
    if (is === 0) return false
  }
  return true
}

/** Groups of which figures are words too. */
const countedGroups = ['many', 'hundred', 'several', 'crowd', 'delay', 'waited'] as const
type Counted = Pick<Quantities, 'many' | 'several' | 'waits'>

function counted(group: string, { many, several, waits }: Counted): readonly Span[] {
  if (group === 'many' || group === 'hundred') return many
  if (group === 'several' || group === 'crowd') return several
  return group === 'delay' || group === 'waited' ? waits : none
}

/** A drill, a film or a rumour refuted: nothing of it happened. */
const unreal: ReadonlySet<string> = new Set(['演练', '影视文学', '辟谣', '往事'])
/** And for a danger of this hour neither of the past nor elsewhere. */
const notNow: ReadonlySet<string> = new Set([...unreal, '历史回顾', '他处事件', '统计数字', '假设'])

const asked = /(?:何时|什么时候|尽快|早日|才能|及时|请|能否|希望)[^，。；]{0,6}$/
/** 13时漏气停止，商场恢复正常: told as past, and not asked for. */
const isOver = (reading: Reading): boolean =>
  reading
    .of('severity', 'over')
    .some(({ start }) => !asked.test(reading.text.slice(Math.max(0, start - 12), start)))

const isUnreal = (reading: Reading, hits: readonly Span[], why: ReadonlySet<string>): boolean =>
  hits.some((hit) => why.has(discounted(reading, hit) ?? ''))

/** Groups that count people: those of a supposition (万一掉下去几十个) are nobody. */
const headcounts: ReadonlySet<string> = new Set(['several', 'hundred'])

/** Joint action that is only announced (我们全体业主会依法逐级上访) has not been taken. */
const actions: ReadonlySet<string> = new Set(['collective', 'collectiveStrong', 'joint'])
/** 学校后面居民: the school only says where. */
const beside = /^(?:的)?(?:后面|后边|旁|附近|对面|前面|隔壁|周边)/
/** 尊敬的书记, 局长您好: whom the writer asks. */
const salutation = /(?:尊敬|敬爱|亲爱)的[^，。！；]{0,14}$/
const isAddressed = (text: string, { start, end }: Span): boolean =>
  salutation.test(text.slice(Math.max(0, start - 18), start)) ||
  /^[，,、 ]?[您你]好|^[：:]/.test(text.slice(end, end + 3))
const announced =
  /(?:(?<![委协大社机开])会(?:依法|合法|继续|坚决|组织|集体|逐级|一起|联合)|将(?:依法|会|继续|集体|组织|逐级))[^，。；！]{0,12}$/
const isAnnounced = (text: string, { start }: Span): boolean =>
  announced.test(text.slice(Math.max(0, start - 20), start))

/** The words by which `rule` holds, or null. */
export function holds(
  reading: Reading,
  { all, within, unless = [] }: Pick<ContentRule, 'all' | 'within' | 'unless'>,
  quantities: Counted,
): Span[] | null {
  const words = reading.role('severity')
  const isThere = (group: string) => words.has(group) || counted(group, quantities).length > 0
  // Nearly all rules end here, before anything is gathered.
  for (const names of all) if (!names.some(isThere)) return null
  const spans = (names: readonly string[]): Span[] => {
    const found: Span[] = []
    for (const group of names) {
      for (const hit of words.get(group) ?? none)
        if (
          !(headcounts.has(group) && discounted(reading, hit) === '假设') &&
          !(actions.has(group) && isAnnounced(reading.text, hit)) &&
          !(group === 'officials' && isAddressed(reading.text, hit)) &&
          !(group === 'school' && beside.test(reading.text.slice(hit.end, hit.end + 3)))
        )
          found.push(hit)
      for (const figure of counted(group, quantities)) found.push(figure)
    }
    return found
  }
  const [first = [], ...rest] = all.map(spans)
  const forbidden = spans(unless)
  // 来电撤销该投诉: wherever it is said, the whole is taken back.
  const isTakenBack = words.has('withdrawn')
  for (const anchor of first) {
    const near = (span: Span) =>
      within === undefined || (span.start <= anchor.end + within && span.end >= anchor.start - within)
    if (forbidden.some(near) || (isTakenBack && unless.includes('withdrawn'))) continue
    const others = rest.map((group) => group.find(near))
    if (others.every((other) => other !== undefined))
      return [anchor, ...others.filter((o) => o !== undefined)]
  }
  return null
}
