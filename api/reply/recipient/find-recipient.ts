import type { Kysely } from 'kysely'
import type { BoostPaymentJson } from '#api/contract/boost.ts'
import { isObject } from '#api/lib/is-object.ts'
import { isRounded, parseExactly } from '#api/lib/parse-exactly.ts'
import { readPaymentsOfBoosts } from '#api/payment/read-payment.ts'
import { BOOSTAGRAM, KEYSEND } from '#api/reply/recipient/record-types.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'

/** Where a reply goes: a Lightning address, or a node with the record that tells its accounts apart. */
export type Recipient = { recipient: string; custom_key: string | null; custom_value: string | null }

const ADDRESS = /^[a-z0-9._+-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?$/
const NODE = /^0[23][0-9a-f]{64}$/
const FIRST_CUSTOM = 65_536

/** A Lightning address (LUD-16) or a node's public key, in small letters; null where it is neither. */
export function readRecipient(text: string): string | null {
  const tidy = text
    .trim()
    .toLowerCase()
    .replace(/^lightning:/, '')
  return ADDRESS.test(tidy) || NODE.test(tidy) ? tidy : null
}

/** Whether it is paid by keysend. */
export function isNode(recipient: string): boolean {
  return NODE.test(recipient)
}

type OfBoost = { id: string; supporter_id: string | null }

/** Where the boost itself says that a reply reaches its sender (bLIP-10, `reply_address`), else where its supporter was last answered. */
export async function findRecipient(db: Kysely<DB>, boost: OfBoost): Promise<Recipient | null> {
  return (await findRecipients(db, [boost])).get(boost.id) ?? null
}

/** The same of several boosts, by their ids; of those that say nothing there is none. */
export async function findRecipients(
  db: Kysely<DB>,
  boosts: readonly OfBoost[],
): Promise<Map<string, Recipient>> {
  const payments = await readPaymentsOfBoosts(
    db,
    boosts.map(({ id }) => id),
  )
  const before = await loadAnswered(
    db,
    boosts.flatMap(({ supporter_id }) => supporter_id ?? []),
  )
  return new Map(
    boosts.flatMap(({ id, supporter_id }) => {
      const to = payments.get(id)?.flatMap(namedBy).at(0) ?? before.get(supporter_id ?? '')
      return to ? [[id, to] as const] : []
    }),
  )
}

/** Where these supporters were last answered. */
async function loadAnswered(db: Kysely<DB>, supporters: readonly string[]): Promise<Map<string, Recipient>> {
  if (supporters.length === 0) return new Map()
  const rows = await db
    .selectFrom('replies')
    .distinctOn('supporter_id')
    .select(['supporter_id', 'recipient', 'custom_key', 'custom_value'])
    .where('supporter_id', '=', anyOf(new Set(supporters)))
    .where('state', '=', 'sent')
    .orderBy('supporter_id')
    .orderBy('made_at', 'desc')
    .execute()
  return new Map(rows.map(({ supporter_id, ...to }) => [supporter_id ?? '', to]))
}

function namedBy({ metadata }: BoostPaymentJson): Recipient[] {
  return metadata.flatMap(({ raw }) => {
    const fields = raw === null ? null : readJson(raw)
    const text = fields && (textOf(fields.reply_address) ?? textOf(fields.sender_lightning_address))
    const recipient = text ? readRecipient(text) : null
    if (!fields || recipient === null) return []
    const custom_key = recordKey(fields.reply_custom_key)
    const custom_value = recordValue(fields.reply_custom_value)
    // Without the record it would be another's of the same node.
    const isLost = custom_value === null && isNode(recipient)
    if (custom_key !== null && (isLost || isTaken(Number(custom_key)))) return []
    return [{ recipient, custom_key, custom_value }]
  })
}

/** Apps write the number of a record as text or as a number. */
function recordKey(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : textOf(value)
  return text && /^\d{1,15}$/.test(text) ? text : null
}

/** What it holds; null where it is none that can be kept: the database knows no NUL. */
function recordValue(value: unknown): string | null {
  const text = typeof value === 'number' && !isRounded(value) ? String(value) : textOf(value)
  return text === null || text.includes('\0') ? null : text
}

/** Whether a record is Lightning's own (BOLT 1), or one that the payment has anyway. */
function isTaken(type: number): boolean {
  return type < FIRST_CUSTOM || type === KEYSEND || type === BOOSTAGRAM
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 1_000 ? value.trim() : null
}

function readJson(text: string): Record<string, unknown> | null {
  try {
    const value = parseExactly(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}
