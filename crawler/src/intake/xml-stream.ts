import type { Readable } from 'node:stream'
import { type Handler, Parser } from 'htmlparser2'

/** Feeds a stream to a parser of XML, a piece at a time; after each piece whoever waits may take what was found. */
export async function* parsePieces(stream: Readable, handler: Partial<Handler>): AsyncGenerator<void> {
  const parser = new Parser(handler, { xmlMode: true, decodeEntities: true })
  const utf8 = new TextDecoder('utf-8')
  for await (const piece of stream) {
    parser.write(utf8.decode(piece as Buffer, { stream: true }))
    yield
  }
  parser.end(utf8.decode())
  yield
}

/** Reads a small part to its end. */
export async function parseWhole(stream: Readable, handler: Partial<Handler>): Promise<void> {
  for await (const _ of parsePieces(stream, handler));
}

/** The local name of an element: some writers prefix all of them. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1)
