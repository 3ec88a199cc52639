import { sql, type Transaction } from 'kysely'
import { LATE_DETAILS } from '#api/payment/boost-details.ts'
import { takeColumns } from '#db/query/insert-rows.ts'
import type { DB } from '#db/schema/index.ts'

/** Lets boosts take over from those that go up in them what hosts did there, and the verdict of their payments. */
export async function adoptBoosts(
  trx: Transaction<DB>,
  merged: readonly { id: string; into: string }[],
): Promise<void> {
  if (merged.length === 0) return
  const pairs = sql`unnest(${merged.map(({ id }) => id)}::uuid[], ${merged.map(({ into }) => into)}::uuid[]) as merged(id, into_id)`
  await sql`
    update boosts set ${takeColumns([...LATE_DETAILS, 'corrected_at', 'corrected_columns'], 'gone')}
    from ${pairs} join boosts gone on gone.id = merged.id
    where boosts.id = merged.into_id and boosts.corrected_at is null and gone.corrected_at is not null`.execute(
    trx,
  )
  await sql`
    update boosts set hidden = boosts.hidden or gone.hidden,
      possible_double = boosts.possible_double or gone.possible_double,
      claim_shares = coalesce(boosts.claim_shares, gone.claim_shares),
      read_at = least(boosts.read_at, gone.read_at), 
      -- With its money it is recorded: a segment that began since offers it as an older one.
      recorded_at = case when boosts.claim = 'unproven' then gone.recorded_at else boosts.recorded_at end
    from ${pairs} join boosts gone on gone.id = merged.id
    where boosts.id = merged.into_id`.execute(trx)
}
