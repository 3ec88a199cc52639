import type { z } from 'zod'
import { msat } from '#api/contract/msat.ts'
import { type PaymentReport, paymentReportSchema } from '#api/contract/payment-report.ts'
import { checkReport, EXPECTED } from '#api/intake/check-report.ts'
import { instantOfEpoch } from '#api/intake/read-values.ts'
import type { Money, Report } from '#api/intake/report.ts'
import { parseExactly } from '#api/lib/parse-exactly.ts'
import { readMetadata, readTlv } from '#api/metadata/read-metadata.ts'
import { saidBeside } from '#api/metadata/read-reported.ts'
import type { Metadata } from '#api/metadata/reading.ts'
import { storableText } from '#api/metadata/text.ts'

/** JSON that was read, or why it could not be, as a sentence. */
export type ParsedJson = { value: unknown } | { error: string }

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Reads JSON from bytes; never throws. Numbers beyond 2^53 - 1 are their digits, as text. */
export function parseJson(bytes: Uint8Array): ParsedJson {
  let text: string
  try {
    text = decoder.decode(bytes)
  } catch {
    return { error: 'This is not valid UTF-8.' }
  }
  try {
    return { value: parseExactly(text) }
  } catch (error) {
    if (error instanceof RangeError) return { error: 'This JSON is nested too deeply.' }
    return { error: 'This is not JSON.' }
  }
}

/** What each field must be, as a sentence goes on. */
const FIELDS: Record<string, string> = {
  ...EXPECTED,
  source: EXPECTED.wallet,
  set_id: EXPECTED.payment_hash,
  fiat: '{ "amount_minor": 500, "fee_minor": 45, "currency": "USD" } with whole numbers',
  price: '{ "amount_minor": 500, "currency": "USD" } with a whole number',
  rail: 'keysend, bolt11, lnaddress, onchain, card, ach or free',
  memo: 'text of at most 10,000 characters',
  boostagram: 'a JSON object',
  tlv: 'text, hex or base64',
}

export type ParsedReport = { source: string; report: Report } | { error: string }

/**
 * Checks and reads what `POST /payments` takes for one payment.
 * @param input any JSON value
 * @param now the clock, since no payment is settled in the future
 * @param source the source that a bound key reports for, used where the input names none
 * @returns the report, or one sentence on what is wrong, naming the field
 */
export function parseReport(input: unknown, now: Date, source?: string): ParsedReport {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { error: 'A payment must be a JSON object.' }
  const parsed = paymentReportSchema.safeParse(source === undefined ? input : { source, ...input })
  if (!parsed.success) return { error: explain(parsed.error, input) }
  const { data } = parsed
  const settled_at =
    typeof data.settled_at === 'number' ? instantOfEpoch(data.settled_at) : new Date(data.settled_at)
  const money = readMoney(data)
  if ('error' in money) return money
  const memo = data.memo ? storableText(data.memo) : null
  const details = saidBeside(memo, readOwnMetadata(data))
  const report: Report = {
    ref: storableText(data.id),
    wallet: data.wallet ? storableText(data.wallet) : null,
    payment_hash: data.payment_hash?.toLowerCase() ?? null,
    set_id: data.set_id?.toLowerCase() ?? null,
    settled_at,
    money,
    rail: data.rail ?? (money.kind === 'fiat' ? 'card' : details.metadata ? 'keysend' : 'bolt11'),
    memo,
    ...details,
    routing: null,
    comment: null,
    refund_of: data.refund_of ? storableText(data.refund_of) : null,
  }
  const problem = checkReport(report, now)
  return problem ? { error: problem } : { source: storableText(data.source), report }
}

function readOwnMetadata(data: PaymentReport): Metadata | null {
  if (data.boostagram) return readMetadata(data.boostagram)
  return data.tlv ? readTlv(data.tlv) : null
}

/** Exactly one money; a refund is negative, however its sign was given. */
function readMoney(data: PaymentReport): Money | { error: string } {
  const given = [data.amount_msat != null, data.fiat != null, data.rail === 'free'].filter(Boolean).length
  if (given !== 1)
    return {
      error: `Give exactly one of amount_msat, fiat and "rail": "free"; ${given === 0 ? 'there is none' : 'there are more'}.`,
    }
  if (data.price && data.amount_msat == null)
    return { error: 'price goes with amount_msat: it is what the sats were priced at.' }
  const signed = (amount: number) => (data.refund_of ? -Math.abs(amount) : amount)
  if (data.fiat) {
    const { amount_minor, fee_minor, currency } = data.fiat
    return { kind: 'fiat', amount_minor: signed(amount_minor), fee_minor, currency }
  }
  if (data.amount_msat == null) return { kind: 'free' }
  return {
    kind: 'sats',
    amount_msat: msat(signed(data.amount_msat)),
    fee_msat: msat(data.fee_msat ?? 0),
    price: data.price ?? null,
  }
}

function explain(error: z.ZodError, input: object): string {
  const issue = error.issues[0]
  const field = String(issue?.path[0] ?? '')
  const given = Object.entries(input).find(([name]) => name === field)
  const expected = FIELDS[field] ?? 'as documented'
  if (!given || given[1] === undefined) return `${field} is missing: it must be ${expected}.`
  return `${field} must be ${expected}, not ${shortened(given[1])}.`
}

function shortened(value: unknown): string {
  let text: string
  try {
    text = JSON.stringify(value) ?? String(value)
  } catch {
    text = 'something nested too deeply'
  }
  return storableText(text.length > 80 ? `${text.slice(0, 80)}…` : text)
}
