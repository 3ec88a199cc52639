import { NOTHING, type Reading } from '#api/source/kind/reading.ts'
import type { Recent } from '#api/source/wallet-api/recent.ts'

/** A list of which the last changed can be had first. */
export type ChangedList<Item> = {
  /** A page of it, from 0 on. @param since from when on is asked for (epoch ms), where the wallet can leave out the rest */
  page(index: number, since: number): Promise<{ items: Item[]; isLast: boolean }>
  /** When it changed (epoch ms); null where that is not said. */
  changedAt(item: Item): number | null
  keyOf(item: Item): string
  read(items: readonly Item[]): Reading | Promise<Reading>
  recent: Recent
  /** How far back a look reaches behind the last change: times are noted before what changed can be seen. */
  overlapMs: number
}

type ChangedRun = {
  readonly cursor: { seen: number | null }
  record(reading: Reading, moved: { seen?: number }, live: boolean): Promise<unknown>
}

/** Records what changed since the last look, the last changed first, until what is known. */
export async function listChanged<Item>(list: ChangedList<Item>, run: ChangedRun): Promise<void> {
  const { recent, changedAt, keyOf } = list
  const before = run.cursor.seen ?? 0
  const since = Math.max(0, before - list.overlapMs)
  const isLive = !recent.isEmpty()
  let seen = before
  for (let index = 0, isDone = false; !isDone; index++) {
    const { items, isLast } = await list.page(index, since)
    const reached = items.filter((item) => (changedAt(item) ?? since) >= since)
    isDone = isLast || reached.length < items.length
    const news = reached.filter((item) => !recent.has(keyOf(item), markOf(changedAt(item))))
    // The cursor moves at the end only: a page that was not read is to be asked for again.
    if (news.length > 0) await run.record(await list.read(news), {}, isLive)
    for (const item of news) {
      recent.note(keyOf(item), markOf(changedAt(item)))
      seen = Math.max(seen, changedAt(item) ?? seen)
    }
  }
  if (seen > before) await run.record(NOTHING, { seen }, false)
  recent.forgetBefore(seen - list.overlapMs)
}

/** What has no time is never out of reach. */
function markOf(changedAt: number | null): number {
  return changedAt ?? Number.POSITIVE_INFINITY
}
