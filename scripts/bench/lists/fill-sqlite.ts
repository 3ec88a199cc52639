import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { selectBoosts } from '#api/boost/select-boosts.ts'
import type { Context } from '#api/context.ts'

/** Writes all boosts, with the names that they bear, into one table of a SQLite file with an index in order of time. */
export async function fillSqlite({ db }: Pick<Context, 'db'>, path: string): Promise<void> {
  const rows = await selectBoosts(db).where('boosts.payment_count', '>', 0).execute()
  const names = Object.keys(rows[0] ?? {})
  const file = new DatabaseSync(path)
  file.exec(`pragma journal_mode = wal; create table boosts (${names.join(', ')}); begin`)
  const insert = file.prepare(`insert into boosts values (${names.map(() => '?').join(', ')})`)
  for (const row of rows) insert.run(...Object.values(row).map(asSqlite))
  file.exec('commit; create index in_order on boosts (sent_at, id); analyze')
  file.close()
}

function asSqlite(value: unknown): SQLInputValue {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'number' || typeof value === 'string' ? value : null
}
