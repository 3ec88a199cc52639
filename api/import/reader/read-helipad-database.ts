import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { type Item, type Reader, type ReaderOptions, readingOf } from '#api/import/reader/item.ts'
import { PlainError } from '#api/lib/errors.ts'
import { helipadBoostAsReports } from '#api/source/helipad/boost-as-reports.ts'

const LOT = 250
/** No row of Helipad comes near; a file that was made to fill our memory does. */
const LONGEST_CELL = 16 * 1024 * 1024
const MOST_COLUMNS = 100

/**
 * Reads the boosts of Helipad's SQLite database, without writing to it; what it sent itself lies in another table and is left
 * alone. Columns that an older file lacks are read as empty. Nothing in the file is run: no view, no column that is computed.
 * @throws PlainError where it is no database of Helipad
 */
export function readHelipadDatabase(file: string, { name, source }: ReaderOptions): Reader {
  const { total, select } = withDatabase(file, name, (db) => ({
    select: selectOf(db),
    total: Number(db.prepare('select max(rowid) as last from boosts').get()?.last ?? 0),
  }))
  async function* items() {
    const db = openReadOnly(file)
    try {
      const statement = db.prepare(select)
      // Larger numbers than JavaScript's would throw; so they are refused one by one.
      statement.setReadBigInts(true)
      let place = 0
      let lot: Item[] = []
      for (const { '': rowid, ...row } of statement.iterate()) {
        lot.push(itemOf(row, ++place, Number(rowid), source))
        if (lot.length < LOT) continue
        yield lot
        lot = []
      }
      yield lot
    } finally {
      db.close()
    }
  }
  return { total, items }
}

/** Its own rows, as they are stored: a view or a column that is computed could take any time and memory. */
function selectOf(db: DatabaseSync): string {
  const [table] = db.prepare("select type, wr from pragma_table_list('boosts') where schema = 'main'").all()
  if (!table) throw new Error('no such table: boosts')
  if (table.type !== 'table' || table.wr !== 0) throw new Error('boosts is no table as Helipad makes it')
  const columns = db.prepare("select name, hidden from pragma_table_xinfo('boosts')").all()
  if (columns.length > MOST_COLUMNS || columns.some(({ hidden }) => hidden !== 0))
    throw new Error('boosts has columns that Helipad does not make')
  const names = columns.map(({ name }) => `"${String(name).replaceAll('"', '""')}"`)
  return `select rowid as "", ${names.join(', ')} from boosts order by rowid`
}

function itemOf(row: Record<string, unknown>, place: number, position: number, source: string): Item {
  const reading = readingOf(helipadBoostAsReports(row), source)
  const bytes = Object.values(row).reduce<number>((sum, value) => sum + String(value).length, 0)
  return { place, position, bytes, reading, raw: () => plain(row) }
}

function plain(row: Record<string, unknown>): unknown {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]),
  )
}

function withDatabase<T>(file: string, name: string, work: (db: DatabaseSync) => T): T {
  try {
    const db = openReadOnly(file)
    try {
      return work(db)
    } finally {
      db.close()
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PlainError(`${name} is no database of Helipad: ${why}.`, { cause })
  }
}

const OPTIONS = { readOnly: true, limits: { length: LONGEST_CELL } }

/** One that Helipad has open is read with what it has not merged yet; one in a folder that cannot be written, as it lies there. */
function openReadOnly(file: string): DatabaseSync {
  const db = new DatabaseSync(file, OPTIONS)
  try {
    db.prepare('select 1 from sqlite_master limit 1').get()
    return db
  } catch {
    db.close()
    const address = pathToFileURL(resolve(file))
    address.searchParams.set('immutable', '1')
    return new DatabaseSync(address, OPTIONS)
  }
}
