import { DomainError, InvalidInput, Quarantine, RetryLater } from '@huiyin/domain/errors'

/** What the queue does with a job that threw. */
export type Verdict = { kind: 'later'; afterMs: number } | { kind: 'quarantine' } | { kind: 'retry' }

/**
 * The one place where an error becomes a queue's decision. Input that is wrong today is wrong tomorrow, so it
 * is set aside as well; everything else may pass and is tried again.
 */
export function verdictOn(error: unknown): Verdict {
  if (error instanceof RetryLater) return { kind: 'later', afterMs: Math.max(0, error.afterMs) }
  if (error instanceof Quarantine || error instanceof InvalidInput) return { kind: 'quarantine' }
  return { kind: 'retry' }
}

/** Marks a kept failure as set aside for a person; it is stored with the job and so must survive as text. */
const quarantineMark = '[quarantine] '

export const quarantineReason = (error: unknown): string => quarantineMark + messageOf(error)

export const isQuarantined = (failedReason: string | undefined): boolean =>
  failedReason?.startsWith(quarantineMark) ?? false

/** The reason as a person reads it. */
export const readableReason = (failedReason: string | undefined): string =>
  (failedReason ?? '').replace(quarantineMark, '')

/** The message, with a domain error's name before it. */
function messageOf(error: unknown): string {
  if (error instanceof DomainError) return `${error.name}: ${error.message}`
  return error instanceof Error ? error.message : String(error)
}
