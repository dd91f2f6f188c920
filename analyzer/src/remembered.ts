import type { Reading } from './reading.js'

/** 想起九八年, 零八年那场: a year by its last two figures; 七八年没修 and 五六年了 are lengths of time. */
const shortYear =
  /(?<![一二三四五六七八九十零〇几两第近\d.])(?:(?!五六|六七|七八|八九)[五六七八九][一二三四五六七八九零〇]|[零〇][一二三四五六七八九]|一[三四五六七八九]|[5-9]\d|0[1-9]|(?:19\d|20[01])\d|二[〇零][〇零一][一二三四五六七八九〇零])年(?!级|来|间|以来|前|多|了|没|不|内|工|建|[的]?房|\s?\d{1,2}月)/
const asChild = /年的?时候|那一?年|那阵|那时|那会儿|当时|那次|那场/
const mine = /我|爸|妈|爷|奶|爹|娘|外[公婆]|姥/
const nowOfMemory = /今[晚天夜早年]|现在|如今|眼下|此刻/
/** A remembered year opens the post. */
const memoryOpens = 40

/** 下大雨就想起九八年。那年我九岁…今晚…: told from the year up to the word for now; null when nothing is remembered. */
function memoryOf(text: string): { start: number; end: number } | null {
  const at = text.indexOf('年')
  if (at < 0 || at > memoryOpens) return null
  const year = shortYear.exec(text.slice(0, memoryOpens + 4))
  if (!year) return null
  const rest = text.slice(year.index)
  const then = asChild.exec(rest)
  if (!then || then.index > memoryOpens || !mine.test(text.slice(0, year.index + then.index + 20)))
    return null
  const now = nowOfMemory.exec(rest)
  return { start: year.index, end: now ? year.index + now.index : text.length }
}

/** What the text asked about remembers. */
let remembered: { readonly reading: Reading | null; readonly memory: ReturnType<typeof memoryOf> } = {
  reading: null,
  memory: null,
}

function memoryIn(reading: Reading): ReturnType<typeof memoryOf> {
  if (remembered.reading !== reading) remembered = { reading, memory: memoryOf(reading.text) }
  return remembered.memory
}

/**
 * Whether what stands at `figure` is told of a year one remembers (九八年。那年我九岁…), which opens the post, and not of now
 * (docs/rules.md §2: 历史不计).
 */
export function isRemembered(reading: Reading, { start }: { start: number }): boolean {
  const memory = memoryIn(reading)
  return memory !== null && start >= memory.start && start < memory.end
}
