import { type Kysely, sql, type Transaction } from 'kysely'
import { settleClaims } from '#api/claim/settle-claims.ts'
import { anyOf } from '#db/query/any-of.ts'
import { lockKeys } from '#db/query/locks.ts'
import { retryTransaction } from '#db/query/retry-transaction.ts'
import type { ClaimRoute } from '#db/schema/claim.ts'
import type { DB } from '#db/schema/index.ts'

/** Claims that their sender takes back. */
export type Withdrawal = { route: ClaimRoute; refs: readonly string[]; sender_key: string }

/**
 * Takes claims back: what was not read on air yet is shown nowhere, whether it came already or comes later. Only who sent one
 * may: what another key signed stays.
 * @param withdrawal at most `BATCH` refs
 */
export async function withdrawClaims(db: Kysely<DB>, { route, refs, sender_key }: Withdrawal): Promise<void> {
  if (refs.length === 0) return
  const touched = await retryTransaction(() =>
    db.transaction().execute(async (trx) => {
      await lockKeys(
        trx,
        'payments',
        refs.map((ref) => `claim:${route}\n${ref}`),
      )
      await trx
        .insertInto('claim_withdrawals')
        .values([...new Set(refs)].map((ref) => ({ route, ref, key: sender_key })))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      return await drop(trx, { route, refs, sender_key })
    }),
  )
  await settleClaims(db, [], touched)
}

/** @returns the boosts that they were of */
async function drop(trx: Transaction<DB>, { route, refs, sender_key }: Withdrawal): Promise<string[]> {
  const dropped = await trx
    .updateTable('claims')
    .set({ withdrawn_at: sql`now()` })
    .where('route', '=', route)
    .where('ref', '=', anyOf(refs))
    .where('key', '=', sender_key)
    .where('withdrawn_at', 'is', null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('boosts')
            .select('boosts.id')
            .whereRef('boosts.id', '=', 'claims.boost_id')
            .where('boosts.read_at', 'is not', null),
        ),
      ),
    )
    .returning('boost_id')
    .execute()
  const boosts = dropped.flatMap(({ boost_id }) => boost_id ?? [])
  await sql`
    update boosts set dropped = 'withdrawn', updated_at = now()
    where id = any(${boosts}::uuid[]) and claim = 'unproven'
      and not exists (select from claims where boost_id = boosts.id and withdrawn_at is null)`.execute(trx)
  return boosts
}
