import { type Kysely, sql } from 'kysely'
import { readChanges } from '#api/change/feed.ts'
import type { DB } from '#db/schema/index.ts'

const MOST = 5_000

/**
 * Has payments valued in a currency from now on, and all that are there already.
 * @param db all of it, whoever asks
 */
export async function wantCurrency(db: Kysely<DB>, currency: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('rate_currencies')
      .values({ currency })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (!numInsertedOrUpdatedRows) return
    await sql`
      insert into rate_days (currency, day)
      select distinct ${currency}, (settled_at at time zone 'UTC')::date from payments
      where amount_msat is not null on conflict do nothing`.execute(trx)
  })
}

/** Wants the currencies of all shows that are kept; the demo brings its own prices. */
export async function wantShowCurrencies(db: Kysely<DB>): Promise<void> {
  const { rows } = await sql<{ currency: string }>`
    select distinct currency from shows where status = 'kept' and not demo
    except select currency from rate_currencies`.execute(db)
  for (const { currency } of rows) await wantCurrency(db, currency)
}

/**
 * Follows the feed of changes and notes the days whose payments may want a rate.
 * @returns whether there is more to follow
 */
export async function followPayments(db: Kysely<DB>): Promise<boolean> {
  return await db.transaction().execute(async (trx) => {
    const cursor = await trx.selectFrom('rate_cursor').select('read_to').forUpdate().executeTakeFirstOrThrow()
    const { changes, position, more } = await readChanges(trx, cursor, MOST)
    const days = [...new Set(changes.flatMap(({ day }) => day ?? []))]
    if (days.length > 0)
      // A day of some zone lies in up to three days of UTC.
      await sql`
        insert into rate_days (currency, day)
        select distinct c.currency, touched + around
        from rate_currencies c, unnest(${days}::date[]) as touched, generate_series(-1, 1) as around
        where touched + around <= (now() at time zone 'UTC')::date
        on conflict (currency, day) do update set next_try_at = least(rate_days.next_try_at, now())
        where rate_days.error is null`.execute(trx)
    await trx.updateTable('rate_cursor').set(position).execute()
    return more
  })
}
