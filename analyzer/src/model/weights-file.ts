import { InvalidInput } from '@huiyin/domain/errors'
import type { Task } from './task-tokens.js'

/** How columns of weights become probabilities. */
export type Head =
  | { readonly kind: 'one'; readonly temperature: number }
  /**
   * Two experts and a gate: columns are `local` labels, `general` labels, gate. The local one knows the filing habits
   * of the board it was trained on, the general one those of several places and of the labels' own words; the gate
   * says how much the text reads like that board.
   */
  | {
      readonly kind: 'experts'
      readonly temperatures: readonly [number, number]
      readonly gate: { readonly centre: number; readonly slope: number }
      /** Share of the general expert at home and elsewhere. */
      readonly general: readonly [number, number]
    }

export interface WeightsHeader {
  readonly task: Task
  readonly labels: readonly string[]
  readonly head: Head
  /** Below this probability of the best label the answer is “unsure”. */
  readonly unsureBelow: number
  /** Of a task that finds one label: from these probabilities on it is possible, and sure. */
  readonly levels?: Levels
}

export interface Levels {
  readonly possible: number
  readonly sure: number
}

/** A linear model with eight-bit weights: row `f` holds a byte a column, times `scale[f]`. */
export interface Weights extends WeightsHeader {
  readonly keys: Uint32Array
  readonly idf: Float32Array
  readonly scale: Float32Array
  readonly bytes: Int8Array
  readonly bias: Float32Array
}

const magic = 0x31575948
const headOf = (header: WeightsHeader, columns: number, features: number): Buffer => {
  const { task, labels, head, unsureBelow, levels } = header
  const text = JSON.stringify({ task, labels, head, unsureBelow, levels, columns, features })
  return Buffer.from(text.padEnd(text.length + ((4 - (Buffer.byteLength(text) % 4)) % 4), ' '))
}

/** Rounds columns (each: features, then bias) to bytes, one scale a feature: the largest weight is 127. */
export function quantize(
  header: WeightsHeader,
  table: { keys: Uint32Array; idf: Float32Array },
  columns: readonly Float32Array[],
): Weights {
  const features = table.keys.length
  const scale = new Float32Array(features)
  const bytes = new Int8Array(features * columns.length)
  for (let f = 0; f < features; f += 1) {
    let largest = 0
    for (const column of columns) largest = Math.max(largest, Math.abs(column[f] as number))
    scale[f] = largest / 127
    if (largest === 0) continue
    columns.forEach((column, c) => {
      bytes[f * columns.length + c] = Math.round(((column[f] as number) / largest) * 127)
    })
  }
  return { ...header, ...table, scale, bytes, bias: Float32Array.from(columns, (c) => c[features] as number) }
}

/** The file: magic, header length, header (JSON), keys, idf, scale, bias, bytes; little endian. */
export function encodeWeights(weights: Weights): Buffer {
  const { keys, idf, scale, bias, bytes } = weights
  const header = headOf(weights, bias.length, keys.length)
  const lead = Buffer.alloc(8)
  lead.writeUInt32LE(magic, 0)
  lead.writeUInt32LE(header.length, 4)
  const part = (of: Uint32Array | Float32Array | Int8Array) =>
    Buffer.from(of.buffer, of.byteOffset, of.byteLength)
  return Buffer.concat([lead, header, part(keys), part(idf), part(scale), part(bias), part(bytes)])
}

/** @throws InvalidInput when the bytes are not a weights file or are cut short. */
export function decodeWeights(file: Uint8Array, name: string): Weights {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (file.length < 8 || view.getUint32(0, true) !== magic)
    throw new InvalidInput(`${name} 不是权重文件，请用 huiyin train 重新生成`)
  const headerEnd = 8 + view.getUint32(4, true)
  if (headerEnd > file.length) throw new InvalidInput(`${name} 不完整，请重新生成或从备份恢复`)
  const header = JSON.parse(Buffer.from(file.subarray(8, headerEnd)).toString('utf8')) as WeightsHeader & {
    columns: number
    features: number
  }
  const { columns, features, ...rest } = header
  if (file.length !== headerEnd + 12 * features + 4 * columns + features * columns)
    throw new InvalidInput(`${name} 不完整，请重新生成或从备份恢复`)
  // Copied once, so that the arrays are aligned wherever the file was read to.
  const own = new Uint8Array(file.subarray(headerEnd)).buffer
  return {
    ...rest,
    keys: new Uint32Array(own, 0, features),
    idf: new Float32Array(own, 4 * features, features),
    scale: new Float32Array(own, 8 * features, features),
    bias: new Float32Array(own, 12 * features, columns),
    bytes: new Int8Array(own, 12 * features + 4 * columns, features * columns),
  }
}
