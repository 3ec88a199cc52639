import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'

const MOST_WORDLESS = 1_000
const MOST_REFS = 2_000
const MOST_KEYS = 200

/** A payment that came without words, and the show that it is of. */
export type Wordless = { payment_hash: string; show_id: number }

/** Invoices that were paid lately, are a show's, and say nothing: their words may be published under their hash. */
export async function loadWordless(db: Kysely<DB>): Promise<Wordless[]> {
  const { rows } = await sql<Wordless>`
    select encode(payment_hash, 'hex') as payment_hash, show_id from payments p
    where settled_at > now() - interval '14 days' and rail in ('bolt11', 'lnaddress') and payment_hash is not null
      and show_id is not null and not set_aside and not has_metadata and message is null
      and not exists (select from claims c where c.payment_hash = p.payment_hash and c.route = 'payment-note')
    order by settled_at desc limit ${MOST_WORDLESS}`.execute(db)
  return rows
}

/** The events that this source brought lately and whose senders may still take them back. */
export async function loadRecentRefs(db: Kysely<DB>, source_id: number): Promise<string[]> {
  const { rows } = await sql<{ ref: string }>`
    select ref from claims
    where source_id = ${source_id} and sent_at > now() - interval '90 days' and withdrawn_at is null and route <> 'zap'
    order by sent_at desc limit ${MOST_REFS}`.execute(db)
  return rows.map(({ ref }) => ref)
}

/** Who signed them lately, in an order that stays. */
export async function loadRecentKeys(db: Kysely<DB>, source_id: number): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from claims
    where source_id = ${source_id} and sent_at > now() - interval '30 days' and key is not null and route <> 'zap'
    group by key order by max(sent_at) desc, key limit ${MOST_KEYS}`.execute(db)
  return rows.map(({ key }) => key).sort()
}
