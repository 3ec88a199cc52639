import { msat } from '#api/contract/msat.ts'
import type { FieldPath, WebhookMapping } from '#api/contract/webhook.ts'
import { readInstant } from '#api/intake/read-values.ts'
import type { Money } from '#api/intake/report.ts'
import { isRounded } from '#api/lib/parse-exactly.ts'
import { readDecimal } from '#api/lib/read-decimal.ts'
import { wordOf } from '#api/lib/word-of.ts'
import { readReported } from '#api/metadata/read-reported.ts'
import { storableText } from '#api/metadata/text.ts'
import { minorDigits } from '#api/rate/minor-digits.ts'
import type { ForeignReports } from '#api/source/kind/reading.ts'
import { fieldAt, opened } from '#api/source/webhook/fields.ts'

/** The last place of a bitcoin that counts is the msat. */
const PLACES = { msat: 0, sat: 3, btc: 11 }
/** Later than any time in seconds: it is in milliseconds. */
const MILLISECONDS = 1e11
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The payments of one delivery: it is one, or a list of them. */
export function itemsOf(delivery: unknown): unknown[] {
  const inside = opened(delivery)
  return Array.isArray(inside) ? inside : [inside]
}

/**
 * Reads one payment of what some service sends, by which of its fields means what.
 * @param now the time of a payment that tells none
 */
export function deliveryAsReports(item: unknown, mapping: WebhookMapping, now: Date): ForeignReports {
  const at = (path: FieldPath | null) => (path === null ? undefined : fieldAt(item, path))
  if (mapping.only) {
    const said = at(mapping.only.at)
    if (wordOf(said).toLowerCase() !== mapping.only.is.toLowerCase())
      return { skip: `${mapping.only.at.join('.')} is ${said === undefined ? 'not there' : wordOf(said)}` }
  }
  const ref = textOf(at(mapping.id))
  if (ref === null) return { error: `${mapping.id.join('.')} must be an id, as text or a number.` }
  const money = moneyOf(mapping, at)
  if ('error' in money || 'skip' in money) return money
  const settled_at = mapping.time === null ? now : timeOf(at(mapping.time))
  if (!settled_at) return { error: `${mapping.time?.join('.')} must be a time.` }
  const hash = textOf(at(mapping.payment_hash))?.toLowerCase() ?? null
  if (hash !== null && !/^[0-9a-f]{64}$/.test(hash))
    return { error: `${mapping.payment_hash?.join('.')} must be 64 hex digits.` }
  const message = textOf(at(mapping.message))
  const said = saidOf(message, textOf(at(mapping.sender)), textOf(at(mapping.show)))
  const amount_msat = money.kind === 'sats' ? money.amount_msat : 0
  const read = readReported({ said, amount_msat, memo: null, comment: message })
  return {
    reports: [
      {
        ref,
        wallet: null,
        payment_hash: hash,
        set_id: null,
        settled_at,
        money,
        rail: money.kind === 'fiat' ? 'card' : 'bolt11',
        memo: null,
        ...read,
        refund_of: null,
      },
    ],
  }
}

/** Who names the show speaks of a boost; else it is any payer's word. */
function saidOf(message: string | null, sender: string | null, show: string | null): Record<string, unknown> {
  if (show === null) return { payer_name: sender }
  const named = GUID.test(show) ? { guid: show } : { podcast: show }
  return { boostagram: { action: 'boost', ...named, sender_name: sender, message } }
}

function moneyOf(
  { amount: path, unit, currency, currency_at }: WebhookMapping,
  at: (path: FieldPath | null) => unknown,
): Money | { error: string } | { skip: string } {
  const named = path.join('.')
  const given = at(path)
  const code = currency ?? textOf(at(currency_at))?.toUpperCase() ?? ''
  const isFiat = unit === 'currency' || unit === 'currency_minor'
  if (isFiat && !/^[A-Z]{3}$/.test(code))
    return { error: `${currency_at?.join('.')} must be a code like USD.` }
  const places = isFiat ? (unit === 'currency' ? minorDigits(code) : 0) : PLACES[unit]
  const amount = readDecimal(given, places)
  if (amount === null)
    return {
      error: `${named} must be a number of ${isFiat ? code : unit}, at most to the ${isFiat ? 'smallest coin' : 'msat'}.`,
    }
  if (amount < 0) return { skip: 'sent or paid back, not received' }
  if (isFiat) return { kind: 'fiat', amount_minor: amount, fee_minor: 0, currency: code }
  return { kind: 'sats', amount_msat: msat(amount), fee_msat: msat(0), price: null }
}

function timeOf(value: unknown): Date | null {
  const time = readInstant(value)
  if (!time) return null
  return time.getTime() / 1000 > MILLISECONDS ? new Date(time.getTime() / 1000) : time
}

function textOf(value: unknown): string | null {
  if (isRounded(value)) return null
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? storableText(value.trim()) : null
}
