import { type Kysely, sql } from 'kysely'
import type { TotalsEpisodes } from '#api/contract/totals.ts'
import { supporterRef } from '#api/http/refs.ts'
import { peopleSoFar } from '#api/totals/cell/build-parts.ts'
import { isSupporter } from '#api/totals/cell/build-summaries.ts'
import { episodeTime } from '#api/totals/json/episode-time.ts'
import { headOf } from '#api/totals/json/head-of.ts'
import type { Period } from '#api/totals/json/period.ts'
import { type Source, sourceOf } from '#api/totals/json/source.ts'
import { readFiat, sumsAsJson } from '#api/totals/json/sums-as-json.ts'
import { readParts } from '#api/totals/read/read-parts.ts'
import type { ShowTotals } from '#api/totals/read/with-totals.ts'
import type { DB } from '#db/schema/index.ts'

/** What each episode received in a period, in the order of their time; what belongs to the show alone comes last. */
export async function readEpisodes(
  db: Kysely<DB>,
  totals: ShowTotals,
  period: Period,
): Promise<TotalsEpisodes> {
  const source = sourceOf(totals.state, period)
  const rows = await readParts(db, source, 'episode')
  const fiat = await readFiat(db, source, 'episode', 'key')
  const about = await aboutEpisodes(db, totals.state.show_id)
  const people = await countPeople(db, totals.state.show_id, source)
  const items = rows.map((row) => {
    const episode = about.get(row.key)
    return {
      episode: row.key === '' ? null : { id: row.key, title: episode?.title ?? null },
      published_at: episode?.published_at?.toISOString() ?? null,
      provisional: episode?.provisional ?? false,
      ...sumsAsJson(row, fiat(row.key), episode?.title ?? `${totals.show.title} without an episode`),
      supporters: people.get(row.key) ?? 0,
      first_boost:
        episode?.boost_id && episode.sent_at
          ? {
              id: episode.boost_id,
              supporter: supporterRef(episode.supporter_id, episode.supporter_name),
              sent_at: episode.sent_at.toISOString(),
            }
          : null,
      order: episode?.order ?? Number.POSITIVE_INFINITY,
    }
  })
  items.sort((a, b) => a.order - b.order)
  return { ...headOf(totals, source, period), items: items.map(({ order, ...item }) => item) }
}

type AboutEpisode = {
  id: string
  title: string | null
  published_at: Date | null
  provisional: boolean
  order: number
  boost_id: string | null
  sent_at: Date | null
  supporter_id: string | null
  supporter_name: string | null
}

/** Every episode of a show with the first boost that it had. */
async function aboutEpisodes(db: Kysely<DB>, showId: number): Promise<Map<string, AboutEpisode>> {
  const { rows } = await sql<AboutEpisode>`
    select e.id, e.title, e.published_at, e.provisional, b.id as boost_id, b.sent_at, b.supporter_id, s.name as supporter_name,
           row_number() over (order by ${episodeTime}, e.id)::integer as order
    from episodes e
    left join lateral (
      select b.id, b.sent_at, b.supporter_id from boosts b
      where b.episode_id = e.id and not b.hidden and b.payment_count > 0
        and not exists (
          select from show_supporters x
          where x.show_id = b.show_id and x.supporter_id = b.supporter_id and (x.team or x.hidden))
      order by b.sent_at, b.id limit 1
    ) b on true
    left join supporters s on s.id = b.supporter_id
    where e.show_id = ${showId}`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

async function countPeople(
  db: Kysely<DB>,
  showId: number,
  { isEver, beginning, people }: Source,
): Promise<Map<string, number>> {
  const { rows } = await (isEver
    ? sql<{
        key: string
        count: number
      }>`select key, supporters as count from ${peopleSoFar(showId, null)} people`
    : sql<{ key: string; count: number }>`
        ${beginning}
        select coalesce(episode_id::text, '') as key, count(*)::integer as count
        from (select distinct episode_id, supporter_id from ${people} where ${isSupporter}) given group by episode_id`
  ).execute(db)
  return new Map(rows.map((row) => [row.key, row.count]))
}
