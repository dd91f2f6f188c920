import { DomainError } from '@huiyin/domain/errors'

/** The private database cannot be started; the message says what to do. */
export class EmbeddedServerFailed extends DomainError {
  override readonly name = 'EmbeddedServerFailed'
}
