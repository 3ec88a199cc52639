import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Context } from '#api/context.ts'
import { openDatabase } from '#db/database.ts'
import { migrate } from '#db/migrate.ts'
import { timed } from '#scripts/bench/bench-of.ts'

/** What intake fills, each after what it names. `changes` is filled by the triggers of both. */
const TABLES = [
  'shows',
  'show_names',
  'wallets',
  'sources',
  'supporters',
  'supporter_names',
  'supporter_suggestions',
  'episodes',
  'episode_names',
  'boosts',
  'payments',
  'sightings',
]

/**
 * Copies what was imported into the same tables, with the same indexes, constraints and triggers, of another schema.
 * @returns how long COPY took, in milliseconds
 */
export async function copyRatio(
  { database }: Pick<Context, 'database'>,
  tables: readonly string[] = TABLES,
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'readout-bench-copy-'))
  const other = await openDatabase({ url: database.url, schema: 'bench_copy' })
  const target = new pg.Client(other.connection)
  const source = new pg.Client(database.connection)
  try {
    await migrate(other)
    await target.connect()
    await source.connect()
    let took = 0
    for (const table of tables) {
      const file = join(folder, table)
      const columns = await columnsOf(source, database.schema, table)
      await pipeline(source.query(copyTo(`copy ${table} (${columns}) to stdout`)), createWriteStream(file))
      took += await timed(() =>
        pipeline(createReadStream(file), target.query(copyFrom(`copy ${table} (${columns}) from stdin`))),
      )
    }
    return took
  } finally {
    await source.end()
    await target.end()
    await other.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function columnsOf(client: pg.Client, schema: string, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(column_name) as name from information_schema.columns
     where table_schema = $1 and table_name = $2 and is_generated = 'NEVER' order by ordinal_position`,
    [schema, table],
  )
  return rows.map((row) => row.name).join(', ')
}
