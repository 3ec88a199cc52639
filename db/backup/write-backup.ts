import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { hasCode, PlainError } from '#api/lib/errors.ts'
import { lastMigration, listSequences, listTables, type TableContent } from '#db/backup/list-contents.ts'
import { FORMAT, type Manifest } from '#db/backup/manifest.ts'
import { counted, createTally } from '#db/backup/tally.ts'
import { tarEnd, tarEntry } from '#db/backup/tar.ts'
import { withCopyClient } from '#db/copy-client.ts'
import type { Database } from '#db/database.ts'

/** A table goes into the archive in parts of this size, since its own is not known ahead. */
const PART_BYTES = 1 << 20

/**
 * Writes a consistent snapshot of the installation to a gzipped tar: each table as COPY writes it, the manifest last. The file
 * appears whole or not at all. Runs beside whatever else runs.
 * @returns what is in it
 */
export async function writeBackup(
  database: Pick<Database, 'connection'>,
  file: string,
  signal?: AbortSignal,
): Promise<Manifest> {
  const half = `${file}.${process.pid}.part`
  try {
    const manifest = await withCopyClient(database, async (client) => {
      await client.query('begin isolation level repeatable read read only')
      const { archive, manifest } = await readSnapshot(client)
      const target = createWriteStream(half, { mode: 0o600, flush: true })
      await pipeline(Readable.from(archive, { objectMode: false }), createGzip(), target, { signal })
      return manifest
    })
    await rename(half, file)
    return manifest
  } catch (cause) {
    const why = reasonOf(cause)
    if (why === null) throw cause
    throw new PlainError(`The file ${file} cannot be written: ${why}.`, { cause })
  } finally {
    await rm(half, { force: true })
  }
}

async function readSnapshot(
  client: pg.Client,
): Promise<{ manifest: Manifest; archive: AsyncGenerator<Buffer> }> {
  const migration = await lastMigration(client)
  if (migration === null) throw new PlainError('There is nothing to back up: this database was never used.')
  const tables = await listTables(client)
  const sequences = await listSequences(client)
  const manifest: Manifest = {
    format: FORMAT,
    created_at: new Date().toISOString(),
    migration,
    tables: [],
    sequences,
  }
  return { manifest, archive: writeArchive(client, tables, manifest) }
}

async function* writeArchive(
  client: pg.Client,
  tables: TableContent[],
  manifest: Manifest,
): AsyncGenerator<Buffer> {
  for (const { name, columns } of tables) {
    const tally = createTally()
    const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
    const rows = client.query(copyTo(`copy ${pg.escapeIdentifier(name)} (${list}) to stdout`))
    let part = 0
    for await (const content of inParts(counted(rows, tally)))
      yield* tarEntry(`tables/${name}/${String(++part).padStart(6, '0')}`, content)
    manifest.tables.push({ name, columns, ...tally.total() })
  }
  yield* tarEntry('manifest.json', Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`))
  yield tarEnd()
}

async function* inParts(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    parts.push(chunk)
    bytes += chunk.length
    if (bytes < PART_BYTES) continue
    yield Buffer.concat(parts)
    parts = []
    bytes = 0
  }
  if (bytes > 0) yield Buffer.concat(parts)
}

/** Why a file could not be written, or null where that is not what went wrong. */
function reasonOf(error: unknown): string | null {
  if (hasCode(error, 'ENOENT')) return 'there is no such folder'
  if (hasCode(error, 'EACCES', 'EPERM', 'EROFS')) return 'that is not allowed'
  if (hasCode(error, 'ENOSPC', 'EDQUOT')) return 'the disk is full'
  if (hasCode(error, 'EISDIR', 'ENOTDIR', 'ENOTEMPTY')) return 'it is a folder, or below a file'
  return null
}
