import { type Kysely, sql } from 'kysely'
import type { HomeJson } from '#api/contract/home.ts'
import { type LocalSeconds, nextByRhythm } from '#api/home/rhythm.ts'
import type { PlannedRecordingTable } from '#db/schema/home.ts'
import type { DB } from '#db/schema/index.ts'
import type { Show } from '#db/schema/show.ts'

/** The rhythm is that of so many episodes. */
const EPISODES = 9

type Of = Pick<Show, 'id' | 'time_zone'>
export type Planned = { at: Date; every_days: PlannedRecordingTable['every_days'] }

/** When the show is recorded next: as its hosts said, else when its feed has the next episode by its rhythm. */
export async function nextRecording(
  db: Kysely<DB>,
  show: Of,
  planned: Planned | null,
  now: Date,
): Promise<HomeJson['next']> {
  const set = planned && (await nextOf(db, show, planned, now))
  if (planned && set) return { at: set.toISOString(), by: 'host', every_days: planned.every_days }
  const { rows } = await sql<{ local: number; local_now: number }>`
    select extract(epoch from published_at at time zone ${show.time_zone})::float8 as local,
      extract(epoch from ${now}::timestamptz at time zone ${show.time_zone})::float8 as local_now
    from episodes where show_id = ${show.id} and published_at <= ${now}
    order by published_at desc limit ${EPISODES}`.execute(db)
  const next = nextByRhythm(
    rows.map(({ local }) => local),
    rows[0]?.local_now ?? 0,
  )
  if (!next) return null
  const at = await inZone(db, show, next.at)
  return { at: at.toISOString(), by: 'rhythm', every_days: next.every_days }
}

/** The first of what was set that is not over, at the same hour of the show's zone; null where all are. */
async function nextOf(
  db: Kysely<DB>,
  show: Of,
  { at, every_days }: Planned,
  now: Date,
): Promise<Date | null> {
  if (at > now) return at
  if (every_days === null) return null
  const { rows } = await sql<{ at: Date }>`
    select min(again) as at from (
      select (${at}::timestamptz at time zone ${show.time_zone} + n * make_interval(days => ${every_days}::integer))
        at time zone ${show.time_zone} as again
      from generate_series(
        floor(extract(epoch from ${now}::timestamptz - ${at}::timestamptz) / 86400 / ${every_days}::integer)::integer,
        floor(extract(epoch from ${now}::timestamptz - ${at}::timestamptz) / 86400 / ${every_days}::integer)::integer + 2) n
    ) later where again > ${now}`.execute(db)
  return rows[0]?.at ?? null
}

/** An hour of the show's zone as an instant. */
async function inZone(db: Kysely<DB>, show: Of, local: LocalSeconds): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`
    select (to_timestamp(${local}::float8) at time zone 'UTC') at time zone ${show.time_zone} as at`.execute(
    db,
  )
  if (!rows[0]) throw new Error('An instant has no row')
  return rows[0].at
}
