import { sql } from 'kysely'
import type { Context } from '#api/context.ts'
import type { Valuing } from '#api/contract/rate.ts'
import { AppError } from '#api/errors.ts'
import { changeValuing } from '#api/rate/valuing/change-valuing.ts'

/**
 * Values all receipts in a currency by another method: the months of a book are all valued alike, so none of them may be closed.
 * @throws AppError conflict where one is; unprocessable where nobody has given prices of the source
 */
export async function changeBookValuing({ db }: Pick<Context, 'db'>, valuing: Valuing): Promise<void> {
  const { rows } = await sql<{ month: string }>`
    select month from closed_months where statement ->> 'currency' = ${valuing.currency} order by month limit 1`.execute(
    db,
  )
  const [closed] = rows
  if (closed)
    throw new AppError(
      'conflict',
      `${closed.month} is closed in ${valuing.currency}, and all months of a book are valued alike. Reopen it first, and close it again afterwards.`,
    )
  await changeValuing(db, valuing)
}
