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
  const isTold = sql`boosts.corrected_at is null and gone.corrected_at is not null`
  const told = CORRECTED.map((name) => {
    const [own, its] = [sql.ref(`boosts.${name}`), sql.ref(`gone.${name}`)]
    return sql`${sql.ref(name)} = case when ${isTold} then ${its} else ${own} end`
  })
  await sql`
    update boosts set ${sql.join(told)}, hidden = boosts.hidden or gone.hidden,
      possible_double = boosts.possible_double or gone.possible_double,
      claim_shares = coalesce(boosts.claim_shares, gone.claim_shares),
      read_at = least(boosts.read_at, gone.read_at),
      -- With its money it is recorded: a segment that began since offers it as an older one.
      recorded_at = case when boosts.claim = 'unproven' then gone.recorded_at else boosts.recorded_at end
    from ${pairs} join boosts gone on gone.id = merged.id
    where boosts.id = merged.into_id`.execute(trx)
}
