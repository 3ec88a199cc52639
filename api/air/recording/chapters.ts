import { type Kysely, sql } from 'kysely'
import { chapterStarts, type Reading } from '#api/air/recording/chapter-starts.ts'
import { clockOf, recordingOf } from '#api/air/recording/clock.ts'
import { loadShowings } from '#api/air/recording/load-showings.ts'
import { lockSegment } from '#api/air/segment/find-segment.ts'
import { touchSegment } from '#api/air/segment/touch-segment.ts'
import type { Chapter, ChapterEdit, ChapterList, PutChapters } from '#api/contract/air/recording.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import type { DB } from '#db/schema/index.ts'
import type { Segment } from '#db/schema/segment.ts'

/** The chapters of a segment, edits included, in order of time. @param json the segment as it is answered */
export async function listChapters(
  db: Kysely<DB>,
  segment: Segment,
  json: SegmentJson,
): Promise<ChapterList> {
  const showings = await loadShowings(db, [segment.id])
  const items = new Set(showings.map(({ item }) => item))
  const moved = await loadMoved(db, items)
  const names = namesOfItems(json, items, moved)
  const clock = clockOf(segment)
  const starts = clock
    ? chapterStarts(
        showings,
        await loadReadings(db, segment, json, moved),
        clock,
        new Date(json.closed_at ?? json.as_of),
      )
    : []
  const edits = new Map(segment.chapter_edits.map((edit) => [edit.item, edit]))
  const proposed = [...starts].flatMap(([item, after_ms]) => {
    const name = names.get(item)
    if (name === undefined) return []
    const start_s = Math.max(0, round(after_ms / 1000 + segment.recording_offset_s))
    return [{ item, proposed: { title: `Boost: ${name}`, start_s } }]
  })
  const known = new Set(proposed.map(({ item }) => item))
  const own = segment.chapter_edits.flatMap((edit) =>
    known.has(edit.item) || edit.title === null || edit.start_s === null
      ? []
      : [{ item: edit.item, proposed: null }],
  )
  const chapters = [...proposed, ...own].map((chapter) => edited(chapter, edits.get(chapter.item)))
  return {
    recording: recordingOf(segment),
    first_shown_at: showings[0]?.from.toISOString() ?? null,
    items: chapters.sort((a, b) => a.start_s - b.start_s || (a.item < b.item ? -1 : 1)),
  }
}

function edited(
  { item, proposed }: Pick<Chapter, 'item' | 'proposed'>,
  edit: ChapterEdit | undefined,
): Chapter {
  return {
    item,
    title: edit?.title ?? proposed?.title ?? '',
    start_s: edit?.start_s ?? proposed?.start_s ?? 0,
    proposed,
    hidden: edit?.hidden ?? false,
  }
}

/** Keeps a host's edits of the chapters, all of them. */
export async function putChapters(db: Kysely<DB>, segmentId: string, asked: PutChapters): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const segment = await lockSegment(trx, segmentId)
    await touchSegment(trx, segment.id, {
      chapter_edits: JSON.stringify(asked.items),
      ...(asked.offset_s === undefined ? {} : { recording_offset_s: asked.offset_s }),
    })
  })
}

/** Ids that boosts and supporters among the items have now, where they were joined to others since. */
async function loadMoved(db: Kysely<DB>, items: ReadonlySet<string>): Promise<Map<string, string>> {
  const ids = [...items].flatMap((item) => idIn(item) ?? [])
  const { rows } = await sql<{ id: string; now_id: string }>`
    select id, boost_id as now_id from boost_aliases where id = any(${ids}::uuid[])
    union all
    select id, supporter_id from supporter_aliases where id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row.now_id]))
}

/** What was shown, by name. A boost or supporter that was joined to another since goes by the name of that. */
function namesOfItems(
  json: SegmentJson,
  items: ReadonlySet<string>,
  moved: ReadonlyMap<string, string>,
): Map<string, string> {
  const names = new Map<string, string>()
  for (const group of groupsOf(json))
    for (const id of [group.supporter.id, ...group.boosts.flatMap((boost) => [boost.id, boost.now?.id])])
      if (id) names.set(id, group.supporter.name)
  const nameOf = (item: string) => {
    if (item === 'thanks') return 'Thanks'
    if (item === 'streams') return 'Streams'
    const id = idIn(item)
    return id === null ? undefined : (names.get(id) ?? names.get(moved.get(id) ?? ''))
  }
  return new Map(
    [...items].flatMap((item) => {
      const name = nameOf(item)
      return name === undefined ? [] : [[item, name] as const]
    }),
  )
}

/** What was read in a segment, with who marked it, and as which items it can have been shown. */
async function loadReadings(
  db: Kysely<DB>,
  segment: Segment,
  json: SegmentJson,
  moved: ReadonlyMap<string, string>,
): Promise<Reading[]> {
  const marks = await db
    .selectFrom('segment_marks')
    .select(['made_at', 'actor_id'])
    .distinct()
    .where('segment_id', '=', segment.id)
    .where(sql<boolean>`set ->> 'status' = 'read'`)
    .execute()
  const actors = new Map(marks.map(({ made_at, actor_id }) => [made_at.toISOString(), actor_id]))
  const former = Map.groupBy(moved, ([, now]) => now)
  const idsOf = (ids: readonly (string | null | undefined)[]) =>
    ids.flatMap((id) => (id ? [id, ...(former.get(id) ?? []).map(([had]) => had)] : []))
  return json.sections.flatMap((section) =>
    section.kind === 'streams'
      ? []
      : section.groups.flatMap(({ supporter, boosts }) =>
          boosts.flatMap(({ item, now, ...boost }): Reading[] => {
            if (item.status !== 'read' || item.read_at === null) return []
            const money = boost.free ? 'm' : boost.fiat ? 'f' : 's'
            const items = new Set([
              ...idsOf([boost.id, now?.id]).map((id) => `b:${id}`),
              ...idsOf([supporter.id, now?.supporter.id]).map((id) => `${money}:${id}`),
              ...(section.kind === 'thanks' ? ['thanks'] : []),
            ])
            const actor_id = actors.get(item.read_at) ?? null
            return [{ items, at: new Date(item.read_at), actor_id }]
          }),
        ),
  )
}

function groupsOf(json: SegmentJson) {
  return json.sections.flatMap((section) => (section.kind === 'streams' ? [] : section.groups))
}

function idIn(item: string): string | null {
  return /^[a-z]:([0-9a-f-]{36})$/.exec(item)?.[1] ?? null
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}
