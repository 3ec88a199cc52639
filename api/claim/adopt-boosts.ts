import { sql, type Transaction } from 'kysely'
import { LATE_DETAILS } from '#api/payment/boost-details.ts'
import type { DB } from '#db/schema/index.ts'

const CORRECTED = [...LATE_DETAILS, 'corrected_at', 'corrected_columns'] as const

/** Lets boosts take over from those that go up in them what hosts did there, and the verdict of their payments. */
export async function adoptBoosts(
  trx: Transaction<DB>,
  merged: readonly { id: string; into: string }[],
): Promise<void> {
  if (merged.length === 0) return
  const pairs = sql`unnest(${merged.map(({ id }) => id)}::uuid[], ${merged.map(({ into }) => into)}::uuid[]) as merged(id, into_id)`
  // In one statement, since each writes a boost into all its indexes.
  const isTold = sql`boosts.corrected_at is null and told.corrected_at is not null`
  const told = CORRECTED.map((name) => {
    const [own, its] = [sql.ref(`boosts.${name}`), sql.ref(`told.${name}`)]
    return sql`${sql.ref(name)} = case when ${isTold} then ${its} else ${own} end`
  })
  await sql`
    with gone as (
      select merged.into_id, boosts.* from ${pairs} join boosts on boosts.id = merged.id),
    -- Several may go up in one.
    told as (
      select distinct on (into_id) * from gone order by into_id, corrected_at is null, read_at, recorded_at, id),
    sums as (
      select into_id, bool_or(hidden) as hidden, bool_or(possible_double) as possible_double, min(read_at) as read_at,
        (array_agg(claim_shares order by recorded_at, id) filter (where claim_shares is not null))[1] as claim_shares,
        min(recorded_at) filter (where claim <> 'unproven') as received_at
      from gone group by into_id)
    update boosts set ${sql.join(told)}, hidden = boosts.hidden or sums.hidden,
      possible_double = boosts.possible_double or sums.possible_double,
      claim_shares = coalesce(boosts.claim_shares, sums.claim_shares),
      read_at = least(boosts.read_at, sums.read_at),
      -- With its money it is recorded: a segment that began since offers it as an older one.
      recorded_at = case when boosts.claim = 'unproven' then coalesce(sums.received_at, boosts.recorded_at) else boosts.recorded_at end
    from told join sums using (into_id)
    where boosts.id = told.into_id`.execute(trx)
}
