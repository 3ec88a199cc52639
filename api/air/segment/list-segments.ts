import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { isOlder } from '#api/air/read/load-surroundings.ts'
import { boostAsJson } from '#api/boost/boost-as-json.ts'
import { selectBoosts } from '#api/boost/select-boosts.ts'
import type { SegmentSummary } from '#api/contract/air/segment.ts'
import type { BoostJson } from '#api/contract/boost.ts'
import type { Page } from '#api/contract/common.ts'
import { cutPage, readCursor } from '#api/http/cursor.ts'
import type { DB } from '#db/schema/index.ts'
import type { Segment } from '#db/schema/segment.ts'
import type { Show } from '#db/schema/show.ts'

const placeSchema = z.tuple([z.iso.datetime(), z.uuid()])

/** A page of a show's closed segments, newest first. */
export async function listSegments(
  db: Kysely<DB>,
  show: Show,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<SegmentSummary>> {
  let wanted = db
    .selectFrom('segments')
    .select(['id', 'title', 'opened_at', 'closed_at'])
    .select([
      sql<string>`frozen ->> 'title'`.as('named'),
      sql<SegmentSummary['totals']>`frozen -> 'totals'`.as('totals'),
      sql<SegmentSummary['streams']>`frozen -> 'streams'`.as('streams'),
      sql<boolean>`exists (
        select from segments n
        where n.previous_id = segments.id and n.closed_at is null and n.merged_into is null)`.as(
        'can_reopen',
      ),
    ])
    .where('show_id', '=', show.id)
    .where('closed_at', 'is not', null)
    .$narrowType<{ closed_at: Date }>()
    .orderBy('closed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (cursor) {
    const [at, id] = readCursor(placeSchema, cursor)
    wanted = wanted.where(sql<boolean>`(closed_at, id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  const rows = await wanted.execute()
  const { page, next_cursor } = cutPage(rows, limit, (row) => [row.closed_at.toISOString(), row.id])
  return {
    items: page.map(({ named, ...row }) => ({
      ...row,
      show: { slug: show.slug, title: show.title },
      title: row.title ?? named,
      opened_at: row.opened_at.toISOString(),
      closed_at: row.closed_at.toISOString(),
    })),
    next_cursor,
  }
}

/** A page of the boosts that are offered as older ones, newest first. */
export async function listOlder(
  db: Kysely<DB>,
  segment: Segment,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<BoostJson>> {
  if (segment.floor === null || segment.closed_at !== null) return { items: [], next_cursor: null }
  let wanted = selectBoosts(db)
    .where(isOlder(segment))
    .orderBy('boosts.sent_at', 'desc')
    .orderBy('boosts.id', 'desc')
    .limit(limit + 1)
  if (cursor) {
    const [at, id] = readCursor(placeSchema, cursor)
    wanted = wanted.where(sql<boolean>`(boosts.sent_at, boosts.id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  const rows = await wanted.execute()
  const { page, next_cursor } = cutPage(rows, limit, (row) => [row.sent_at.toISOString(), row.id])
  return { items: page.map(boostAsJson), next_cursor }
}
