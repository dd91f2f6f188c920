import type { Readable } from 'node:stream'
import yauzl from 'yauzl'
import { BytesReader } from './bytes-reader.js'
import { refuseFile } from './table.js'

/** What one workbook may unpack to; 100,000 wide rows take some 150 MB. */
const unpackedLimit = 600 * 1024 * 1024
/** Text of a sheet packs some 10 to 30 times; a bomb packs a thousand. */
const mostRatio = 200
const ratioFrom = 20 * 1024 * 1024
const mostEntries = 2_000

export interface OpenZip {
  has(name: string): boolean
  /** Unpacked bytes; ends with an error when more comes than the directory says. */
  stream(name: string): Promise<Readable>
}

/** Opens a packed workbook. @throws InvalidInput for a damaged one and for a bomb, before anything is unpacked */
export async function openZip(bytes: Buffer): Promise<OpenZip> {
  const entries = new Map<string, yauzl.Entry>()
  let unpacked = 0
  const zip = await yauzl
    .fromRandomAccessReaderPromise(new BytesReader(bytes), bytes.length, {
      lazyEntries: true,
      validateEntrySizes: true,
      autoClose: false,
    })
    .catch(() => refuseFile('工作簿已损坏，打不开：请用 Excel 或 WPS 打开后另存'))
  try {
    for await (const entry of zip.eachEntry()) {
      unpacked += entry.uncompressedSize
      const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize)
      if (unpacked > unpackedLimit || (entry.uncompressedSize > ratioFrom && ratio > mostRatio))
        refuseFile('工作簿解开后过大，疑似压缩炸弹，已拒绝：请核对来源，或另存为 csv 后导入')
      if (entries.size >= mostEntries) refuseFile('工作簿里的部件过多，已拒绝：请另存为 csv 后导入')
      entries.set(entry.fileName, entry)
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'InvalidInput') throw error
    refuseFile('工作簿已损坏，打不开：请用 Excel 或 WPS 打开后另存')
  }
  return {
    has: (name) => entries.has(name),
    stream: async (name) => {
      const entry = entries.get(name)
      if (!entry) return refuseFile(`工作簿缺少部件 ${name}，请用 Excel 或 WPS 另存`)
      return await zip.openReadStreamPromise(entry)
    },
  }
}
