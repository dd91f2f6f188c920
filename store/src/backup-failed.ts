import { DomainError } from '@huiyin/domain/errors'

/** The cluster cannot be copied; the message says why and what to do. */
export class BackupFailed extends DomainError {
  override readonly name = 'BackupFailed'
}
