import { expect, test } from 'vitest'
import { type BodyLine, linesOf } from './push-lines.js'

const limits = { bytes: 200, lines: 3, lineBytes: 20 }
async function read(chunks: (string | Buffer)[]): Promise<BodyLine[]> {
  const all: BodyLine[] = []
  const stream = (async function* () {
    for (const chunk of chunks) yield Buffer.from(chunk)
  })()
  for await (const line of linesOf(stream, limits)) all.push(line)
  return all
}

test('lines are put together across chunks, also inside a character', () => {
  const bytes = Buffer.from('停水\n修好')
  return expect(read([bytes.subarray(0, 2), bytes.subarray(2, 9), bytes.subarray(9)])).resolves.toEqual([
    { number: 1, text: '停水' },
    { number: 2, text: '修好' },
  ])
})

test('a line too long or not UTF-8 is refused by itself, empty ones keep the count', async () => {
  const lines = await read(['x'.repeat(30), 'y\n', Buffer.from([0xff, 0xfe, 0x0a]), '\n'])
  expect(lines).toEqual([
    { number: 1, error: expect.stringContaining('KB') },
    { number: 2, error: expect.stringContaining('UTF-8') },
  ])
})

test('past the limits reading stops, and it is said from where', async () => {
  expect((await read(['a\nb\nc\nd\ne\n'])).at(-1)).toMatchObject({ number: 4, isLast: true })
  expect((await read(['a\n', `${'b'.repeat(300)}\n`])).at(-1)).toMatchObject({ number: 2, isLast: true })
})
