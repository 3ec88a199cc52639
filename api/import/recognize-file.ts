import { open } from 'node:fs/promises'
import type { ImportKind } from '#api/contract/import.ts'
import { isDatabase } from '#api/import/reader/read-helipad.ts'
import { columnsOf } from '#api/import/reader/read-helipad-csv.ts'
import { type Element, splitJson } from '#api/import/reader/split-json.ts'
import { parseJson } from '#api/intake/parse-report.ts'
import { readLines } from '#api/intake/stream/read-lines.ts'
import { PlainError } from '#api/lib/errors.ts'
import { isObject } from '#api/lib/is-object.ts'

/** So much of a file is looked at: more than any invoice takes. */
const HEAD = 1024 * 1024
/** A first line may be broken; one of these is whole. */
const LINES = 20

const KNOWN =
  'What can be read: Helipad’s database or CSV, LND’s invoices, payments of Alby or LNbits as their API gives them, and lines of JSON.'

/** What other files begin with, in hex, and what their owner would do. */
const OTHERS: readonly [RegExp, string][] = [
  [
    /^504b0304|^504b0506/,
    'This is a packed file (ZIP), or a spreadsheet. Unpack it and upload what is in it.',
  ],
  [
    /^1f8b|^425a68|^fd377a585a|^28b52ffd|^377abcaf271c|^526172211a/,
    'This is a compressed file. Unpack it and upload what is in it.',
  ],
  [/^fffe|^feff/, 'This is text in UTF-16. Save it as UTF-8, and upload that.'],
  [/^25504446|^89504e47|^ffd8ff|^47494638/, `This is a document or a picture. ${KNOWN}`],
  [
    /^(efbbbf)?(20|09|0a|0d)*3c(3f786d6c|727373|66656564)/,
    'This is XML, as a podcast’s feed is. The feed belongs to Your show; here go payments that were received.',
  ],
  [
    /^(efbbbf)?(20|09|0a|0d)*3c/,
    'This is a web page: perhaps a page to sign in was saved instead of the file. Download it once more.',
  ],
]

/**
 * Tells what a file is by what it holds; of a large one only the beginning is looked at.
 * @throws PlainError in words where it is nothing that can be read
 */
export async function recognizeFile(path: string): Promise<ImportKind> {
  if (await isDatabase(path)) return 'helipad'
  const head = await readHead(path)
  if (head.every((byte) => byte === 32 || byte === 9 || byte === 10 || byte === 13))
    throw new PlainError('There is nothing in this file. Save it once more, then upload that.')
  const start = head.subarray(0, 64).toString('hex')
  for (const [sign, sentence] of OTHERS) if (sign.test(start)) throw new PlainError(sentence)
  const lines = await linesOf(head)
  if (columnsOf(lines[0] ? { bytes: lines[0] } : undefined)) return 'helipad'
  const kind = (await kindOfList(head)) ?? kindOfLines(lines)
  if (kind) return kind
  throw new PlainError(
    isCsv(lines)
      ? `This CSV has not the columns of Helipad’s. ${KNOWN}`
      : `This is nothing that can be read here. ${KNOWN}`,
  )
}

async function readHead(path: string): Promise<Buffer> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

async function linesOf(head: Buffer): Promise<Uint8Array[]> {
  for await (const lines of readLines(piece(head), HEAD))
    return lines.slice(0, LINES).flatMap((line) => ('bytes' in line ? line.bytes : []))
  return []
}

/** By the first elements of a list, at the top or within an object. */
async function kindOfList(head: Buffer): Promise<ImportKind | null> {
  const elements: Element[] = []
  const keys = ['invoices', 'items', 'data', 'payments']
  for await (const lot of splitJson(piece(head), { keys, maxBytes: HEAD }))
    elements.push(...lot.slice(0, LINES))
  for (const element of elements.slice(0, LINES)) {
    const parsed = 'bytes' in element ? parseJson(element.bytes) : { error: 'cut' }
    if ('error' in parsed || !isObject(parsed.value)) continue
    if ('r_hash' in parsed.value) return 'lnd'
    if ('checking_id' in parsed.value) return 'lnbits'
    if ('payment_hash' in parsed.value && ('settled_at' in parsed.value || 'identifier' in parsed.value))
      return 'alby'
  }
  return null
}

/** By lines that are payments as `POST /api/v1/payments` takes them. */
function kindOfLines(lines: readonly Uint8Array[]): ImportKind | null {
  const isPayment = (line: Uint8Array) => {
    const parsed = parseJson(line)
    return 'value' in parsed && isObject(parsed.value) && 'id' in parsed.value && 'settled_at' in parsed.value
  }
  return lines.some(isPayment) ? 'ndjson' : null
}

function isCsv([first]: readonly Uint8Array[]): boolean {
  return (
    first !== undefined &&
    /^[^{[\0]*[,;][^{[\0]*$/.test(Buffer.from(first.subarray(0, 2_000)).toString('latin1'))
  )
}

async function* piece(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}
