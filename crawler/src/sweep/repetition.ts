import { shapeOf } from './sweep-run.js'

/** Pages of one shape after which it can be told that they repeat each other. */
export const tellingPages = 20
const repeatedShare = 0.9

/** What is known of the pages of one shape. */
interface Shape {
  pages: number
  /** Of `pages`, those that held nothing new. */
  repeated: number
  underWay: number
  isTold: boolean
  line: (() => void)[]
}

/** Watches for addresses that are new every time while what they show is not: session ids, calendars, sort orders. */
export interface Repetition {
  /**
   * Waits while the pages under way could tell that this one need not be read: however many are read at once, no
   * more of a trap are fetched than it takes to know it.
   */
  begin(url: string): Promise<void>
  /** Notes how many new posts a page held, null when it was not read; true once for a shape that repeats itself. */
  end(url: string, added: number | null): boolean
  /** Whether pages like this one are known to repeat each other. */
  isTold(url: string): boolean
}

export function repetition(): Repetition {
  const shapes = new Map<string, Shape>()
  const shapeAt = (url: string): Shape => {
    const name = shapeOf(url)
    const shape = shapes.get(name) ?? { pages: 0, repeated: 0, underWay: 0, isTold: false, line: [] }
    shapes.set(name, shape)
    return shape
  }
  return {
    async begin(url) {
      const shape = shapeAt(url)
      if (shape.line.length > 0 || !mayStart(shape)) await new Promise<void>((go) => shape.line.push(go))
      else shape.underWay += 1
    },
    end(url, added) {
      const shape = shapeAt(url)
      shape.underWay -= 1
      if (added !== null) shape.pages += 1
      if (added === 0) shape.repeated += 1
      const isNews = !shape.isTold && repeats(shape.pages, shape.repeated)
      if (isNews) shape.isTold = true
      while (shape.line.length > 0 && mayStart(shape)) {
        shape.underWay += 1
        shape.line.shift()?.()
      }
      return isNews
    },
    isTold: (url) => shapes.get(shapeOf(url))?.isTold ?? false,
  }
}

const repeats = (pages: number, repeated: number) =>
  pages >= tellingPages && repeated / pages >= repeatedShare

/** Not yet a trap, even if all that is under way repeats; once it is told there is nothing left to wait for. */
const mayStart = ({ pages, repeated, underWay, isTold }: Shape) =>
  isTold || !repeats(pages + underWay, repeated + underWay)
