import { createInterface } from 'node:readline'

type Row = Record<string, unknown>
/** What became of one line: an answer, or why there is none. */
export type LineResult<T> = { id: unknown; value: T } | { id: unknown; error: string }

/** Where the parser stopped, as it says itself; a line that ends too early stops at its end. */
function brokenJson(line: string, { message }: SyntaxError): string {
  const at = Math.min(Number(/position (\d+)/.exec(message)?.[1] ?? line.length), line.length)
  const near = line.slice(Math.max(0, at - 10), at + 10)
  return `不是有效的 JSON：第 ${at + 1} 个字符（“${near}”）处有误，请检查引号、逗号和括号是否成对`
}

async function* results<T>(
  input: NodeJS.ReadableStream,
  answer: (row: Row) => T | Promise<T>,
): AsyncGenerator<LineResult<T>> {
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue
    let id: unknown = null
    try {
      const row: unknown = JSON.parse(line.replace(/^\uFEFF/, ''))
      if (typeof row !== 'object' || row === null || Array.isArray(row)) throw new Error('应为一个 JSON 对象')
      id = (row as Row).id ?? null
      yield { id, value: await answer(row as Row) }
    } catch (error) {
      yield {
        id,
        error: error instanceof SyntaxError ? brokenJson(line, error) : (error as Error).message,
      }
    }
  }
}

/** Reads a whole JSONL stream; empty lines are passed over, a line that cannot be read keeps its place as an error. */
export async function readLines<T>(
  input: NodeJS.ReadableStream,
  answer: (row: Row) => T | Promise<T>,
): Promise<LineResult<T>[]> {
  const all: LineResult<T>[] = []
  for await (const result of results(input, answer)) all.push(result)
  return all
}

/**
 * Answers a JSONL stream line by line: order kept, one output line an input line, and a line that cannot be
 * answered yields `{"id":…,"error":…}` instead of a stop.
 * @returns how many lines failed
 */
export async function answerLines(
  input: NodeJS.ReadableStream,
  answer: (row: Row) => unknown | Promise<unknown>,
): Promise<number> {
  let failed = 0
  for await (const result of results(input, answer)) {
    if ('error' in result) failed += 1
    const line = JSON.stringify('error' in result ? result : result.value)
    if (!process.stdout.write(`${line}\n`))
      await new Promise<void>((resolve) => process.stdout.once('drain', () => resolve()))
  }
  return failed
}
