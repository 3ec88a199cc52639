import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { type Item, LONGEST_ROW, type Reader, type ReaderOptions } from '#api/import/reader/item.ts'
import { parseJson, parseReport } from '#api/intake/parse-report.ts'
import { type Line, readLines } from '#api/intake/stream/read-lines.ts'
import { PlainError } from '#api/lib/errors.ts'
import { isObject } from '#api/lib/is-object.ts'

/** Reads a file of payments as `POST /api/v1/payments` takes them, one a line. */
export async function readNdjson(file: string, options: ReaderOptions): Promise<Reader> {
  const { size } = await stat(file)
  async function* items() {
    const stream = createReadStream(file)
    let place = 0
    for await (const lines of readLines(stream, LONGEST_ROW)) {
      const lot = lines.map((line) => itemOf(line, ++place, stream.bytesRead, options))
      if (place === lot.length && !lot.some(({ raw }) => isObject(raw())))
        throw new PlainError(`${options.name} does not hold one JSON object a line.`)
      yield lot
    }
  }
  return { total: size, items }
}

function itemOf(line: Line, place: number, position: number, { source, now }: ReaderOptions): Item {
  const bare = { place, position }
  if ('tooLong' in line)
    return { ...bare, bytes: 0, reading: { error: 'This line is longer than 16 MiB.' }, raw: () => null }
  const parsed = parseJson(line.bytes)
  const report = 'error' in parsed ? parsed : parseReport(parsed.value, now(), source)
  const reading = 'error' in report ? report : { entries: [report] }
  const raw = () => ('error' in parsed ? Buffer.from(line.bytes).toString() : parsed.value)
  return { ...bare, bytes: line.bytes.byteLength, reading, raw }
}
