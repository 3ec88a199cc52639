import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import {
  type Item,
  LONGEST_ROW,
  type Reader,
  type ReaderOptions,
  readingOf,
} from '#api/import/reader/item.ts'
import { type Element, splitJson } from '#api/import/reader/split-json.ts'
import { parseJson } from '#api/intake/parse-report.ts'
import { PlainError } from '#api/lib/errors.ts'
import { albyInvoiceAsReports } from '#api/source/alby-invoice-as-reports.ts'
import type { ForeignReports } from '#api/source/kind/reading.ts'
import { lnbitsPaymentAsReports } from '#api/source/lnbits/payment-as-reports.ts'
import { lndInvoiceAsReports } from '#api/source/lnd-invoice-as-reports.ts'

type Shape = {
  /** What the file should be, as a sentence goes on. */
  what: string
  keys: string[]
  /** A field that every element has. */
  sign: string
  read: (element: unknown) => ForeignReports
}

const LND: Shape = {
  what: "no list of LND's invoices, as lncli listinvoices or GET /v1/invoices give it",
  keys: ['invoices'],
  sign: 'r_hash',
  read: lndInvoiceAsReports,
}
const ALBY: Shape = {
  what: "no list of the Alby API's incoming invoices",
  keys: ['invoices', 'items'],
  sign: 'payment_hash',
  read: albyInvoiceAsReports,
}
const LNBITS: Shape = {
  what: 'no list of payments of LNbits, as GET /api/v1/payments gives it',
  keys: ['data', 'payments'],
  sign: 'checking_id',
  read: lnbitsPaymentAsReports,
}

export const readLnd = (file: string, options: ReaderOptions) => readList(file, LND, options)
export const readAlby = (file: string, options: ReaderOptions) => readList(file, ALBY, options)
export const readLnbits = (file: string, options: ReaderOptions) => readList(file, LNBITS, options)

/** Reads a JSON file that holds a list of invoices, of any size. */
async function readList(file: string, shape: Shape, { name, source }: ReaderOptions): Promise<Reader> {
  const { size } = await stat(file)
  async function* items() {
    const stream = createReadStream(file)
    let found = false
    let place = 0
    const lots = splitJson(stream, { keys: shape.keys, maxBytes: LONGEST_ROW, onList: () => (found = true) })
    for await (const elements of lots) {
      const lot = elements.map((element) => itemOf(element, ++place, stream.bytesRead, shape, source))
      if (place === lot.length && !lot.some(({ raw }) => hasSign(raw(), shape)))
        throw new PlainError(`${name} holds ${shape.what}.`)
      yield lot
    }
    if (!found) throw new PlainError(`${name} holds ${shape.what}.`)
  }
  return { total: size, items }
}

function itemOf(element: Element, place: number, position: number, shape: Shape, source: string): Item {
  const bare = { place, position, bytes: 0, raw: () => null }
  if ('tooLong' in element) return { ...bare, reading: { error: 'This is longer than 16 MiB.' } }
  if ('cut' in element) return { ...bare, reading: { error: 'The file is cut off in the middle of this.' } }
  const parsed = parseJson(element.bytes)
  const reading = 'error' in parsed ? parsed : readingOf(shape.read(parsed.value), source)
  const raw = () =>
    'error' in parsed ? Buffer.from(element.bytes).toString() : withoutPreimage(parsed.value)
  return { ...bare, bytes: element.bytes.byteLength, reading, raw }
}

function hasSign(value: unknown, { sign }: Shape): boolean {
  return typeof value === 'object' && value !== null && sign in value
}

/** Whoever has the preimage of an open invoice can claim that it was paid. */
function withoutPreimage(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([name]) => !/preimage/.test(name)))
}
