import { bagsOf, type LabelledRow } from './fit.js'
import { type Bag, dampen } from './sparse.js'
import type { Weights } from './weights-file.js'

/** How far one correction may move the weights (the aggressiveness of PA-I): a few alike turn a label, one does not. */
const aggressiveness = 0.5
/** By how much the right label must lead to be left alone; margins of our columns lie about −1…1. */
const lead = 0.8
const epochs = 8

/**
 * Weights moved by labelled rows, as little as it takes: passive-aggressive updates (Crammer et al., JMLR 2006, PA-I)
 * on the words the weights know already. The rows' order is kept, so the same rows give the same bytes. Rows whose
 * label the weights do not know teach nothing.
 */
export function teach(weights: Weights, rows: readonly LabelledRow[]): Weights {
  const labels = weights.labels
  const columns = weights.bias.length
  const moved = new Map<number, Float64Array>()
  const rowOf = (feature: number): Float64Array => {
    const known = moved.get(feature)
    if (known) return known
    const from = feature * columns
    const row = Float64Array.from(
      weights.bytes.subarray(from, from + columns),
      (byte) => byte * (weights.scale[feature] as number),
    )
    moved.set(feature, row)
    return row
  }
  const places = new Map(Array.from(weights.keys, (key, row) => [key, row]))
  const bags = bagsOf(weights.task, rows)
  const lessons = rows.flatMap(({ label }, i) => {
    const right = labels.indexOf(label)
    const told = vectorOf(bags[i] as Bag, places, weights.idf)
    return right < 0 || told.length === 0 ? [] : [{ right, told }]
  })
  for (let epoch = 0; epoch < epochs; epoch += 1)
    for (const { right, told } of lessons) {
      const margins = Float64Array.from(weights.bias)
      for (const { feature, value } of told) {
        const row = rowOf(feature)
        for (let c = 0; c < columns; c += 1) margins[c] = (margins[c] as number) + (row[c] as number) * value
      }
      let rival = right === 0 ? 1 : 0
      for (let c = 0; c < labels.length; c += 1)
        if (c !== right && (margins[c] as number) > (margins[rival] as number)) rival = c
      const loss = lead - (margins[right] as number) + (margins[rival] as number)
      if (loss <= 0) continue
      // The vector has length one: the step that would mend it whole is half the loss.
      const step = Math.min(aggressiveness, loss / 2)
      for (const { feature, value } of told) {
        const row = rowOf(feature)
        row[right] = (row[right] as number) + step * value
        row[rival] = (row[rival] as number) - step * value
      }
    }
  return pack(weights, moved)
}

/** What the weights know of a text, as a vector of length one. */
function vectorOf(
  bag: Bag,
  places: ReadonlyMap<number, number>,
  idf: Float32Array,
): { feature: number; value: number }[] {
  const told = [...bag].flatMap(([hash, times]) => {
    const feature = places.get(hash)
    return feature === undefined ? [] : [{ feature, value: dampen(times) * (idf[feature] as number) }]
  })
  const length = Math.sqrt(told.reduce((sum, { value }) => sum + value * value, 0)) || 1
  return told.map(({ feature, value }) => ({ feature, value: value / length }))
}

/** The weights with the moved rows rounded to bytes again. */
function pack(weights: Weights, moved: ReadonlyMap<number, Float64Array>): Weights {
  const columns = weights.bias.length
  const [bytes, scale] = [Int8Array.from(weights.bytes), Float32Array.from(weights.scale)]
  for (const [feature, row] of moved) {
    const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    scale[feature] = largest / 127
    row.forEach((value, c) => {
      bytes[feature * columns + c] = largest === 0 ? 0 : Math.round((value / largest) * 127)
    })
  }
  return { ...weights, bytes, scale }
}
