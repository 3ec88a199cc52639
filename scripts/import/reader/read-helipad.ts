import { open } from 'node:fs/promises'
import type { Reader, ReaderOptions } from '#scripts/import/reader/item.ts'
import { readHelipadCsv } from '#scripts/import/reader/read-helipad-csv.ts'
import { readHelipadDatabase } from '#scripts/import/reader/read-helipad-database.ts'

/** Every SQLite file begins with this (https://www.sqlite.org/fileformat.html). */
const SQLITE = 'SQLite format 3\0'

/** Reads Helipad's database, or its CSV: told apart by what they hold. */
export async function readHelipad(file: string, options: ReaderOptions): Promise<Reader> {
  return (await beginsWith(file, SQLITE)) ? readHelipadDatabase(file, options) : readHelipadCsv(file, options)
}

async function beginsWith(file: string, text: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(text.length), 0, text.length, 0)
    return bytesRead === text.length && buffer.toString('latin1') === text
  } finally {
    await handle.close()
  }
}
