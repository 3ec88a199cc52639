import { hasCode, PlainError } from '#api/lib/errors.ts'
import { FORMAT, type Manifest, manifestSchema } from '#db/backup/manifest.ts'
import { type Piece, readArchive } from '#db/backup/read-archive.ts'
import { createTally, type Tally } from '#db/backup/tally.ts'

const MANIFEST = 'manifest.json'

/**
 * Reads a backup to its end and checks every table against the manifest. Changes nothing.
 * @throws PlainError where the file is no backup, is damaged or cut off, or is of a newer Readout
 */
export async function checkBackup(file: string): Promise<Manifest> {
  const tallies = new Map<string, Tally>()
  const manifest: Buffer[] = []
  try {
    for await (const { name, chunk } of readArchive(file)) {
      const table = tableOf(name)
      if (table !== null) {
        const tally = tallies.get(table) ?? createTally()
        tallies.set(table, tally)
        tally.add(chunk)
      } else if (name === MANIFEST) manifest.push(chunk)
    }
  } catch (cause) {
    throw new PlainError(explain(cause, file), { cause })
  }
  return compare(parse(Buffer.concat(manifest), file), tallies, file)
}

/** Every table of a backup with its rows, in the order of the file. Take each one's rows before the next. */
export async function* readTables(
  file: string,
): AsyncGenerator<{ table: string; chunks: AsyncGenerator<Buffer> }> {
  const pieces = readArchive(file)
  let next = await pieces.next()
  const rowsOf = async function* (table: string): AsyncGenerator<Buffer> {
    while (isOf(next, table)) {
      yield next.value.chunk
      next = await pieces.next()
    }
  }
  while (!next.done) {
    const table = tableOf(next.value.name)
    if (table !== null) yield { table, chunks: rowsOf(table) }
    else next = await pieces.next()
  }
}

function isOf(next: IteratorResult<Piece>, table: string): next is IteratorYieldResult<Piece> {
  return !next.done && tableOf(next.value.name) === table
}

function tableOf(name: string): string | null {
  return /^tables\/([^/]+)\/\d+$/.exec(name)?.[1] ?? null
}

function parse(text: Buffer, file: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(text.toString('utf8')))
  } catch (cause) {
    throw new PlainError(`${file} is no backup of Readout.`, { cause })
  }
}

function compare(manifest: Manifest, tallies: Map<string, Tally>, file: string): Manifest {
  if (manifest.format > FORMAT)
    throw new PlainError(`${file} was made by a newer Readout. Bring this one up to date first.`)
  const unknown = [...tallies.keys()].find((table) => !manifest.tables.some(({ name }) => name === table))
  if (unknown !== undefined)
    throw new PlainError(`${file} is damaged: its manifest does not know ${unknown}.`)
  for (const { name, rows, bytes, sha256 } of manifest.tables) {
    const found = (tallies.get(name) ?? createTally()).total()
    if (found.rows !== rows || found.bytes !== bytes || found.sha256 !== sha256)
      throw new PlainError(
        `${file} is damaged: the table ${name} is not as it was written. Take another backup.`,
      )
  }
  return manifest
}

function explain(error: unknown, file: string): string {
  if (hasCode(error, 'ENOENT')) return `There is no file ${file}.`
  if (hasCode(error, 'EACCES', 'EISDIR', 'EPERM')) return `The file ${file} cannot be read.`
  if (hasCode(error, 'Z_DATA_ERROR', 'Z_BUF_ERROR'))
    return `${file} is damaged or cut off, or no backup of Readout.`
  return `${file} is no backup of Readout: ${error instanceof Error ? error.message : error}.`
}
