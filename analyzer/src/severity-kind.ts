import { isGraver, type SeverityGrade } from '@huiyin/domain/severity'
import type { QuantityName, SeverityKind, SeverityRules } from '@huiyin/keywords/lexicon'
import { discounted } from './modality.js'
import type { Quantities } from './quantities.js'
import type { Hit, Reading } from './reading.js'

export interface KindFound {
  readonly kind: SeverityKind
  readonly hits: readonly Hit[]
}

export interface Floor {
  readonly grade: SeverityGrade
  readonly kind: SeverityKind
  /** Which figure reached it; the words behind it are the quantity's. */
  readonly by: QuantityName | 'spread'
  readonly name: string
}

/** A word in the title or the first sentence names the matter; later ones describe it. */
const leading = 60

/** Below this magnitude a quake is felt and harms little: what happened beside it is asked first. */
const damaging = 4.5

/** A blast that somebody set off is an attack, whatever burnt. */
const attack = /^(?:恐怖袭击|恐怖分子|自杀式|人肉炸弹|汽车炸弹|炸弹|爆炸物|主谋|枪手|袭击者|武装分子)$/
/** 排除恐怖袭击, 二战炸弹 */
const noAttack = /(?:排除|不是|并非|否认|否定|无关|没有|二战|战时|遗留|废旧|哑|未爆|疑似)[^，。；]{0,6}$/
const isAttack = ({ word, start }: Hit, { text }: Reading): boolean =>
  attack.test(word) &&
  !noAttack.test(text.slice(Math.max(0, start - 10), start)) &&
  !/^(?:的说法|的可能)/.test(text.slice(start + word.length, start + word.length + 3))

/** 像一颗定时炸弹: said of gas and cracks, and no bomb. */
const likened = /(?:像|如同?|是|成了?|成为|埋下?|无异于|等于|颗)[^，。；]{0,4}定时$/

const isVolcano = (reading: Reading): boolean =>
  reading.of('trigger', 'disaster').some(({ word, start }) => word === '火山' && start < leading)

/** 居民以为是地震, 有明显震感 of a blast */
const likeAQuake = /(?:以为|像|好像|如同|误认|仿佛|似)[^，。；]{0,3}$|(?:爆炸|巨响)[^，。；]{0,8}$/

/** The word names no emergency of this kind: a quake of long ago or what felt like one, a bomb that is a figure of speech. */
function isOtherwiseMeant(code: SeverityKind['code'], hit: Hit, reading: Reading, isQuake: boolean): boolean {
  const ahead = reading.text.slice(Math.max(0, hit.start - 10), hit.start)
  if (code === 'security') return hit.word === '炸弹' && likened.test(ahead)
  if (code !== 'earthquake') return false
  return (!isQuake && discounted(reading, hit) !== null) || likeAQuake.test(ahead.slice(-6))
}

/** Which kind of emergency this is, or null. The best named wins; figures without a name are an accident. */
export function findKind(reading: Reading, rules: SeverityRules, quantities: Quantities): KindFound | null {
  let best: (KindFound & { score: number }) | null = null
  for (const kind of rules.kinds) {
    const isQuake = kind.code === 'earthquake' && quantities.magnitude !== undefined
    // 上月一次6.2级地震中受损的校舍: an earlier quake.
    const told = reading.of('trigger', kind.code)
    const hits =
      told.length === 0 ? told : told.filter((hit) => !isOtherwiseMeant(kind.code, hit, reading, isQuake))
    // 面包受到葡萄球菌污染: what was eaten is no spill.
    const isEaten =
      kind.code === 'health' &&
      (reading.of('severity', 'foodborne').length > 0 || reading.of('severity', 'poisonedBy').length > 0)
    // 爆炸…三公里外有震感: felt, and no quake.
    if (kind.code === 'earthquake' && !isQuake && hits.every(({ word }) => word === '震感')) continue
    // 火山地震研究所提高警戒: the mountain, and no quake.
    if (kind.code === 'earthquake' && !isQuake && isVolcano(reading)) continue
    if ((hits.length === 0 && !isQuake) || (reading.of('veto', kind.code).length > 0 && !isEaten)) continue
    const words = new Map<string, Hit>()
    for (const hit of hits) if (!words.has(hit.word)) words.set(hit.word, hit)
    let score = [...words.values()].reduce((sum, hit) => sum + (hit.start < leading ? 2 : 1), 0)
    if (isQuake && (quantities.magnitude?.value ?? 0) >= damaging) score += 10
    else if (kind.code === 'security' && hits.some((hit) => isAttack(hit, reading))) score += 10
    else if (kind.code === 'earthquake' && hits.some(({ start }) => start < leading)) score += 1
    if (!best || score > best.score) best = { kind, hits: [...words.values()], score }
  }
  if (best) return best
  const kind = rules.kinds.find(({ code }) => code === unnamed(quantities))
  return kind ? { kind, hits: [] } : null
}

