import type { Told } from './tell-fates.js'

/** Parts of one figure as one: their sum, where the first of them stands. */
export const asOne = (parts: readonly Told[]): Told => {
  const [first] = parts as readonly [Told]
  return {
    ...first,
    value: parts.reduce((sum, { value }) => sum + value, 0),
    spans: parts.flatMap(({ spans }) => spans),
    isRest: true,
  }
}
