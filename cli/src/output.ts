import { DomainError } from '@huiyin/domain/errors'

/** Machine-readable results go to stdout, one JSON document a line. */
export const print = (value: unknown): void => {
  process.stdout.write(`${typeof value === 'string' ? value : JSON.stringify(value)}\n`)
}

/** Progress and explanations go to stderr. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

/** Wrong use of a command: exit code 2. */
export class UsageError extends Error {}

/** What a person is told about `error`: domain errors speak Chinese already; others show their message. */
export const explain = (error: unknown): string => {
  if (error instanceof DomainError || error instanceof UsageError) return error.message
  return error instanceof Error ? `${error.message || error.name}` : String(error)
}
