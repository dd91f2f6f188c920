import { gunzipSync } from 'node:zlib'
import { type CharsetHints, decodePage } from '../charset.js'
import { ExtractError } from '../extract/extract-error.js'

/** What a packed file may hold (docs/rules.md §7): 50,000 addresses of a sitemap are 5 to 10 MB. */
const unpackedBytes = 30 * 2 ** 20

/** Packed as a file (`sitemap.xml.gz`), not by the server on its way. */
const isPacked = (bytes: Uint8Array) => bytes[0] === 0x1f && bytes[1] === 0x8b

/**
 * The text of what was fetched.
 * @throws ExtractError `charset` when it is 乱码, which is never stored as if it were read; `packed` when a packed
 * file is broken or too large.
 */
export function pageText(bytes: Uint8Array, url: string, hints: CharsetHints): string {
  const { text, doubtful, charset } = decodePage(isPacked(bytes) ? unpacked(bytes, url) : bytes, hints)
  if (doubtful)
    throw new ExtractError('charset', url, `页面按 ${charset} 解码后是乱码：请在信源定义里写明 charset`)
  return text
}

function unpacked(bytes: Uint8Array, url: string): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: unpackedBytes })
  } catch {
    throw new ExtractError('packed', url, '压缩文件已损坏或解开后过大，请在浏览器里打开核对')
  }
}
