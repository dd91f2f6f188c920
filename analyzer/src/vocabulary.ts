import type { CataloguedMatter, LocalKnowledge } from '@huiyin/domain/jurisdiction'
import { Automaton } from '@huiyin/domain/text/automaton'
import type { ResponsibleUnit } from '@huiyin/domain/unit'
import type { Lexicon } from '@huiyin/keywords/lexicon'
import { TagSlots } from './tag-slots.js'

/**
 * What a word may mean, as `role:detail`: `topic:3:water-supply`, `severity:many`, `trigger:fire`, `duty:7`,
 * `unit:7`, `place:7`, `local:`, `elsewhere:` … One word has as many as lists name it.
 */
export type Tag = string

/** A word of the vocabulary with the numbers of all tags it has. */
export interface Entry {
  readonly word: string
  readonly tags: readonly number[]
}

export interface Vocabulary {
  readonly automaton: Automaton<Entry>
  /** The number of a tag, whole and by its role and detail. */
  readonly numbers: ReadonlyMap<Tag, number>
  readonly byRole: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** Tags by number, taken apart: the number of the role, and detail. */
  readonly parts: readonly { readonly roleNumber: number; readonly detail: string }[]
  readonly roles: ReadonlyMap<string, number>
  readonly slots: TagSlots
  readonly units: readonly ResponsibleUnit[]
  readonly jurisdiction: LocalKnowledge['jurisdiction'] | null
}

/** Names too common to say which county is meant: 城关镇 exists in dozens. They count as a place, not as proof. */
const placeSuffix = /(?:街道办事处|街道|镇|乡|村|社区)$/

/** 枫渡镇人民政府 governs 枫渡镇. */
const government = /(?:人民政府|政府|党委)$/

/** What people call the government of 柳河镇 or 莳田街道, whether the directory lists it or not. */
function governments(name: string): string[] {
  const town = name.replace(government, '').replace(/街道办事处$/, '街道')
  if (/(?:镇|乡)$/.test(town)) return [town, `${town}政府`, `${town}人民政府`, `${town}党委`]
  return /街道$/.test(town) ? [town, `${town}办`, `${town}办事处`] : []
}

/** Every word of the lexicon and of the place we work for, in one automaton. */
export function buildVocabulary(
  lexicon: Lexicon,
  units: readonly ResponsibleUnit[],
  jurisdiction: LocalKnowledge['jurisdiction'] | null,
  catalogue: readonly CataloguedMatter[] = [],
): Vocabulary {
  const tags = new Map<string, Set<Tag>>()
  const add = (word: string, tag: Tag) => {
    const known = tags.get(word)
    if (known) known.add(tag)
    else tags.set(word, new Set([tag]))
  }
  const addAll = (words: readonly string[], tag: Tag) => {
    for (const word of words) add(word, tag)
  }
  addLexicon(lexicon, addAll)
  units.forEach((unit, index) => {
    addAll([unit.name, ...(unit.aliases ?? []), ...(unit.formerNames ?? [])], `unit:${index}`)
    addAll(stationsOf(unit), `station:${index}`)
    addAll(unit.duties ?? [], `duty:${index}`)
    addAll(unit.places ?? [], `place:${index}`)
    if (unit.kind !== 'place') return
    addAll(governments(unit.name), `unit:${index}`)
    const names = [unit.name, ...(unit.aliases ?? [])].map((name) => name.replace(government, ''))
    addAll(
      names.flatMap((name) => [name, name.replace(placeSuffix, '')]).filter((name) => name.length >= 2),
      `place:${index}`,
    )
  })
  catalogue.forEach(({ name, keywords }, index) => {
    addAll([name, ...keywords], `matter:${index}`)
  })
  const own = new Set(jurisdiction ? ownNames(jurisdiction) : [])
  if (jurisdiction) addAll([jurisdiction.name, ...jurisdiction.aliases], 'local:')
  if (jurisdiction)
    for (const { name, aliases = [] } of units)
      addAll(
        [name, ...aliases].filter((of) =>
          ownNames(jurisdiction).some((own) => of.length > own.length && of.includes(own)),
        ),
        'local:',
      )
  const parents = (jurisdiction?.parents ?? []).map((name) => name.replace(/(?:省|市|自治区|自治州|州)$/, ''))
  addAll([...(jurisdiction?.parents ?? []), ...parents], 'parent:')
  for (const name of [...lexicon.cues.provinces, ...lexicon.cues.cities])
    if (!own.has(name) && !parents.includes(name)) add(name, 'elsewhere:')
  const all = [...new Set([...tags.values()].flatMap((of) => [...of]))]
  const split = all.map(partsOf)
  const byRole = groupByRole(split)
  const roles = new Map([...byRole.keys()].map((role, number) => [role, number]))
  const numbers = new Map(all.map((tag, number) => [tag, number]))
  return {
    automaton: new Automaton(
      [...tags].map(
        ([word, of]) => [word, { word, tags: [...of].map((tag) => numbers.get(tag) as number) }] as const,
      ),
    ),
    numbers,
    byRole,
    parts: split.map(({ role, detail }) => ({ roleNumber: roles.get(role) as number, detail })),
    roles,
    slots: new TagSlots(split.length),
    units,
    jurisdiction,
  }
}

