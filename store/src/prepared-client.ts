import pg from 'pg'

/** Statements one connection keeps ready; lists of many lengths (`in ($1, $2, …)`) must not fill the server. */
const mostKept = 500

/**
 * A client that prepares what it is asked again and again. Row-level security makes planning the larger part of a
 * small statement: joining one post to its event took 15 ms planned each time and 2 ms with kept plans
 * (`node bench/place.mjs`). The policies' functions read settings and are stable, so a kept plan asks them anew.
 */
export class PreparedClient extends pg.Client {
  readonly #names = new Map<string, string>()

  constructor(config?: pg.ClientConfig) {
    super(config)
    const ask = this.query.bind(this) as (...given: unknown[]) => unknown
    this.query = ((...given: unknown[]) => ask(...this.#named(given))) as typeof this.query
  }

  /** What the query was given, with a name where a text comes with values. */
  #named(given: readonly unknown[]): unknown[] {
    const [text, values, ...rest] = given
    if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return [...given]
    const name = this.#nameOf(text)
    return name ? [{ name, text, values }, ...rest] : [...given]
  }

  #nameOf(text: string): string | null {
    const known = this.#names.get(text)
    if (known) return known
    if (this.#names.size >= mostKept) return null
    const name = `q${this.#names.size}`
    this.#names.set(text, name)
    return name
  }
}
