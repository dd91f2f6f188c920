import { type Area, bareOf, type Line, type PageLines } from './page-lines.js'

/** A container shorter than this may be an empty shell beside the real body. */
const leastLength = 30

/** A named container with less than this share of what the densest area holds is a lead or a caption. */
const leastShare = 0.25

/** What stands above the headline is rarely the body: its worth counts this much. */
const aboveHeadline = 0.2

/** How much of a line's worth each area above it inherits: the text's own most, the page nearly nothing. */
const inheritance = [1, 1, 0.6, 0.3]

/** What stands at the foot of every page of a site. */
const imprint =
  /copyright|all rights reserved|©|版权所有|ICP[备证]|公网安备|(?:举报|客服)(?:电话|邮箱)|本站(?:郑重)?声明|网站标识码|不得(?:复制|转载)|禁止(?:复制|转载)|最佳(?:浏览|显示)效果|分辨率/i

/** Candidates whose links are counted; the body is among the first. */
const weighed = 8

/** Levels the body may grow upwards, to take in paragraphs that stand in boxes of their own. */
const mostLevels = 6

/** Sums over the lines outside furniture, so that any area is measured in one step. */
class Measures {
  private readonly text = [0]
  private readonly bare = [0]
  private readonly prose = [0]

  constructor(lines: readonly Line[]) {
    for (const line of lines) {
      const isProse = !line.isClutter && line.sentences > 0 && bareOf(line) >= 20
      this.text.push((this.text.at(-1) ?? 0) + (line.isClutter ? 0 : line.text.length))
      this.bare.push((this.bare.at(-1) ?? 0) + (line.isClutter ? 0 : bareOf(line)))
      this.prose.push((this.prose.at(-1) ?? 0) + (isProse ? bareOf(line) : 0))
    }
  }

  of({ from, to }: Area) {
    const between = (sums: readonly number[]) => (sums[to] ?? 0) - (sums[from] ?? 0)
    return { text: between(this.text), bare: between(this.bare), prose: between(this.prose) }
  }
}

/**
 * The area that holds the body: a well-known container, else where running text is densest. `headlineAt` is the
 * line of the headline, or -1.
 */
export function findBody(page: PageLines, headlineAt: number): Area | null {
  const measures = new Measures(page.lines)
  const dense = densest(page, measures, headlineAt)
  const proseOf = (area: Area) => measures.of(area).prose
  const least = dense ? proseOf(dense) * leastShare : 0
  let best: Area | null = null
  for (const area of page.areas) {
    if (area.rank === null || page.lines[area.from]?.isClutter) continue
    const { bare } = measures.of(area)
    if (bare < leastLength || proseOf(area) < least) continue
    const isBetter =
      best === null ||
      area.rank < (best.rank ?? 0) ||
      (area.rank === best.rank && bare > measures.of(best).bare * (isInside(area, best) ? 0.8 : 1))
    if (isBetter) best = area
  }
  return best ?? dense
}

const isInside = (inner: Area, outer: Area) => inner.from >= outer.from && inner.to <= outer.to

function densest(page: PageLines, measures: Measures, headlineAt: number): Area | null {
  const scores = new Map<Area, number>()
  page.lines.forEach((line, at) => {
    if (line.isClutter || line.linkLength * 2 > line.text.length || imprint.test(line.text)) return
    const worth =
      (Math.min(line.text.length, 300) / 25 + line.sentences) * (at < headlineAt ? aboveHeadline : 1)
    let area = page.areaOf.get(line.element) ?? null
    for (const share of inheritance) {
      if (!area) break
      scores.set(area, (scores.get(area) ?? 0) + worth * share)
      area = area.parent
    }
  })
  let best: Area | null = null
  let bestScore = 0
  const likely = [...scores].sort((a, b) => b[1] - a[1]).slice(0, weighed)
  for (const [area, score] of likely) {
    const { text, bare } = measures.of(area)
    const weighted = score * (bare / Math.max(1, text))
    if (weighted > bestScore) {
      bestScore = weighted
      best = area
    }
  }
  return best && grow(best, measures)
}

/** Takes in the surroundings as long as what they add is mostly running text and much of it. */
function grow(start: Area, measures: Measures): Area {
  let body = start
  let around = start.parent
  for (let level = 0; around && level < mostLevels; level++) {
    const [inner, outer] = [measures.of(body), measures.of(around)]
    const added = { text: outer.text - inner.text, prose: outer.prose - inner.prose }
    if (added.prose >= inner.prose * 0.2 && added.prose >= added.text * 0.6) body = around
    around = around.parent
  }
  return body
}
