/**
 * Errors in domain terms. A route maps them to a problem+json status once (`api/plugins/errors`), a job
 * maps them to a queue verdict once (`store/queue`). Messages shown to people are Chinese; `detail` carries
 * the fields for the log.
 */
export class DomainError extends Error {
  override readonly name: string = 'DomainError'
  constructor(
    message: string,
    readonly detail: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
  }
}

/** The thing asked for does not exist, or may not be seen by who asks: the two are not told apart. */
export class NotFound extends DomainError {
  override readonly name = 'NotFound'
}

/** The input is wrong and the sender can mend it; `fields` names what and how. */
export class InvalidInput extends DomainError {
  override readonly name = 'InvalidInput'
  constructor(
    message: string,
    readonly fields: readonly { field: string; message: string }[] = [],
    detail: Readonly<Record<string, unknown>> = {},
  ) {
    super(message, detail)
  }
}

/** A move the state machine does not allow, said in words an officer understands. */
export class IllegalTransition extends DomainError {
  override readonly name = 'IllegalTransition'
}

/** Someone else changed it first. */
export class Conflict extends DomainError {
  override readonly name = 'Conflict'
}

/** Not signed in, or the sign-in is not (or no longer) valid. */
export class Unauthenticated extends DomainError {
  override readonly name = 'Unauthenticated'
}

/** Signed in, but this role may not do that. */
export class Forbidden extends DomainError {
  override readonly name = 'Forbidden'
}

/** Not now: the queue waits `afterMs` and tries again without counting an attempt. */
export class RetryLater extends DomainError {
  override readonly name = 'RetryLater'
  readonly afterMs: number
  constructor(message: string, detail: Readonly<Record<string, unknown>> & { afterMs: number }) {
    super(message, detail)
    this.afterMs = detail.afterMs
  }
}

/** Never by machine: set aside for a person, not tried again. */
export class Quarantine extends DomainError {
  override readonly name = 'Quarantine'
}
