import { createInterface } from 'node:readline'
import { print } from './output.js'

/**
 * Answers a JSONL stream line by line: order kept, one output line an input line, and a line that cannot be
 * answered yields `{"id":…,"error":…}` instead of a stop. Empty lines are passed over.
 * @returns how many lines failed
 */
export async function answerLines(
  input: NodeJS.ReadableStream,
  answer: (row: Record<string, unknown>) => unknown | Promise<unknown>,
): Promise<number> {
  let failed = 0
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue
    let id: unknown = null
    try {
      const row: unknown = JSON.parse(line)
      if (typeof row !== 'object' || row === null || Array.isArray(row)) throw new Error('应为一个 JSON 对象')
      id = (row as { id?: unknown }).id ?? null
      const result = await answer(row as Record<string, unknown>)
      if (!process.stdout.write(`${JSON.stringify(result)}\n`))
        await new Promise<void>((resolve) => process.stdout.once('drain', () => resolve()))
    } catch (error) {
      failed += 1
      print({
        id,
        error: error instanceof SyntaxError ? `不是有效的 JSON：${error.message}` : (error as Error).message,
      })
    }
  }
  return failed
}
