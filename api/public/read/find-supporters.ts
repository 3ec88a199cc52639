import { sql } from 'kysely'
import type { Context } from '#api/context.ts'
import type { PublicFound } from '#api/contract/public.ts'
import { AppError } from '#api/errors.ts'
import { describeShow, findPublicShow } from '#api/public/read/find-public-show.ts'
import { listMessages } from '#api/public/read/list-messages.ts'
import { bringUpToDate } from '#api/totals/maintain/bring-up-to-date.ts'

const MOST = 10
const MESSAGES = 5

type Row = { id: string; name: string; boosts: number; amount: number; place: number }

/**
 * Supporters of a show whose name holds these letters, the closest first, with their place among all and what they wrote last.
 * Team and hidden ones have no totals, and are not found.
 * @throws AppError not-found where the show names nobody
 */
export async function findPublicSupporters(
  { db }: Pick<Context, 'db'>,
  slug: string,
  name: string,
): Promise<PublicFound> {
  const { show, privacy } = await findPublicShow(db, slug)
  if (!privacy.settings.names) throw new AppError('not-found', 'This show names no supporters.')
  await bringUpToDate(db, show.id)
  const wanted = name.trim()
  const { rows } =
    wanted === ''
      ? { rows: [] }
      : await sql<Row>`
    select s.id, s.name, t.boosts + t.autos + t.free + t.fiat as boosts, t.total_msat as amount,
      (select 1 + count(*) from totals_supporters more
        where more.show_id = t.show_id and more.year = 0 and more.total_msat > t.total_msat)::integer as place
    from totals_supporters t join supporters s on s.id = t.supporter_id
    where t.show_id = ${show.id} and t.year = 0 and strpos(lower(s.name), lower(${wanted})) > 0
    order by length(s.name), t.total_msat desc, s.id limit ${MOST}`.execute(db)
  const items = []
  for (const { id, name: found, boosts, amount, place } of rows)
    items.push({
      supporter: privacy.supporter(id, found),
      boosts,
      amount_msat: privacy.amount(amount),
      place,
      messages: await listMessages(db, privacy, { showId: show.id, supporterId: id, limit: MESSAGES }),
    })
  return {
    show: describeShow(show, privacy),
    name: wanted,
    items,
  }
}
