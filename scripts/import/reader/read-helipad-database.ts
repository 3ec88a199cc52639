import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { PlainError } from '#api/lib/errors.ts'
import { helipadBoostAsReports } from '#api/source/helipad/boost-as-reports.ts'
import { type Item, type Reader, type ReaderOptions, readingOf } from '#scripts/import/reader/item.ts'

const LOT = 250

/**
 * Reads the boosts of Helipad's SQLite database, without writing to it; what it sent itself lies in another table and is left
 * alone. Columns that an older file lacks are read as empty.
 * @throws PlainError where it is no database of Helipad
 */
export function readHelipadDatabase(file: string, { source }: ReaderOptions): Reader {
  const total = Number(
    withDatabase(file, (db) => db.prepare('select count(*) as rows from boosts').get()?.rows),
  )
  async function* items() {
    const db = openReadOnly(file)
    try {
      const statement = db.prepare('select * from boosts order by idx')
      // Larger numbers than JavaScript's would throw; so they are refused one by one.
      statement.setReadBigInts(true)
      let place = 0
      let lot: Item[] = []
      for (const row of statement.iterate()) {
        lot.push(itemOf(row, ++place, source))
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

function itemOf(row: Record<string, unknown>, place: number, source: string): Item {
  const reading = readingOf(helipadBoostAsReports(row), source)
  const bytes = Object.values(row).reduce<number>((sum, value) => sum + String(value).length, 0)
  return { place, position: place, bytes, reading, raw: () => plain(row) }
}

function plain(row: Record<string, unknown>): unknown {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]),
  )
}

function withDatabase<T>(file: string, work: (db: DatabaseSync) => T): T {
  try {
    const db = openReadOnly(file)
    try {
      return work(db)
    } finally {
      db.close()
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PlainError(`${file} is no database of Helipad: ${why}.`, { cause })
  }
}

/** One that Helipad has open is read with what it has not merged yet; one in a folder that cannot be written, as it lies there. */
function openReadOnly(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    db.prepare('select 1 from sqlite_master limit 1').get()
    return db
  } catch {
    db.close()
    const address = pathToFileURL(resolve(file))
    address.searchParams.set('immutable', '1')
    return new DatabaseSync(address, { readOnly: true })
  }
}
