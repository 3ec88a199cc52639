import { type Kysely, sql } from 'kysely'
import { readChanges } from '#api/change/feed.ts'
import { AFTER, BEFORE } from '#api/claim/match/telling.ts'
import { settleClaims } from '#api/claim/settle-claims.ts'
import { BATCH } from '#db/query/batch.ts'
import type { DB } from '#db/schema/index.ts'

/** Settles the claims that boosts could prove. @param boostIds that changed, at most `BATCH`; most are near no claim */
export async function settleNear(db: Kysely<DB>, boostIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select b.id from boosts b where b.id = any(${[...boostIds]}::uuid[]) and (
      exists (select from claims c where c.show_id = b.show_id
        and c.sent_at between b.sent_at - ${ms(BEFORE)} and b.sent_at + ${ms(AFTER)})
      or exists (select from claims c where c.boost_id = b.id)
      or exists (select from payments p join claims c on c.payment_hash = p.payment_hash where p.boost_id = b.id)
      or exists (select from payments p join claims c on c.url = p.metadata_url where p.boost_id = b.id))`.execute(
    db,
  )
  await settleClaims(
    db,
    rows.map(({ id }) => id),
  )
}

function ms(reach: number) {
  return sql`make_interval(secs => ${reach / 1000})`
}

/**
 * Settles what was claimed beside payments that others were recording at the same moment, which neither saw, and what was regrouped,
 * set aside or moved since.
 */
export async function followPayments(db: Kysely<DB>, signal?: AbortSignal): Promise<void> {
  await settleLeft(db)
  for (;;) {
    const cursor = await db.selectFrom('claim_cursor').select('read_to').executeTakeFirstOrThrow()
    const { changes, position, more } = await readChanges(db, cursor, BATCH)
    await settleNear(db, [...new Set(changes.flatMap(({ boost_id }) => boost_id ?? []))])
    if (changes.length > 0) await db.updateTable('claim_cursor').set(position).execute()
    if (!more || signal?.aborted) return
  }
}

/** Claims that have no boost yet, and boosts that say what was taken back: who recorded or took them was cut off. */
async function settleLeft(db: Kysely<DB>): Promise<void> {
  const { rows } = await sql<{ id: string; anew: boolean }>`
    (select id, false as anew from claims
      where boost_id is null and route <> 'stream-receipt' and withdrawn_at is null limit ${BATCH})
    union all
    (select distinct b.id, true from claims c join boosts b on b.id = c.boost_id and b.claim <> 'unproven'
      where c.withdrawn_at is not null limit ${BATCH})`.execute(db)
  const [anew, touched] = [rows.filter((row) => row.anew), rows.filter((row) => !row.anew)]
  await settleClaims(
    db,
    touched.map(({ id }) => id),
    anew.map(({ id }) => id),
  )
}
