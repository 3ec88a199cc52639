import { sql } from 'kysely'
import { findSupporterId } from '#api/alias/alias.ts'
import type { Context } from '#api/context.ts'
import type { PublicSupporter } from '#api/contract/public.ts'
import { AppError } from '#api/errors.ts'
import { describeShow, findPublicShow } from '#api/public/read/find-public-show.ts'
import { listMessages } from '#api/public/read/list-messages.ts'
import { bringUpToDate } from '#api/totals/maintain/bring-up-to-date.ts'

const MESSAGES = 100

type Row = {
  id: string
  name: string
  boosted: number
  streamed: number
  boosts: number
  first_at: Date
  last_at: Date
  episodes: number
}

/** A supporter's own page, where the show has such pages and does not hide them. @throws AppError not-found */
export async function readPublicSupporter(
  { db, now }: Pick<Context, 'db' | 'now'>,
  slug: string,
  id: string,
): Promise<PublicSupporter> {
  const { show, privacy } = await findPublicShow(db, slug)
  const supporterId = await findSupporterId(db, id)
  if (!privacy.settings.names || supporterId === null || !privacy.hasPage(supporterId)) throw missing()
  await bringUpToDate(db, show.id)
  // Team and hidden ones have no totals, and so no page.
  const { rows } = await sql<Row>`
    select s.id, s.name, t.boosts_counted_msat + t.autos_counted_msat as boosted, t.streams_received_msat as streamed,
      t.boosts + t.autos as boosts, t.first_at, t.last_at,
      (select count(distinct episode_id) from totals_supporter_days d
        where d.show_id = t.show_id and d.supporter_id = t.supporter_id)::integer as episodes
    from totals_supporters t join supporters s on s.id = t.supporter_id
    where t.show_id = ${show.id} and t.year = 0
      and t.supporter_id = ${supporterId}`.execute(db)
  const [row] = rows
  if (!row) throw missing()
  return {
    show: describeShow(show, privacy),
    listed: privacy.settings.listed,
    as_of: now().toISOString(),
    supporter: { id: row.id, name: row.name },
    sum: {
      boosted_msat: privacy.amount(row.boosted),
      streamed_msat: privacy.amount(row.streamed),
      boosts: row.boosts,
    },
    first_at: row.first_at.toISOString(),
    last_at: row.last_at.toISOString(),
    episodes: row.episodes,
    messages: await listMessages(db, privacy, { showId: show.id, supporterId: row.id, limit: MESSAGES }),
  }
}

function missing(): AppError {
  return new AppError('not-found', 'There is no such supporter of this show.')
}
