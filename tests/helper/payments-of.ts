import { sql } from 'kysely'
import type { TestContext } from '#tests/helper/test-context.ts'

export type RecordedPayment = {
  ref: string
  hash: string | null
  amount_msat: number | null
  needs_look: string | null
}

/** Every payment that is recorded, by id in its wallet. */
export async function paymentsOf({ db }: Pick<TestContext, 'db'>): Promise<RecordedPayment[]> {
  const { rows } = await sql<RecordedPayment>`
    select ref, encode(payment_hash, 'hex') as hash, amount_msat, needs_look from payments
    order by length(ref), ref`.execute(db)
  return rows
}
