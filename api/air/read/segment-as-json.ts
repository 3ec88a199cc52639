import { type Kysely, sql } from 'kysely'
import { readFrozen } from '#api/air/read/read-frozen.ts'
import { readContents } from '#api/air/read/read-segment.ts'
import { recordingOf } from '#api/air/recording/clock.ts'
import { readPace } from '#api/air/recording/read-pace.ts'
import { showOf } from '#api/air/segment/find-segment.ts'
import { beginsWith } from '#api/air/segment/first-floor.ts'
import { readAirSettings } from '#api/air/settings/air-settings.ts'
import { planOf } from '#api/air/settings/plan-of.ts'
import type { BoostSection } from '#api/contract/air/section.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { dayIn } from '#api/lib/day.ts'
import { findUnaired } from '#api/show/find-unaired.ts'
import type { DB } from '#db/schema/index.ts'
import type { Segment } from '#db/schema/segment.ts'
import type { Show } from '#db/schema/show.ts'

/** A segment as it is answered: an open one as it is now, a closed one as it was read. */
export async function segmentAsJson(
  db: Kysely<DB>,
  segment: Segment,
  { now }: { now: Date },
): Promise<SegmentJson> {
  const show = await showOf(db, segment)
  const contents = segment.frozen
    ? await readFrozen(db, segment.id, segment.frozen)
    : await readContents(db, segment, show)
  return {
    ...headOf(segment, show, await previousOf(db, segment)),
    title: segment.title ?? segment.frozen?.title ?? nameSegment(contents.sections, now, show.time_zone),
    begins_with: await beginsWith(db, segment),
    as_of: now.toISOString(),
    sections: [...contents.sections, contents.streams],
    totals: contents.totals,
    wallets: contents.wallets,
    needs_look: contents.needs_look,
    older: contents.older,
    pace: await readPace(db, show.id),
    plan: planOf(segment, await readAirSettings(db, show.id)),
    can_reopen: await canReopen(db, segment),
    aired: segment.closed_at !== null && !(await findUnaired(db, show.id)).includes(segment.id),
  }
}

function headOf(segment: Segment, show: Show, previous: PreviousSegment | null) {
  return {
    id: segment.id,
    show: { slug: show.slug, title: show.title },
    opened_at: segment.opened_at.toISOString(),
    closed_at: segment.closed_at?.toISOString() ?? null,
    floor: segment.floor?.toISOString() ?? null,
    previous,
    revision: segment.revision,
    recording: recordingOf(segment),
    place: segment.place,
    cue: segment.cue,
  }
}

type PreviousSegment = NonNullable<SegmentJson['previous']>

/** The segment that was closed before this one. */
async function previousOf(
  db: Kysely<DB>,
  segment: Pick<Segment, 'previous_id'>,
): Promise<PreviousSegment | null> {
  if (segment.previous_id === null) return null
  const previous = await db
    .selectFrom('segments')
    .select(['id', 'opened_at', 'closed_at', 'title', sql<string | null>`frozen ->> 'title'`.as('named')])
    .where('id', '=', segment.previous_id)
    .executeTakeFirst()
  if (!previous?.closed_at) return null
  return {
    id: previous.id,
    opened_at: previous.opened_at.toISOString(),
    closed_at: previous.closed_at.toISOString(),
    title: previous.title ?? previous.named ?? '',
  }
}

/** Whether it is the last closed segment of its show: the open one follows it. */
async function canReopen(db: Kysely<DB>, segment: Pick<Segment, 'id' | 'closed_at'>): Promise<boolean> {
  if (segment.closed_at === null) return false
  const next = await db
    .selectFrom('segments')
    .select('id')
    .where('previous_id', '=', segment.id)
    .where('closed_at', 'is', null)
    .where('merged_into', 'is', null)
    .executeTakeFirst()
  return next !== undefined
}

/**
 * What to call a segment: by the number that the title of its most boosted episode begins with, else by that title, else by the
 * day.
 */
export function nameSegment(sections: readonly BoostSection[], at: Date, timeZone: string): string {
  const counts = new Map<string, number>()
  for (const section of sections)
    for (const group of section.groups)
      for (const { episode, claim } of group.boosts)
        if (episode?.title && claim !== 'unproven')
          counts.set(episode.title, (counts.get(episode.title) ?? 0) + 1)
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? 1 : -1))
  return most ? shortTitle(most[0]) : dayIn(at, timeZone)
}

function shortTitle(title: string): string {
  return /^\s*(?:(?:ep(?:isode)?\.?|#)\s*)?#?(\d{1,5})(?=\s*[:.\-–—|]|\s*$)/i.exec(title)?.[1] ?? title
}
