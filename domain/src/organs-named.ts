import type { ResponsibleUnit } from './unit.js'

/** An organ the text speaks of, with every sentence that does. */
export interface NamedOrgan {
  readonly unitCode: string
  readonly name: string
  readonly wording: string
}

type Listed = Pick<ResponsibleUnit, 'code' | 'name' | 'kind' | 'aliases' | 'formerNames'>

/** Short words of a directory (社区, 机场, 消防) also stand for places and things: an organ is named as one. */
const saysOrgan = /(局|委|办|厅|公司|集团|中心|部门|机关|队|院|所|会|处|政府|办公室|警方)$/

/** A town is a place until its office is named. */
const offices = ['人民政府', '政府', '街道办事处', '办事处', '街道办', '党工委', '党委']

const namesOf = ({ kind, name, aliases = [], formerNames = [] }: Listed): string[] => {
  const names = [name, ...aliases, ...formerNames]
  return kind === 'place'
    ? names.flatMap((place) => offices.map((office) => `${place}${office}`))
    : names.filter((word) => word === name || (word.length >= 3 && saysOrgan.test(word)) || word === '警方')
}

const sentencesOf = (text: string): string[] => text.match(/[^。！？；\n]+[。！？；]?/g) ?? []

/** Codes of the units one sentence names; where names overlap the longest counts. */
function unitsIn(sentence: string, names: readonly (readonly [string, string])[]): Set<string> {
  const found = new Set<string>()
  for (let at = 0; at < sentence.length; ) {
    const hits = names.filter(([name]) => sentence.startsWith(name, at))
    const [longest] = hits
    for (const [name, code] of hits) if (name.length === longest?.[0].length) found.add(code)
    at += longest?.[0].length ?? 1
  }
  return found
}

/**
 * Other organs a text to be published speaks of, found by the names, aliases and former names of the directory
 * (和硕 第十二条: 拟发布信息涉及其他行政机关的，应与有关行政机关沟通确认).
 * @param own codes of the units whose own voice it is.
 */
export function organsNamed(text: string, units: readonly Listed[], own: readonly string[]): NamedOrgan[] {
  const names = units
    .flatMap((unit) => namesOf(unit).map((name) => [name, unit.code] as const))
    .sort(([a], [b]) => b.length - a.length)
  const wording = new Map<string, string[]>()
  for (const sentence of sentencesOf(text))
    for (const code of unitsIn(sentence, names))
      wording.set(code, [...(wording.get(code) ?? []), sentence.trim()])
  return units.flatMap(({ code, name }) => {
    const said = wording.get(code)
    return said && !own.includes(code) ? [{ unitCode: code, name, wording: said.join('\n') }] : []
  })
}