/** Hurt so many at once, it is an accident whatever the text calls it. */
const manyHurt = 10
/** So many cases are a matter of public health even where some died (国家突发公共卫生事件应急预案). */
const manyIll = 100

/**
 * A figure without a name: the dead, hurt and missing are an accident's (its thresholds are the rule), the crowd a protest's,
 * those moved a pollution's, whose thresholds are the lower. */
function unnamed({
  deaths,
  serious,
  loss,
  ill,
  evacuated,
  gathering,
}: Quantities): SeverityKind['code'] | null {
  // 新增136例、累计死亡3例: so many cases are a disease's.
  if ((ill?.value ?? 0) >= manyIll) return 'health'
  if (deaths || loss || (serious?.value ?? 0) >= manyHurt) return 'accident'
  if (gathering) return 'security'
  if (ill) return 'health'
  return evacuated ? 'environment' : null
}

/** Kinds that a figure of theirs brings in beside the text's own kind: people gathered, moved after an accident, or what a fire burnt. */
const besides = { gathering: 'security', evacuated: 'environment', loss: 'accident' } as const

/** What a fire burnt is an accident's loss; a storm's has no table. */
const isBurnt = ({ code }: SeverityKind, reading: Reading): boolean =>
  (code !== 'disaster' && code !== 'earthquake') ||
  (reading.of('severity', 'burnt').length > 0 && reading.of('severity', 'wildfire').length === 0)

/** A fire of woods and grassland, called a fire or not, is a natural disaster: those moved are counted by its table. */
const wild = /山火|林火|森林|山林|草原|草甸/

/** The kinds whose table is asked: the text's own first, then those a figure of which its table says nothing belongs to. */
export function kindsAsked(
  own: SeverityKind,
  rules: SeverityRules,
  quantities: Quantities,
  reading: Reading,
): SeverityKind[] {
  const isWild = reading.of('severity', 'wildfire').some(({ word }) => wild.test(word))
  // 强降雨…倒塌房屋1200间: moved by the rain, whatever fell down by it.
  const isNatural =
    (reading.of('trigger', 'disaster').length > 0 || reading.of('severity', 'dam').length > 0) &&
    reading.of('trigger', 'environment').length === 0
  const codes = Object.entries(besides).flatMap(([name, code]) =>
    quantities[name as QuantityName] &&
    own.thresholds.III[name as QuantityName] === undefined &&
    (name !== 'loss' || isBurnt(own, reading)) &&
    (code === 'security' || own.code === 'accident' || reading.of('trigger', code).length > 0)
      ? [name === 'evacuated' && (isWild || isNatural) ? 'disaster' : code]
      : [],
  )
  return [own, ...rules.kinds.filter(({ code }) => codes.some((asked) => asked === code))]
}

const levels = ['I', 'II', 'III'] as const

