import { type Kysely, sql } from 'kysely'
import { readChanges } from '#api/change/feed.ts'
import { valuePayments } from '#api/rate/value-payments.ts'
import { BUSINESS_CURRENCY, byHour, nameOf, type ValuedBy } from '#api/rate/valuing/valuing.ts'
import type { DB } from '#db/schema/index.ts'

const MOST = 5_000
const DAY_MS = 86_400_000
/** What wants prices: the demo brings its own. */
const WANTING = sql`payments p join wallets w on w.id = p.wallet_id and not w.demo where p.amount_msat is not null`

/**
 * Has payments valued in a way from now on, and all that are there already.
 * @param db all of it, whoever asks
 * @returns the days (UTC) that wait for prices since, in order; none where that was wanted before
 */
export async function wantValuing(db: Kysely<DB>, valuing: ValuedBy): Promise<string[]> {
  if (await isWanted(db, valuing)) return []
  return await db.transaction().execute(async (trx) => {
    const { currency, method, source } = valuing
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('valuings')
      .values({ currency, method, source })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (!numInsertedOrUpdatedRows) return []
    const { rows } = await sql<{ day: string }>`
      insert into rate_days (currency, day)
      select distinct ${nameOf(valuing)}, (p.settled_at at time zone 'UTC')::date from ${WANTING} on conflict do nothing
      returning day::text as day`.execute(trx)
    return rows.map(({ day }) => day).sort()
  })
}

/**
 * Has payments valued as a book that is read is, where a book, a show or a closed month names the currency. Any other is answered from what
 * is there: whoever may only read has nothing fetched and kept for good.
 * @param db all of it, whoever asks
 */
export async function wantForBook(db: Kysely<DB>, valuing: ValuedBy): Promise<void> {
  const { currency } = valuing
  if (await isWanted(db, valuing)) return
  const { rows } = await sql<{ is_named: boolean }>`
    select ${currency} = ${BUSINESS_CURRENCY}
      or exists (select from shows where currency = ${currency} and status = 'kept' and not demo)
      or exists (select from book_valuings where currency = ${currency})
      or exists (select from closed_months where statement ->> 'currency' = ${currency}) as is_named`.execute(
    db,
  )
  if (rows[0]?.is_named) await wantValuing(db, valuing)
}

async function isWanted(db: Kysely<DB>, valuing: ValuedBy): Promise<boolean> {
  const known = await db
    .selectFrom('valuings')
    .select('name')
    .where('name', '=', nameOf(valuing))
    .executeTakeFirst()
  return known !== undefined
}

/** Has payments valued in a currency by the hour. @param db all of it, whoever asks */
export async function wantCurrency(db: Kysely<DB>, currency: string): Promise<void> {
  await wantValuing(db, byHour(currency))
}

/** Wants what the books of all shows that are kept are valued by; the demo brings its own prices. */
export async function wantShowCurrencies(db: Kysely<DB>): Promise<void> {
  const { rows } = await sql<{ currency: string }>`
    select coalesce(own.valuing, whole.valuing, s.currency) as currency from shows s
    left join book_valuings own on own.show_id = s.id and own.currency = s.currency
    left join book_valuings whole on whole.show_id is null and whole.currency = s.currency
    where s.status = 'kept' and not s.demo
    -- What was chosen is there, so that the rest is by the hour.
    except select name from valuings`.execute(db)
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
    if (days.length > 0) {
      // A day of some zone lies in up to three days of UTC.
      await sql`
        insert into rate_days (currency, day)
        select distinct v.name, touched + around
        from valuings v, unnest(${days}::date[]) as touched, generate_series(-1, 1) as around
        where touched + around <= (now() at time zone 'UTC')::date
          and exists (
            select from ${WANTING} and p.settled_at >= (touched + around)::timestamp at time zone 'UTC'
              and p.settled_at < (touched + around + 1)::timestamp at time zone 'UTC'
          )
        on conflict (currency, day) do update set next_try_at = least(rate_days.next_try_at, excluded.next_try_at)
        where rate_days.error is null`.execute(trx)
      await valueByKnown(trx, days)
    }
    await trx.updateTable('rate_cursor').set(position).execute()
    return more
  })
}

/** Of days that no provider helps with for now, what came meanwhile gets the prices that are there, e.g. by hand. */
async function valueByKnown(trx: Kysely<DB>, days: readonly string[]): Promise<void> {
  const { rows } = await sql<ValuedBy & { day: string }>`
    select distinct v.currency, v.method, v.source, d.day::text as day
    from rate_days d join valuings v on v.name = d.currency, unnest(${days}::date[]) as touched
    where d.error is not null and d.day between touched - 1 and touched + 1`.execute(trx)
  for (const { day, ...valuing } of rows) {
    const from = new Date(`${day}T00:00:00Z`)
    await valuePayments(trx, valuing, { from, until: new Date(from.getTime() + DAY_MS) })
  }
}
