import {
  type CompiledQuery,
  Kysely,
  PostgresDialect,
  PostgresQueryCompiler,
  type QueryId,
  type RootOperationNode,
} from 'kysely'
import pg from 'pg'
import type { Database } from '#db/database.ts'
import type { DB } from '#db/schema/index.ts'
import { isOfNoOtherShow, rowsOfShows } from '#db/view/rows-of-shows.ts'

/**
 * The database as somebody sees it whose role is for some shows only. Every statement that is made for it, whoever wrote it, finds
 * under the names of the tables only what is of these shows: it is given them as common table expressions, which stand before tables.
 * What a statement inserts or updates is the table itself.
 * @param shows ids of shows; of none, nothing is seen
 */
export function viewOfShows(
  { pool, schema }: Pick<Database, 'pool' | 'schema'>,
  shows: readonly number[],
): Kysely<DB> {
  const at = (table: string) => `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)}`
  const narrow = createNarrowing(shows, at)
  const view = new Kysely<DB>({ dialect: new NarrowDialect(pool, narrow) })
  views.set(view, (supporter) => isOfNoOtherShow(supporter, shows, at))
  return view
}

const views = new WeakMap<Kysely<DB>, (supporter: string) => string>()

/** Whether this is such a view, in which all is not all. */
export function isView(db: Kysely<DB>): boolean {
  return views.has(db)
}

/**
 * Whether a supporter is of no show but those of a view, as SQL to be asked in it; null where this is no view.
 * @param supporter their id, as SQL
 */
export function isOfViewAlone(db: Kysely<DB>, supporter: string): string | null {
  return views.get(db)?.(supporter) ?? null
}

type Narrow = (text: string) => string

class NarrowDialect extends PostgresDialect {
  readonly #narrow: Narrow

  constructor(pool: pg.Pool, narrow: Narrow) {
    super({ pool })
    this.#narrow = narrow
  }

  override createQueryCompiler(): PostgresQueryCompiler {
    return new NarrowCompiler(this.#narrow)
  }
}

class NarrowCompiler extends PostgresQueryCompiler {
  readonly #narrow: Narrow

  constructor(narrow: Narrow) {
    super()
    this.#narrow = narrow
  }

  override compileQuery(node: RootOperationNode, queryId: QueryId): CompiledQuery {
    const compiled = super.compileQuery(node, queryId)
    return { ...compiled, sql: this.#narrow(compiled.sql) }
  }
}

/** What may come before a query: it is copied out, or read bit by bit. */
const BEFORE = /^\s*(?:copy\s*\(|declare\s+\w+\s+(?:no\s+scroll\s+)?cursor\s+for\s)?\s*/i
const BEGUN = /^with(\s+recursive)?\s+/i
const READS_OR_CHANGES = /^\(*\s*(select|values|insert|update|delete)\b/i

/** Writes before a query what of the tables that it names is to be seen. */
function createNarrowing(shows: readonly number[], at: (table: string) => string): Narrow {
  const narrowed = Object.entries(rowsOfShows(shows, at)).flatMap(([table, rows]) => {
    if (rows === 'all') return []
    const query =
      rows === 'none'
        ? `select * from ${at(table)} where false`
        : 'query' in rows
          ? rows.query
          : `select * from ${at(table)} as ${table} where ${rows.where}`
    return [{ named: new RegExp(`\\b${table}\\b`), as: `${table} as not materialized (${query})` }]
  })
  return (text) => {
    const own = narrowed.filter(({ named }) => named.test(text)).map(({ as }) => as)
    if (own.length === 0) return text
    const before = BEFORE.exec(text)?.[0] ?? ''
    const query = text.slice(before.length)
    const begun = BEGUN.exec(query)
    if (begun) return `${before}with${begun[1] ?? ''} ${own.join(', ')}, ${query.slice(begun[0].length)}`
    if (READS_OR_CHANGES.test(query)) return `${before}with ${own.join(', ')} ${query}`
    throw new Error('This statement cannot be made for some shows only')
  }
}
