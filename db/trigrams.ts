import type { PostgresPool, PostgresQueryResult } from 'kysely'
import pg from 'pg'
import { asResult, LentConnection, lendConnections } from '#db/lend-connections.ts'
import { statementsOf } from '#db/sql-tokens.ts'

/** As the migrations say it, which are frozen. */
const EXTENSION = 'create extension if not exists pg_trgm with schema public;'
const OPERATORS = 'public.gin_trgm_ops'
const INDEX = /create index (\w+) on (\w+) using gin \((\w+) public\.gin_trgm_ops\);?/g

type Asked = { query(text: string): Promise<pg.QueryResult> }

/**
 * Where `pg_trgm` lies, by which text is found fast; a managed server may have put it into a schema of its own.
 * @returns null where it is not there
 */
export async function findTrigrams(asked: Asked): Promise<string | null> {
  const { rows } = await asked.query(
    `select n.nspname as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace where extname = 'pg_trgm'`,
  )
  return rows[0] ? String(rows[0].schema) : null
}

/**
 * Lends connections on which migrations make the index of texts by the operators that there are, wherever they lie, and leave it out
 * where there are none and our role may not add them: texts are then found by reading them all.
 */
export function findingTrigrams(pool: pg.Pool): PostgresPool {
  return lendConnections(pool, (client) => new TrigramConnection(client))
}

class TrigramConnection extends LentConnection {
  protected async ask<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const said = text.includes(EXTENSION) || text.includes(OPERATORS) ? await this.#withOurs(text) : text
    if (values.length > 0) return asResult<R>(await this.client.query(said, [...values]))
    // Citus hands on the text that it is given to a node, which takes one statement at a time.
    const [first = said, ...others] = statementsOf(said)
    let result = await this.client.query(first)
    for (const statement of others) result = await this.client.query(statement)
    return asResult<R>(result)
  }

  async #withOurs(text: string): Promise<string> {
    // A refusal would end the transaction of all migrations.
    await this.client.query(`
      do $$ begin ${EXTENSION}
      exception when insufficient_privilege or undefined_file or feature_not_supported then null;
      end $$`)
    const schema = await findTrigrams(this.client)
    const without = text.replaceAll(EXTENSION, '')
    return schema === null
      ? without.replaceAll(INDEX, '')
      : without.replaceAll(OPERATORS, `${pg.escapeIdentifier(schema)}.gin_trgm_ops`)
  }
}
