import type { SubjectId } from '../ids.js'
import { dayOf } from '../shanghai.js'
import { termsOf } from './ast.js'
import { findDeadTerms } from './dead-terms.js'
import { holds } from './evaluate.js'
import { subjectLimits } from './limits.js'
import { compileRules, type RuleHit } from './rule-set.js'
import type { ParsedSubjectRule } from './subject-rule.js'
import type { SubjectSet } from './subject-set.js'

export const subjectWarningKinds = ['dead', 'quiet', 'broad', 'common', 'overlap'] as const
export type SubjectWarningKind = (typeof subjectWarningKinds)[number]

/** What an officer should know before he saves; none of it keeps him from saving. */
export interface SubjectWarning {
  readonly kind: SubjectWarningKind
  readonly message: string
}

/** What a rule would have hit. */
export interface DryRunFigures {
  readonly checked: number
  readonly hits: number
  /** Of the hits, those that were left out when they came in. */
  readonly leftOut: number
  /** Hits that rest on one word alone, by word, most first. */
  readonly soleWords: readonly { readonly word: string; readonly count: number }[]
  /** Hits by civil day in China. */
  readonly byDay: ReadonlyMap<string, number>
  readonly warnings: readonly SubjectWarning[]
}

interface TriedPost {
  readonly title?: string
  readonly text: string
  readonly foundAt: Date
  readonly admitted: boolean | null
}

export interface DryRun {
  /** Tries one post; the hit with its words, or null. */
  see(post: TriedPost): RuleHit<'tried'> | null
  figures(): DryRunFigures
}

/**
 * Tries a rule on posts one after another and counts what an officer wants to know before he saves it.
 * @param others the subjects in force besides this one, to see whom it overlaps
 */
export function startDryRun(
  rule: ParsedSubjectRule & { ok: true },
  others: SubjectSet,
  nameOf: (id: SubjectId) => string,
): DryRun {
  const set = compileRules([{ id: 'tried' as const, node: rule.node }])
  let checked = 0
  let hits = 0
  let leftOut = 0
  const sole = new Map<string, number>()
  const byDay = new Map<string, number>()
  const shared = new Map<SubjectId, number>()
  const add = <Key>(counts: Map<Key, number>, key: Key) => counts.set(key, (counts.get(key) ?? 0) + 1)

  return {
    see(post) {
      checked += 1
      const [hit] = set.match(post)
      if (!hit) return null
      hits += 1
      if (post.admitted === false) leftOut += 1
      add(byDay, dayOf(post.foundAt))
      const [word, ...more] = hit.words
      if (word && more.length === 0) add(sole, word)
      for (const { subjectId } of others.match(post)) add(shared, subjectId)
      return hit
    },
    figures: () => {
      const soleWords = [...sole].map(([word, count]) => ({ word, count })).sort((a, b) => b.count - a.count)
      return {
        checked,
        hits,
        leftOut,
        soleWords,
        byDay,
        warnings: [
          ...deadWarnings(rule),
          ...quietWarning(checked, hits),
          ...broadWarning(checked, hits),
          ...commonWarnings(rule, checked, soleWords),
          ...overlapWarnings(hits, shared, nameOf),
        ],
      }
    },
  }
}

/** `41 条，其中 12 条仅因“停水”一词命中`: the figures as one sentence. `until` is where a cut-off run stopped. */
export function dryRunWords(
  { checked, hits, leftOut, soleWords }: DryRunFigures,
  days: number,
  until: string | null,
): string {
  const scope = until
    ? `最近 ${days} 天的信息太多，在规定时间内只检查了 ${until} 以后的 ${checked} 条`
    : `最近 ${days} 天共检查 ${checked} 条信息`
  if (hits === 0) return `${scope}，没有命中`
  const [top] = soleWords
  const share = top?.count === hits ? '全部' : `其中 ${top?.count} 条`
  const alone = top && hits > 1 ? `，${share}仅因“${top.word}”一词命中` : ''
  const missed = leftOut > 0 ? `；有 ${leftOut} 条此前未纳入信息流` : ''
  return `${scope}，将命中 ${hits} 条${alone}${missed}`
}

const percent = (share: number): string => `${Math.round(share * 100)}%`

function deadWarnings({ node }: ParsedSubjectRule & { ok: true }): SubjectWarning[] {
  const { impossible, dead } = findDeadTerms(node)
  const pairs = dead.slice(0, 5).map(({ term, by }) => `“${term.text}”含有被排除的“${by.text}”`)
  if (pairs.length === 0) return []
  return [
    {
      kind: 'dead',
      message: impossible
        ? `这条规则永远不会命中：${pairs.join('，')}。请改排除词`
        : `${pairs.join('，')}，这些词不起作用。请删去它们，或改排除词`,
    },
  ]
}

const quietWarning = (checked: number, hits: number): SubjectWarning[] =>
  hits > 0 || checked === 0
    ? []
    : [{ kind: 'quiet', message: '没有命中任何信息。请确认用词与群众的说法一致；确实少见的事项可以保存' }]

function broadWarning(checked: number, hits: number): SubjectWarning[] {
  const { broadShare, broadFrom } = subjectLimits
  if (checked < broadFrom.value || hits / checked <= broadShare.value) return []
  return [
    {
      kind: 'broad',
      message: `范围过宽：命中了全部信息的 ${percent(hits / checked)}。${broadShare.reason}。请加限定词或排除词`,
    },
  ]
}

/** A word of one character that is enough by itself, and a short one that hits a good part of everything. */
function commonWarnings(
  { node }: ParsedSubjectRule & { ok: true },
  checked: number,
  soleWords: DryRunFigures['soleWords'],
): SubjectWarning[] {
  const single = [...new Set(termsOf(node).map(({ text }) => text))].filter(
    (text) =>
      [...text].length === 1 &&
      holds(node, (term) => (term.text === text ? [{ start: 0, end: text.length, text }] : []), text.length),
  )
  const { commonShare, shortWord, broadFrom } = subjectLimits
  const common = soleWords.filter(
    ({ word, count }) =>
      checked >= broadFrom.value &&
      [...word].length <= shortWord.value &&
      count / checked > commonShare.value &&
      !single.includes(word),
  )
  return [
    ...single.map((word) => ({
      kind: 'common' as const,
      message: `“${word}”只有一个字，单独出现就会命中。${subjectLimits.shortWord.reason}，请写成完整的词`,
    })),
    ...common.map(({ word, count }) => ({
      kind: 'common' as const,
      message: `“${word}”一词单独命中了 ${count} 条（${percent(count / checked)}）。${commonShare.reason}，请换成更具体的词`,
    })),
  ]
}

function overlapWarnings(
  hits: number,
  shared: ReadonlyMap<SubjectId, number>,
  nameOf: (id: SubjectId) => string,
): SubjectWarning[] {
  const { overlapFrom, overlapShare } = subjectLimits
  if (hits < overlapFrom.value) return []
  return [...shared]
    .filter(([, both]) => both / hits >= overlapShare.value)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([id, both]) => ({
      kind: 'overlap',
      message: `与专题“${nameOf(id)}”大部分相同：命中的 ${hits} 条中有 ${both} 条它也命中。可以合并，或改写其中一个`,
    }))
}
