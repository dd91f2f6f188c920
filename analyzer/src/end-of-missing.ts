import type { Count } from './counts.js'
import { discounted } from './modality.js'
import type { Reading } from './reading.js'
import type { Told } from './tell-fates.js'

/** 一个没出来, 全在里头: nobody of them came back. */
const nobody = /全|都|一个(?:也|都)?没|没一个|无一/
const bodies = /遗体|尸体|尸首|尸身|骸骨/g
/** 遗体还没找到, 没有遗体: not found. */
const notFound = /^[^，。；]{0,6}(?:没|未|无)/
const foundSince = /找|抬|捞|挖|扒|刨|运|送|认|领|摆|停|起|出|回|全|齐/

/**
 * What became of those missing when it is told later and without a figure: 十五个人全在里头，一个没出来。今天一早遗体抬出来.
 * All of them are dead where nobody came back, their bodies are found and no dead are counted; else nobody.
 */
export function endOfMissing(told: readonly Told[], counts: readonly Count[], reading: Reading): Told[] {
  const { text } = reading
  if (told.some(({ fates }) => fates.includes('dead') || fates.includes('safe'))) return []
  const missing = told.filter(({ fates }) => fates.includes('missing'))
  const most = missing.reduce<Told | null>((a, b) => (a && a.value >= b.value ? a : b), null)
  if (!most || most.value < 2) return []
  const end = reading.sentence(most.at).end
  if (!nobody.test(text.slice(most.numberEnd, end))) return []
  for (const { index } of text.slice(end).matchAll(bodies)) {
    const start = end + index
    const sentence = reading.sentence(start)
    const span = { start, end: start + 2 }
    if (
      foundSince.test(text.slice(sentence.start, sentence.end)) &&
      !notFound.test(text.slice(span.end, sentence.end)) &&
      !counts.some(
        (count) => count.of === 'people' && count.start >= sentence.start && count.end <= sentence.end,
      ) &&
      !discounted(reading, span)
    )
      return [{ ...most, fates: ['dead'], spans: [...most.spans, span] }]
  }
  return []
}
