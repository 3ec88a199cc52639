import { open } from 'node:fs/promises'
import type { Reader, ReaderOptions } from '#api/import/reader/item.ts'
import { readHelipadCsv } from '#api/import/reader/read-helipad-csv.ts'
import { readHelipadDatabase } from '#api/import/reader/read-helipad-database.ts'

/** Every SQLite file begins with this (https://www.sqlite.org/fileformat.html). */
const SQLITE = 'SQLite format 3\0'

/** Reads Helipad's database, or its CSV: told apart by what they hold. */
export async function readHelipad(file: string, options: ReaderOptions): Promise<Reader> {
  return (await isDatabase(file)) ? readHelipadDatabase(file, options) : readHelipadCsv(file, options)
}

/** Whether a file is a database of SQLite, by how it begins. */
export async function isDatabase(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SQLITE.length), 0, SQLITE.length, 0)
    return bytesRead === SQLITE.length && buffer.toString('latin1') === SQLITE
  } finally {
    await handle.close()
  }
}
