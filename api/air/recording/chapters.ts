import { type Kysely, type NotNull, sql } from 'kysely'
import { recordingOf } from '#api/air/recording/recording.ts'
import { lockSegment } from '#api/air/segment/find-segment.ts'
import { touchSegment } from '#api/air/segment/touch-segment.ts'
import type { Chapter, ChapterEdit, ChapterList, PutChapters } from '#api/contract/air/recording.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import type { DB } from '#db/schema/index.ts'
import type { Segment } from '#db/schema/segment.ts'

/** When each item was first shown after recording started, in milliseconds from there. */
type FirstShown = { item: string; after_ms: number }

/** The chapters of a segment, edits included, in order of time. @param json the segment as it is answered */
export async function listChapters(
  db: Kysely<DB>,
  segment: Segment,
  json: SegmentJson,
): Promise<ChapterList> {
  const shown = await loadShown(db, segment)
  const names = await namesOfItems(db, json, shown)
  const edits = new Map(segment.chapter_edits.map((edit) => [edit.item, edit]))
  const proposed = shown.flatMap(({ item, after_ms }) => {
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
  const items = [...proposed, ...own].map((chapter) => edited(chapter, edits.get(chapter.item)))
  return {
    recording: recordingOf(segment),
    items: items.sort((a, b) => a.start_s - b.start_s || (a.item < b.item ? -1 : 1)),
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

/** The file, after https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md */
export function chaptersAsFile({ items }: ChapterList, json: SegmentJson) {
  return {
    version: '1.2.0',
    podcastName: json.show.title,
    chapters: items
      .filter(({ hidden }) => !hidden)
      .map(({ start_s, title }) => ({ startTime: start_s, title })),
  }
}

async function loadShown(db: Kysely<DB>, segment: Segment): Promise<FirstShown[]> {
  const started = segment.recording_started_at
  if (started === null) return []
  const rows = await db
    .selectFrom('segment_shown')
    .select((shown) => ['item', shown.fn.min('shown_at').as('first')])
    .where('segment_id', '=', segment.id)
    .where('item', 'is not', null)
    .where('shown_at', '>=', started)
    .groupBy('item')
    .orderBy('first')
    .$narrowType<{ item: NotNull }>()
    .execute()
  return rows.map(({ item, first }) => ({ item, after_ms: first.getTime() - started.getTime() }))
}

/** What was shown, by name. A boost or supporter that was joined to another since goes by the name of that. */
async function namesOfItems(
  db: Kysely<DB>,
  json: SegmentJson,
  shown: readonly FirstShown[],
): Promise<Map<string, string>> {
  const ids = shown.flatMap(({ item }) => idIn(item) ?? [])
  const { rows } = await sql<{ id: string; now_id: string }>`
    select id, boost_id as now_id from boost_aliases where id = any(${ids}::uuid[])
    union all
    select id, supporter_id from supporter_aliases where id = any(${ids}::uuid[])`.execute(db)
  const moved = new Map(rows.map((row) => [row.id, row.now_id]))
  const names = new Map<string, string>()
  for (const section of json.sections)
    for (const group of section.kind === 'streams' ? [] : section.groups)
      for (const id of [group.supporter.id, ...group.boosts.flatMap((boost) => [boost.id, boost.now?.id])])
        if (id) names.set(id, group.supporter.name)
  const nameOf = (item: string) => {
    if (item === 'thanks') return 'Thanks'
    if (item === 'streams') return 'Streams'
    const id = idIn(item)
    return id === null ? undefined : (names.get(id) ?? names.get(moved.get(id) ?? ''))
  }
  return new Map(
    shown.flatMap(({ item }) => {
      const name = nameOf(item)
      return name === undefined ? [] : [[item, name] as const]
    }),
  )
}

function idIn(item: string): string | null {
  return /^[a-z]:([0-9a-f-]{36})$/.exec(item)?.[1] ?? null
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}
