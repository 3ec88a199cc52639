import { type Kysely, sql } from 'kysely'
import type { Context } from '#api/context.ts'
import type { Valuing } from '#api/contract/rate.ts'
import { AppError } from '#api/errors.ts'
import { wantValuing } from '#api/rate/request-rates.ts'
import { changeValuing, chooseValuing } from '#api/rate/valuing/change-valuing.ts'
import { loadValuing } from '#api/rate/valuing/valuing.ts'
import { findShow } from '#api/show/find-show.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Values all receipts of a book by another method. The months of a book are all valued alike, so none of it may be closed; shows that are
 * valued as the whole business is and have closed months keep what they had.
 * @throws AppError conflict where one is closed; unprocessable where nobody has given prices of the source; not-found
 */
export async function changeBookValuing(
  { db }: Pick<Context, 'db'>,
  { show, source, ...rest }: Valuing,
): Promise<void> {
  const { currency } = rest
  const showId = show === undefined ? null : (await findShow(db, show)).id
  const months = await listClosed(db, currency)
  const [closed] = months.filter(({ show_id }) => show_id === showId)
  if (closed)
    throw new AppError(
      'conflict',
      `${closed.month} is closed in ${currency}, and all months of a book are valued alike. Reopen it first, and close it again afterwards.`,
    )
  if (showId === null) await keepForShows(db, currency, months)
  await changeValuing(db, showId, { ...rest, source: source ?? null })
}

/** Has shows of closed months valued as they are now, whatever becomes of the whole business. */
async function keepForShows(
  db: Kysely<DB>,
  currency: string,
  months: readonly { show_id: number | null }[],
): Promise<void> {
  for (const showId of new Set(months.flatMap(({ show_id }) => show_id ?? []))) {
    const valuing = await loadValuing(db, showId, currency)
    await wantValuing(db, valuing)
    await chooseValuing(db, showId, valuing)
  }
}

/** The months that are closed in a currency, the first of each book first. */
async function listClosed(db: Kysely<DB>, currency: string) {
  const { rows } = await sql<{ show_id: number | null; month: string }>`
    select show_id, month from closed_months where statement ->> 'currency' = ${currency} order by month`.execute(
    db,
  )
  return rows
}
