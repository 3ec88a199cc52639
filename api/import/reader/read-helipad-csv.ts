import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { parse } from 'csv-parse/sync'
import {
  type Item,
  type ItemReading,
  LONGEST_ROW,
  type Reader,
  type ReaderOptions,
  readingOf,
} from '#api/import/reader/item.ts'
import { type Line, readLines } from '#api/intake/stream/read-lines.ts'
import { PlainError } from '#api/lib/errors.ts'
import { helipadBoostAsReports } from '#api/source/helipad/boost-as-reports.ts'

const NEEDED = ['index', 'time', 'value_msat', 'action']
/** Helipad calls its list of what it sent `sent.csv`; nothing within tells it from a list of what was received. */
const SENT_LIST = /(^|[^a-z])sent([^a-z]|$)/i

/**
 * Reads Helipad's CSV. Line breaks in its texts became spaces, so that a line is a row, and an open quote costs no other one.
 * @throws PlainError while reading where its first line names other columns
 */
export async function readHelipadCsv(file: string, { name, source }: ReaderOptions): Promise<Reader> {
  const { size } = await stat(file)
  const told = SENT_LIST.test(basename(name)) ? { type: 'sent' } : {}
  async function* items() {
    const stream = createReadStream(file)
    let columns: string[] | null = null
    let place = 1
    for await (const lines of readLines(stream, LONGEST_ROW)) {
      const rows = columns ? lines : lines.slice(1)
      columns ??= columnsOf(lines[0])
      const names = columns
      if (!names) break
      yield rows.map((line) => itemOf(line, names, ++place, stream.bytesRead, { source, told }))
    }
    if (!columns) throw new PlainError(`${name} is neither Helipad's database nor its CSV.`)
  }
  return { total: size, items }
}

/** The columns that a first line names, where they are Helipad's; else null. */
export function columnsOf(line: Line | undefined): string[] | null {
  const [names] = line && 'bytes' in line ? cellsOf(line.bytes) : []
  const columns = names?.map((name) => name.trim().toLowerCase()) ?? []
  return NEEDED.every((name) => columns.includes(name)) ? columns : null
}

type About = {
  source: string
  /** What the file's name says of every row that does not say it itself. */
  told: { type?: string }
}

function itemOf(line: Line, columns: string[], place: number, position: number, about: About): Item {
  if ('tooLong' in line)
    return {
      place,
      position,
      bytes: 0,
      reading: { error: 'This line is longer than 16 MiB.' },
      raw: () => null,
    }
  const { bytes } = line
  return {
    place,
    position,
    bytes: bytes.byteLength,
    reading: readLine(bytes, columns, about),
    raw: () => Buffer.from(bytes).toString(),
  }
}

function readLine(bytes: Uint8Array, columns: string[], { source, told }: About): ItemReading {
  const [cells] = cellsOf(bytes)
  if (!cells) return { error: 'This line is not CSV.' }
  if (cells.length < columns.length)
    return { error: `This line has ${cells.length} columns and not ${columns.length}.` }
  const row = Object.fromEntries(columns.map((name, at) => [name, cells[at]]))
  return readingOf(helipadBoostAsReports({ ...told, ...row }), source)
}

/** Nothing where it is not CSV. */
function cellsOf(bytes: Uint8Array): string[][] {
  try {
    return parse(Buffer.from(bytes), { bom: true, relax_quotes: true })
  } catch {
    return []
  }
}