const names: Record<QuantityName, string> = {
  deaths: '死亡',
  serious: '重伤',
  ill: '发病',
  evacuated: '转移',
  loss: '直接损失',
  magnitude: '震级',
  gathering: '聚集',
}

/** The gravest floor of the kinds asked. */
export function floorOf(
  kinds: readonly SeverityKind[],
  quantities: Quantities,
  reading: Reading,
): Floor | null {
  return kinds
    .map((kind, index) => hardFloor(kind, index === 0 ? quantities : broughtBy(kind, quantities), reading))
    .reduce((worst, floor) => (floor && (!worst || isGraver(floor.grade, worst.grade)) ? floor : worst), null)
}

/** The figures for which a table beside the text's own is asked: a fire that moves nineteen has not the loss of a spill. */
function broughtBy({ code }: SeverityKind, quantities: Quantities): Quantities {
  const { deaths, serious, ill, magnitude, evacuated, gathering, loss, ...rest } = quantities
  if (code === 'security') return { ...rest, ...(gathering ? { gathering } : {}) }
  if (code === 'accident') return { ...rest, ...(loss ? { loss } : {}) }
  return { ...rest, ...(evacuated ? { evacuated } : {}) }
}

/** The hard floor of the kind's table, or null when no figure reaches III. "以上" includes the number. */
function hardFloor(kind: SeverityKind, quantities: Quantities, reading: Reading): Floor | null {
  let floor: Floor | null = null
  const raise = (grade: SeverityGrade, by: Floor['by'], name: string) => {
    if (!floor || isGraver(grade, floor.grade)) floor = { grade, kind, by, name }
  }
  for (const grade of levels)
    for (const [name, least] of Object.entries(kind.thresholds[grade]) as [
      QuantityName,
      number | undefined,
    ][]) {
      const value = quantities[name]?.value
      if (least === undefined || value === undefined || value < least) continue
      raise(name === 'magnitude' ? atSea(grade, quantities, reading) : grade, name, names[name])
    }
  // 吃河豚后船老大不治身亡: one death by food is III, told with a figure or without.
  const least = kind.thresholds.III.deaths ?? 0
  if (kind.code === 'health' && quantities.deaths === undefined && least > 0 && quantities.dead >= least)
    raise('III', 'deaths', names.deaths)
  for (const rule of kind.combined ?? [])
    if (
      (quantities.ill?.value ?? 0) >= rule.ill &&
      Math.max(quantities.deaths?.value ?? 0, quantities.dead) >= rule.deaths
    )
      raise(rule.grade, 'ill', rule.name)
  if (
    kind.schoolIll &&
    (quantities.ill?.value ?? 0) >= kind.schoolIll &&
    reading.of('severity', 'school').length > 0
  )
    raise('III', 'ill', '学校发病')
  if (
    kind.acrossProvinces &&
    (quantities.ill?.value ?? 0) > 0 &&
    reading.of('severity', 'acrossProvinces').length > 0
  )
    raise('I', 'spread', '疫情跨省扩散')
  return floor
}

/** The table counts inhabited areas: at sea and with nobody hurt it is one grade less. */
function atSea(
  grade: SeverityGrade,
  { deaths, injured, magnitude }: Quantities,
  reading: Reading,
): SeverityGrade {
  // 该大区附近海域曾发生8.8级地震: another quake, and at sea.
  const isThisOne = ({ start }: { start: number }) =>
    discounted(reading, { start, end: start }) === null || start < (magnitude?.figures[0]?.start ?? 0)
  // 花莲近海小镇: a town by the sea.
  const isAshore = ({ end }: { end: number }) =>
    /^的?(?:小镇|城|县|市|乡|村|渔港)/.test(reading.text.slice(end, end + 3))
  if (!reading.of('severity', 'sea').some((hit) => isThisOne(hit) && !isAshore(hit)) || deaths || injured > 0)
    return grade
  return grade === 'I' ? 'II' : grade === 'II' ? 'III' : 'IV'
}
