import { type Kysely, sql } from 'kysely'
import type { Valuing } from '#api/contract/rate.ts'
import { AppError } from '#api/errors.ts'
import { wantCurrency } from '#api/rate/request-rates.ts'
import { valuePayments } from '#api/rate/value-payments.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Values all receipts in a currency by another method, whenever they came: by what is known at once, the rest as prices come.
 * @throws AppError unprocessable where nobody has given prices of the source
 */
export async function changeValuing(db: Kysely<DB>, { currency, method, source }: Valuing): Promise<void> {
  await wantCurrency(db, currency)
  if (method === 'source') {
    if (!(await listSources(db)).includes(source ?? ''))
      throw new AppError('unprocessable', `No prices of "${source}" are here. Give its file first.`)
    // An authority's prices are made of those in dollars.
    await wantCurrency(db, 'USD')
  }
  const days = await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('rate_currencies')
      .set({ method, source: method === 'source' ? (source ?? null) : null })
      .where('currency', '=', currency)
      .execute()
    await trx.deleteFrom('payment_rates').where('currency', '=', currency).execute()
    const { rows } = await sql<{ day: string }>`
      insert into rate_days (currency, day)
      select distinct ${currency}, (settled_at at time zone 'UTC')::date from payments where amount_msat is not null
      on conflict (currency, day) do update set next_try_at = now(), tries = 0, error = null
      returning day::text as day`.execute(trx)
    return rows.map(({ day }) => day).sort()
  })
  for (let from = 0; from < days.length; from += 30) {
    const [first, last] = [days[from], days[Math.min(from + 29, days.length - 1)]]
    await valuePayments(db, currency, {
      from: new Date(`${first}T00:00:00Z`),
      until: new Date(Date.parse(`${last}T00:00:00Z`) + 24 * 3600 * 1000),
    })
  }
}

/** Whose prices alone receipts can be valued by: files that were given, and authorities. */
export async function listSources(db: Kysely<DB>): Promise<string[]> {
  const { rows } = await sql<{ source: string }>`
    select source from rates where origin = 'file' union select authority from authority_rates order by 1`.execute(
    db,
  )
  return rows.map(({ source }) => source)
}
