import type { QueryResult, RawBuilder } from 'kysely'
import type { Db } from './database.js'

type Answers<Statements extends readonly unknown[]> = {
  [At in keyof Statements]: Statements[At] extends RawBuilder<infer Row> ? QueryResult<Row> : never
}

/**
 * Sends statements one behind the other without waiting between them, and answers their results in that order. The
 * server runs them in order too, each seeing what those before it did; in a transaction the first that fails fails
 * all after it, and the whole rejects with its error. Awaited one by one, each would cost a wait for the network and,
 * on a busy machine, two waits for a processor.
 */
export const sendTogether = <const Statements extends readonly RawBuilder<unknown>[]>(
  db: Db,
  ...statements: Statements
): Promise<Answers<Statements>> =>
  db
    .getExecutor()
    .provideConnection((connection) =>
      Promise.all(statements.map((statement) => connection.executeQuery(statement.compile(db)))),
    ) as Promise<Answers<Statements>>

/**
 * Sends a statement of a transaction ahead of the next one without waiting. Should it fail, all that follow fail too and
 * nothing is committed; what is answered rejects with the reason.
 */
export function sendAhead(db: Db, statement: RawBuilder<unknown>): Promise<unknown> {
  let sent: Promise<unknown> = Promise.resolve()
  const given = db.getExecutor().provideConnection(async (connection) => {
    sent = connection.executeQuery(statement.compile(db))
    sent.catch(() => {})
  })
  const answered = given.then(() => sent)
  answered.catch(() => {})
  return answered
}
