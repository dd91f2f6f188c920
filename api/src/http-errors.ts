import { DomainError } from '@huiyin/domain/errors'

/** The version named in If-Match is not the current one. */
export class PreconditionFailed extends DomainError {
  override readonly name = 'PreconditionFailed'
}

/** It was there and will not come back: a spent or expired link. */
export class Gone extends DomainError {
  override readonly name = 'Gone'
}

/** Too many requests from one address, or too many sign-in tries. */
export class TooManyRequests extends DomainError {
  override readonly name = 'TooManyRequests'
  readonly afterSeconds: number
  constructor(message: string, detail: { afterSeconds: number }) {
    super(message, detail)
    this.afterSeconds = detail.afterSeconds
  }
}

/** Part of this installation that is not there or does not answer now. */
export class Unavailable extends DomainError {
  override readonly name = 'Unavailable'
}

/** The password was right and a second factor is still to come. */
export class CodeRequired extends DomainError {
  override readonly name = 'CodeRequired'
}

/** Signed in, but something must be done first: a new password, a second factor. */
export class DutyFirst extends DomainError {
  override readonly name = 'DutyFirst'
}

/** More than we take, and what to do about it. */
export class TooLarge extends DomainError {
  override readonly name = 'TooLarge'
}