function groupByRole(parts: readonly Split[]): Vocabulary['byRole'] {
  const roles = new Map<string, Map<string, number>>()
  parts.forEach(({ role, detail }, number) => {
    const of = roles.get(role)
    if (of) of.set(detail, number)
    else roles.set(role, new Map([[detail, number]]))
  })
  return roles
}

interface Split {
  readonly role: string
  readonly detail: string
}

function partsOf(tag: Tag): Split {
  const colon = tag.indexOf(':')
  return { role: asName(tag.slice(0, colon)), detail: asName(tag.slice(colon + 1)) }
}

/**
 * The same text as names in code are held by the engine: one that was cut out of another is compared letter by letter
 * at each look-up.
 */
export const asName = (text: string): string => Object.keys({ [text]: true })[0] as string

/** What a bureau has below it in towns and inside: 财政所, 水利站, 民政办, 教育股. */
const stations = [
  '所',
  '站',
  '办',
  '科',
  '股',
  '分局',
  '大队',
  '中队',
  '稽查',
  '窗口',
  '助理',
  '专干',
  '干事',
]
const bureau = /^(.{2,6}?)(?:和[^局]{2,8})?(?:局|委员会|部门)$/

/** Its stations by name, so that a deed there is a deed of the bureau: 规划所 → 自然资源和规划局. */
const stationsOf = ({ kind, name, aliases = [], formerNames = [] }: ResponsibleUnit): string[] => {
  if (kind === 'place') return []
  const stems = [name, ...aliases, ...formerNames].flatMap((called) => bureau.exec(called)?.[1] ?? [])
  return [...new Set(stems)].flatMap((stem) => stations.map((station) => stem + station))
}

/** 青禾县 and 青禾: what people write for our own county. */
export const ownNames = ({ name, aliases }: LocalKnowledge['jurisdiction']): string[] => [
  ...new Set([name, ...aliases, name.replace(/(?:自治县|县|市|区|旗)$/, '')].filter((n) => n.length >= 2)),
]

function addLexicon(
  { topics, severity, cues }: Lexicon,
  addAll: (words: readonly string[], tag: Tag) => void,
) {
  for (const topic of topics) {
    addAll(topic.strong, `topic:3:${topic.code}`)
    addAll(topic.words, `topic:1:${topic.code}`)
  }
  for (const kind of severity.kinds) {
    addAll(kind.triggers, `trigger:${kind.code}`)
    addAll(kind.vetoes ?? [], `veto:${kind.code}`)
  }
  for (const [group, words] of Object.entries(severity.fates)) addAll(words, `fate:${group}`)
  for (const [group, words] of Object.entries(severity.words)) addAll(words, `severity:${group}`)
  for (const [group, words] of Object.entries(cues.appeal)) addAll(words, `appeal:${group}`)
  for (const [group, words] of Object.entries(cues.sentiment)) addAll(words, `sentiment:${group}`)
  for (const [group, words] of Object.entries(cues.emotion)) addAll(words, `emotion:${group}`)
  for (const [group, words] of Object.entries(cues.focus)) addAll(words, `focus:${group}`)
  addAll(cues.accusation, 'accusation:')
  addAll(cues.accusationVerb, 'accusation:verb')
  addAll(cues.accusationWeak, 'accusation:weak')
  addAll(cues.accusationHint, 'accusation:hint')
  addAll(cues.accusable, 'accusable:')
  addAll(cues.accusableStaff, 'accusable:staff')
  for (const [group, words] of Object.entries(cues.accusedOf ?? {})) addAll(words, `accusedOf:${group}`)
  addAll(cues.publicity, 'publicity:')
}
