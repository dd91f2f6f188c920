import type { Reading } from './reading.js'
import type { Told } from './tell-fates.js'
import { asOne } from './told-as-one.js'

/** 两座城市同日遭袭, 两地先后…: one report of two places hit. */
const twoSites = /两(?:座城市|个城市|地|处|所|家|国|省|县|市)[^，。；]{0,8}(?:遭|爆炸|遇袭|袭击|塌|决口|起火)/
const titleOfSites = 50
const notSites = /其中|增至|升至|上升|更新|修正|累计|共|总|截至|昨|此前/

/** The dead of two places that the title speaks of, told one after the other and nowhere in one figure. */
export function ofTwoSites(dead: readonly Told[], { text, sentence }: Reading): Told[] {
  if (!twoSites.test(text.slice(0, titleOfSites))) return []
  const values = [...new Set(dead.map(({ value }) => value))]
  const [first, second] = values.map((value) => dead.find((one) => one.value === value))
  if (values.length !== 2 || !first || !second || sentence(first.at).start === sentence(second.at).start)
    return []
  if (notSites.test(text.slice(sentence(second.at).start, second.at))) return []
  return [asOne([first, second])]
}
