import type { PostgresPool, PostgresQueryResult } from 'kysely'
import type pg from 'pg'
import { asResult, LentConnection, lendConnections } from '#db/lend-connections.ts'
import { isOutdated } from '#db/query/retry-transaction.ts'

/** More statements than this are not told apart by their texts, but by how many values they are given: those are not kept. */
const MOST = 200
/** After so many uses PostgreSQL plans anew, since tables may have grown that were small when it planned. */
const USES = 300

/**
 * Lends a pool's connections so that each keeps the statements it is sent, parsed and planned: for work that sends the same few
 * again and again, planning costs more than running them.
 */
export function prepareStatements(pool: pg.Pool, onRefused: () => void = () => {}): PostgresPool {
  const names = new Map<string, string>()
  let made = 0
  const nameOf = (text: string) => {
    const known = names.get(text)
    if (known !== undefined || names.size >= MOST) return known
    const name = `kept_${made++}`
    names.set(text, name)
    return name
  }
  // What is kept under a name stays as it was until its connection ends: all get new ones.
  const forget = () => names.clear()
  const lent = lendConnections(pool, (client) => new PreparingConnection(client, nameOf, forget), onRefused)
  return {
    ...lent,
    async connect() {
      const connection = await lent.connect()
      try {
        await connection.planAnew()
      } catch (error) {
        connection.release(true)
        throw error
      }
      return connection
    },
  }
}

class PreparingConnection extends LentConnection {
  readonly #nameOf: (text: string) => string | undefined
  readonly #forget: () => void
  #uses = 0
  #inTransaction = false

  constructor(client: pg.PoolClient, nameOf: (text: string) => string | undefined, forget: () => void) {
    super(client)
    this.#nameOf = nameOf
    this.#forget = forget
  }

  async planAnew(): Promise<void> {
    if (this.#uses < USES) return
    this.#uses = 0
    await this.client.query('discard plans')
  }

  protected async ask<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    if (/^(begin|start transaction)/.test(text)) this.#inTransaction = true
    if (text === 'commit' || text === 'rollback') this.#inTransaction = false
    try {
      return await this.#askByName<R>(text, values)
    } catch (error) {
      if (!isOutdated(error)) throw error
      this.#forget()
      // A transaction is over by this, and is tried again as a whole.
      if (this.#inTransaction) throw error
      return await this.#askByName<R>(text, values)
    }
  }

  async #askByName<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    this.#uses++
    const name = values.length > 0 ? this.#nameOf(text) : undefined
    return asResult<R>(
      await this.client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) }),
    )
  }

  override release(destroy?: boolean): void {
    this.#inTransaction = false
    super.release(destroy)
  }
}
