import { type Kysely, sql } from 'kysely'
import { AppError } from '#api/errors.ts'
import { wantCurrency, wantValuing } from '#api/rate/request-rates.ts'
import { valuePayments } from '#api/rate/value-payments.ts'
import { nameOf, type ValuedBy } from '#api/rate/valuing/valuing.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Values all receipts of a book by another method, whenever they came: by what is known at once, the rest as prices come. What no book is
 * valued by any more is forgotten, but for prices of the hour.
 * @param showId null: the book of the whole business, and with it those of shows for which nothing else was chosen
 * @throws AppError unprocessable where nobody has given prices of the source
 */
export async function changeValuing(db: Kysely<DB>, showId: number | null, valuing: ValuedBy): Promise<void> {
  const { currency, method, source } = valuing
  if (method === 'source') {
    if (!(await listSources(db)).includes(source ?? ''))
      throw new AppError('unprocessable', `No prices of "${source}" are here. Give its file first.`)
    // An authority's prices are made of those in dollars.
    await wantCurrency(db, 'USD')
  }
  const days = await wantValuing(db, valuing)
  await db.transaction().execute(async (trx) => {
    await chooseValuing(trx, showId, valuing)
    await forgetUnused(trx, currency)
  })
  for (let from = 0; from < days.length; from += 30) {
    const [first, last] = [days[from], days[Math.min(from + 29, days.length - 1)]]
    await valuePayments(db, valuing, {
      from: new Date(`${first}T00:00:00Z`),
      until: new Date(Date.parse(`${last}T00:00:00Z`) + 24 * 3600 * 1000),
    })
  }
}

/** Notes by what a book is valued. @param valuing one that is wanted */
export async function chooseValuing(db: Kysely<DB>, showId: number | null, valuing: ValuedBy): Promise<void> {
  const name = nameOf(valuing)
  await db
    .insertInto('book_valuings')
    .values({ show_id: showId, currency: valuing.currency, valuing: name })
    .onConflict((conflict) => conflict.columns(['show_id', 'currency']).doUpdateSet({ valuing: name }))
    .execute()
}

async function forgetUnused(db: Kysely<DB>, currency: string): Promise<void> {
  const unused = await db
    .selectFrom('valuings')
    .select('name')
    .where('currency', '=', currency)
    .where('method', '<>', 'hour')
    .where('name', 'not in', (book) => book.selectFrom('book_valuings').select('valuing'))
    .execute()
  for (const { name } of unused) {
    await db.deleteFrom('payment_rates').where('currency', '=', name).execute()
    await db.deleteFrom('rate_days').where('currency', '=', name).execute()
    await db.deleteFrom('valuings').where('name', '=', name).execute()
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
