import { z } from 'zod'
import type { LookBack } from '#api/source/kind/look-back.ts'
import { NOTHING, type Reading } from '#api/source/kind/reading.ts'
import type { SourceStatus } from '#api/source/kind/source-kind.ts'

/** How far a list is read that has its things by when they were made, the newest first. */
export const madeCursorSchema = z.object({
  /** When reading the history began (epoch seconds), and how much of it, newest first, was read. */
  began: z.int().nullable().default(null),
  offset: z.int().min(0).default(0),
  /** Everything that was paid up to here was listed (epoch seconds); null: the history is yet to be read. */
  seen: z.int().nullable().default(null),
})
export type MadeCursor = z.infer<typeof madeCursorSchema>

/** The later of two, part by part; when the history was begun is the earlier, for from there on the rest is listed. */
export function laterMadeCursor(one: MadeCursor, other: MadeCursor): MadeCursor {
  return {
    began: choose(one.began, other.began, Math.min),
    offset: Math.max(one.offset, other.offset),
    seen: choose(one.seen, other.seen, Math.max),
  }
}

/** What a page comes to: what of it is to be recorded, and what moves in the cursor with it. */
export type PageNews<Own> = { reading: Reading; moved?: Partial<Own>; recorded?(): void }

export type MadeList<Page, Own> = {
  lookBack: LookBack
  /** Page after page, newest first, to the last. @param since only what was made after it, in epoch seconds */
  pages(offset: number, since?: number): AsyncIterable<{ page: Page; next: number; total?: number }>
  /** @param isPast whether it is of the history, rather than of a look for what is new */
  read(page: Page, isPast: boolean): PageNews<Own> | Promise<PageNews<Own>>
  /** Whether what a look finds was paid just now. */
  isLive?(): boolean
  /** Whether a look must reach far back. */
  isFar?(now: number): boolean | Promise<boolean>
  /** A look was recorded to its end. */
  looked?(look: { now: number; reachS: number }): void
}

/** What is needed of a run; `Own` is what its cursor has besides. */
export type MadeRun<Own> = {
  readonly cursor: MadeCursor
  record(reading: Reading, moved: Partial<MadeCursor> & Partial<Own>, live: boolean): Promise<unknown>
  reportStatus(status: SourceStatus): Promise<void>
}

/** The whole history first, from where it was left; from then on what was made of late, now and then further back. */
export async function listByMaking<Page, Own = object>(
  list: MadeList<Page, Own>,
  run: MadeRun<Own>,
): Promise<void> {
  if (run.cursor.seen === null) await listHistory(list, run)
  await look(list, run)
}

/** What comes meanwhile moves the rest on, so none is passed by, and is itself seen by the look behind it. */
async function listHistory<Page, Own>(list: MadeList<Page, Own>, run: MadeRun<Own>): Promise<void> {
  if (run.cursor.began === null) await run.record(NOTHING, movedTo<Own>({ began: seconds() }), false)
  for await (const { page, next, total } of list.pages(run.cursor.offset)) {
    const { reading, moved } = await list.read(page, true)
    await run.record(reading, movedTo<Own>({ offset: next }, moved), false)
    if (total !== undefined)
      await run.reportStatus({ history: { listed: next, to_list: Math.max(total, next) } })
  }
  await run.record(NOTHING, movedTo<Own>({ seen: run.cursor.began }), false)
  await run.reportStatus({ history: null })
}

async function look<Page, Own>(list: MadeList<Page, Own>, run: MadeRun<Own>): Promise<void> {
  const now = seconds()
  const { reachS, done } = list.lookBack.begin(now, await list.isFar?.(now))
  const since = Math.max(0, (run.cursor.seen ?? now) - reachS)
  // The cursor moves at the end only: a page that was not read is to be asked for again.
  for await (const { page } of list.pages(0, since)) {
    const { reading, moved, recorded } = await list.read(page, false)
    if (reading.reports.length + reading.unread.length > 0 || moved)
      await run.record(reading, movedTo<Own>({}, moved), list.isLive?.() ?? false)
    recorded?.()
  }
  await run.record(NOTHING, movedTo<Own>({ seen: now }), false)
  done()
  list.looked?.({ now, reachS })
}

function movedTo<Own>(made: Partial<MadeCursor>, own: Partial<Own> = {}): Partial<MadeCursor> & Partial<Own> {
  return { ...own, ...made }
}

function choose(one: number | null, other: number | null, pick: (one: number, other: number) => number) {
  return one === null || other === null ? (one ?? other) : pick(one, other)
}

function seconds(): number {
  return Math.floor(Date.now() / 1000)
}
