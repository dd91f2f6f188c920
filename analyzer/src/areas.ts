import type { Hit } from './reading.js'
import { isPlaceName, isPlainWords } from './segment.js'

/** 泊宁市, 榆泽县: at the beginning of a clause or after a preposition of place, and nothing that only ends so. */
const opening =
  /(?<![一-龥])(?:在|位于|来自|赴|从|据|转自|昨日|今日|昨天|今天)?([一-龥]{2,4}?)(自治县|县|市|省|旗)(?![城场民政委长区里内级直容面上])/g
/** Inside a clause only names the dictionary knows: 去年在平原县. */
const inside = /(?=([一-龥]{2,3})(县|市)(?![城场民政委长区里内级直容面上]))/g
/** 咱们县, 隔壁县, 交车去县, 牵动全县, 文明城市: pronouns, verbs and kinds of county are no names. */
const noStem =
  /[我你他她它咱们本全各该每邻隔壁这那哪几多个某是的了着过去到来在从向往对把被给让叫请问跟和与及或有无不没能可会要想应将已还也就都又才只看说讲听找报回进出入上下里外前后新老旧大小贵超城门股夜集早菜楼闹农都]/

/** 文明 is in the dictionary as a person's name. */
const kinds = /^(?:文明|全国|国家|园林|卫生|双拥|资源|历史|中等|沿海)/

/** Names of counties, cities and provinces as the text says them; only proper names (docs/rules.md §3). */
export function findAreas(text: string): Hit[] {
  const found: Hit[] = []
  const add = (start: number, word: string) => {
    if (!found.some((hit) => start < hit.end && start + word.length > hit.start))
      found.push({ start, end: start + word.length, word })
  }
  for (const match of text.matchAll(opening)) {
    const [whole, stem = '', kind = ''] = match
    const isName =
      !kinds.test(stem) && (isPlaceName(`${stem}${kind}`) || (!noStem.test(stem) && !isPlainWords(stem)))
    if (isName) add(match.index + whole.length - stem.length - kind.length, `${stem}${kind}`)
  }
  for (const match of text.matchAll(inside)) {
    const [, stem = '', kind = ''] = match
    if (!kinds.test(stem) && isPlaceName(`${stem}${kind}`)) add(match.index, `${stem}${kind}`)
  }
  return found
}
