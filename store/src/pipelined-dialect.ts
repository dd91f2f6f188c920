import {
  CompiledQuery,
  type DatabaseConnection,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
} from 'kysely'

/** Sends `begin` ahead of the first statement and waits for that one only. */
class PipelinedDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // It fails only with the connection, and then the statement behind it fails too and tells why.
    connection.executeQuery(CompiledQuery.raw('begin')).catch(() => {})
  }
}

/** PostgreSQL through clients that pipeline (`pipeline: true`). */
export class PipelinedDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig

  constructor(config: PostgresDialectConfig) {
    super(config)
    this.#config = config
  }

  override createDriver(): PipelinedDriver {
    return new PipelinedDriver(this.#config)
  }
}
