import { DomainError } from '@huiyin/domain/errors'

/** The database and the program do not belong together; nothing was changed. */
export class MigrationRefused extends DomainError {
  override readonly name = 'MigrationRefused'
}
