import type { FateName } from './fate-names.js'
import type { FatePattern } from './fate-pattern.js'
import { fatePatterns } from './fate-patterns.js'
import { markedCodes } from './marked-codes.js'
import type { Reading } from './reading.js'

export interface Fate {
  readonly start: number
  readonly end: number
  readonly name: FateName
  /** 走了, 没了 may mean anything: counted only where people came to harm. */
  readonly isWeak: boolean
}

/** Lists of words that may mean something else: they count only where the rest of the text bears them out. */
const groups: Readonly<Record<string, { name: FateName; isWeak: true }>> = {
  weakDead: { name: 'dead', isWeak: true },
  weakGathered: { name: 'gathered', isWeak: true },
}

const denial =
  /(?:无|没有?|未|零|不会|避免|防止|未造成|没造成|未见|未发生|未发现|未接到|暂无|尚无|没有?听说)(?:任何|一个|一名|一人|一例|一|个|名|人|人员|群众|学生|游客|因灾|再|出现|发生|造成|接到|发现|有|危重|重症|重伤|及|与|或|和|新增|病例|病人|患者|、){0,5}$/
/** 死亡赔偿金, 受伤害: the word is part of another. */
const partOfOther =
  /^(?:书|率|报销|费|津贴|保险|医保|补贴|总医院|部|楼(?![顶上里内下房道梯])|赔偿|补偿|证明|保险|金|威胁|风险|隐患|线|事故|原因|情况|家属|者家属|注销|登记|抚恤)/

/** 引发了持续十几年的上访, 层层上访: no crowd of today. */
const overYears = /(?:持续|多次|数次|几次|屡次|长期|多年|年来|[年载]之?久?的|层层|逐级)[^，。；、]{0,7}$/

/** A protest told of years (持续十几年的上访), which fills no square now. */
export const isOverYears = (text: string, start: number): boolean =>
  overYears.test(text.slice(Math.max(0, start - 14), start))

/**
 * Every fate told, in order, overlaps given to the longest; denied ones (无人死亡) and “放倒” in
 * quotes left out. Asked only of texts that
 * count people.
 */
export function findFates(reading: Reading): readonly Fate[] {
  if (lastFound.reading !== reading) lastFound = { reading, fates: fatesIn(reading) }
  return lastFound.fates
}

/** What the text asked about tells: one text is asked several times in a row. */
let lastFound: { readonly reading: Reading | null; readonly fates: readonly Fate[] } = {
  reading: null,
  fates: [],
}

function fatesIn(reading: Reading): Fate[] {
  const { text } = reading
  const found: Fate[] = []
  for (const [group, hits] of reading.role('fate')) {
    const { name, isWeak } = groups[group] ?? { name: group as FateName, isWeak: group === 'hospital' }
    for (const { start, end } of hits) found.push({ start, end, name, isWeak })
  }
  told(text, found, reading.role('severity').has('protest'))
  if (found.length === 0) return found
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: Fate[] = []
  for (const fate of found) {
    const last = kept.at(-1)
    if (last && fate.start < last.end) {
      if (fate.name === last.name)
        kept[kept.length - 1] = {
          ...last,
          end: Math.max(last.end, fate.end),
          isWeak: last.isWeak && fate.isWeak,
        }
      else if (
        fate.end - fate.start > last.end - last.start ||
        (fate.end - fate.start === last.end - last.start && last.isWeak && !fate.isWeak)
      )
        kept[kept.length - 1] = fate
      continue
    }
    kept.push(fate)
  }
  return kept.filter(
    ({ start, end, name }) =>
      !(
        name === 'dead' &&
        text.startsWith('牺牲', start) &&
        /利益|健康|时间|休息/.test(text.slice(end, end + 12))
      ) &&
      !(
        name === 'dead' &&
        /^(?:病逝|病故|老死)/.test(text.slice(start, end)) &&
        reading.of('trigger', 'health').length === 0
      ) &&
      !(name === 'dead' && /自然$|其他疾病$|老年病$/.test(text.slice(Math.max(0, start - 4), start))) &&
      !(name === 'gathered' && isOverYears(text, start)) &&
      !(text.charAt(start - 1) === '“' && text.charAt(end) === '”') &&
      !denial.test(text.slice(Math.max(0, start - 12), start)) &&
      !partOfOther.test(text.slice(end, end + 4)),
  )
}

/** Constructions by the code of the character they may begin with: one look a character. */
const byFirst: FatePattern[][] = Array.from({ length: 0x10000 }, () => [])
for (const pattern of fatePatterns)
  for (const char of pattern.begins) {
    const code = char.charCodeAt(0)
    byFirst[code]?.push(pattern)
  }
const mayBegin = markedCodes(fatePatterns.map(({ begins }) => begins).join(''))

/** A crowd that does not protest gathers in peace: its construction, which begins in many ways, is not tried. */
function told(text: string, found: Fate[], isProtest: boolean): void {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (mayBegin[code] === 0) continue
    for (const { name, pattern, isWeak = name === 'hospital' } of byFirst[code] ?? []) {
      if (name === 'gathered' && !isProtest) continue
      pattern.lastIndex = at
      if (pattern.test(text)) found.push({ start: at, end: pattern.lastIndex, name, isWeak })
    }
  }
}
