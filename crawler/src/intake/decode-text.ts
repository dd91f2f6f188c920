import { piecesOf } from './bytes-reader.js'
import { refuseFile } from './table.js'

const isWhole = (bytes: Uint8Array, charset: string): boolean => {
  try {
    for (const _ of decoded(bytes, charset));
    return true
  } catch {
    return false
  }
}

function* decoded(bytes: Uint8Array, charset: string): Generator<string> {
  const decoder = new TextDecoder(charset, { fatal: true })
  for (const piece of piecesOf(bytes)) yield decoder.decode(piece, { stream: true })
  yield decoder.decode()
}

/** UTF-8 with or without its mark, UTF-16 with it, else GB18030, which holds GBK and GB2312. */
function charsetOf(bytes: Uint8Array): string {
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : null
  const found = (wide ? [wide] : ['utf-8', 'gb18030']).find((charset) => isWhole(bytes, charset))
  return found ?? refuseFile('文字编码认不出（不是 UTF-8，也不是 GBK），请用 Excel 另存为“CSV UTF-8”')
}

/**
 * The text of a file piece by piece, as often as asked for: whole it would take as much again as the file.
 * @throws InvalidInput at once, before the first piece, for what is in no charset we know
 */
export function decodeText(bytes: Uint8Array): () => Generator<string> {
  const charset = charsetOf(bytes)
  return () => decoded(bytes, charset)
}
