import type { Kysely } from 'kysely'
import { readFrozen } from '#api/air/read/read-frozen.ts'
import { readContents } from '#api/air/read/read-segment.ts'
import { USUAL_PACE } from '#api/air/recording/read-pace.ts'
import { recordingOf } from '#api/air/recording/recording.ts'
import { canReopen, type PreviousSegment, previousOf } from '#api/air/segment/around.ts'
import { showOf } from '#api/air/segment/find-segment.ts'
import { nameSegment } from '#api/air/segment/name-segment.ts'
import type { Pace } from '#api/contract/air/place.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import type { DB } from '#db/schema/index.ts'
import type { Segment } from '#db/schema/segment.ts'
import type { Show } from '#db/schema/show.ts'

/** A segment as it is answered: an open one as it is now, a closed one as it was read. */
export async function segmentAsJson(
  db: Kysely<DB>,
  segment: Segment,
  { now, pace = USUAL_PACE }: { now: Date; pace?: Pace },
): Promise<SegmentJson> {
  const show = await showOf(db, segment)
  const contents = segment.frozen
    ? await readFrozen(db, segment.id, segment.frozen)
    : await readContents(db, segment, show)
  return {
    ...headOf(segment, show, await previousOf(db, segment)),
    title: segment.title ?? segment.frozen?.title ?? nameSegment(contents.sections, now, show.time_zone),
    as_of: now.toISOString(),
    sections: [...contents.sections, contents.streams],
    totals: contents.totals,
    wallets: contents.wallets,
    needs_look: contents.needs_look,
    older: contents.older,
    pace,
    can_reopen: await canReopen(db, segment),
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
  }
}
