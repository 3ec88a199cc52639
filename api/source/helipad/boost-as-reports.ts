import { msat } from '#api/contract/msat.ts'
import { readAmount, readInstant } from '#api/intake/read-values.ts'
import { isObject } from '#api/lib/is-object.ts'
import { isRounded } from '#api/lib/parse-exactly.ts'
import { wordOf } from '#api/lib/word-of.ts'
import { readMetadata } from '#api/metadata/read-metadata.ts'
import { saidBeside } from '#api/metadata/read-reported.ts'
import type { Metadata } from '#api/metadata/reading.ts'
import { storableText } from '#api/metadata/text.ts'
import type { ForeignReports } from '#api/source/kind/reading.ts'

/** Helipad's numbers for actions; 0 is unknown, 3 is what it could not tell (`streaming` among them), 5 a plain invoice. */
const ACTIONS: Record<string, string> = { 1: 'stream', 2: 'boost', 3: 'streaming', 4: 'auto' }
const INVOICE = '5'
/** `list_type` of what Helipad sent itself: in its database, and in its webhook. */
const SENT = ['3', 'sent']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * Reads one boost of Helipad: a row of its database's `boosts` table, a row of its CSV, or the body of its webhook. Its `idx`
 * is its LND's add index; its amounts are rounded down to whole sats. The metadata text is worth more than the columns
 * beside it, which stand in where it is missing.
 */
export function helipadBoostAsReports(row: Record<string, unknown>): ForeignReports {
  if (wasSent(row)) return { skip: 'sent, not received' }
  const ref = text(row.idx) ?? text(row.index)
  if (!ref || !/^\d+$/.test(ref)) return { error: 'index must be a whole number.' }
  const settled_at = readTime(row.time)
  if (!settled_at) return { error: 'time must be a time.' }
  const amount_msat = readAmount(row.value_msat)
  if (amount_msat === null || amount_msat < 0)
    return { error: 'value_msat must be a whole number of msat up to 2^53 - 1.' }
  const memo = textOf(row.memo)
  const words = saidBeside(memo, metadataOf(row))
  return {
    reports: [
      {
        ref,
        wallet: null,
        payment_hash: null,
        set_id: null,
        settled_at,
        money: { kind: 'sats', amount_msat: msat(amount_msat), fee_msat: msat(0), price: null },
        rail: memo ? 'bolt11' : words.metadata ? 'keysend' : 'bolt11',
        memo,
        ...words,
        routing: null,
        comment: null,
        refund_of: null,
      },
    ],
  }
}

/**
 * The webhook tells it by `direction` since 0.2.2, and in every version by `payment_info`, which only what was sent has; the report
 * CSV tells it by `type`.
 */
function wasSent(row: Record<string, unknown>): boolean {
  return (
    text(row.direction) === 'outgoing' ||
    SENT.includes(text(row.list_type) ?? '') ||
    text(row.type) === 'sent' ||
    isObject(row.payment_info)
  )
}

/** The CSV of 0.2.0 writes ` 7 Apr 2022 18:40:01 UTC`, that of 0.2.1 RFC 3339, later ones `2022-04-07 18:40:01` and UTC beside it. */
function readTime(value: unknown): Date | null {
  const [, day, name, year, time] =
    /^(\d\d?) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:\d\d) UTC$/.exec(wordOf(value).trim()) ?? []
  if (!day || !name) return readInstant(value)
  const month = String(MONTHS.indexOf(name) + 1).padStart(2, '0')
  return readInstant(`${year}-${month}-${day.padStart(2, '0')}T${time}Z`)
}

function metadataOf(row: Record<string, unknown>): Metadata | null {
  const tlv = text(row.tlv)
  if (tlv) return readMetadata(tlv)
  const action = text(row.action) ?? ''
  if (action === INVOICE) return null
  const columns = {
    action: ACTIONS[action],
    app_name: text(row.app),
    sender_name: text(row.sender),
    message: text(row.message),
    podcast: text(row.podcast),
    episode: text(row.episode),
    remote_podcast: text(row.remote_podcast),
    remote_episode: text(row.remote_episode),
    value_msat_total: Number(text(row.value_msat_total) ?? 0) || undefined,
  }
  const said = [columns.podcast, columns.episode, columns.message, columns.app_name, columns.sender_name]
  return said.some((value) => value !== null) ? readMetadata(columns) : null
}

function textOf(value: unknown): string | null {
  const given = text(value)
  return given === null ? null : storableText(given)
}

function text(value: unknown): string | null {
  if (isRounded(value)) return null
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : null
}
