import { type Clock, recordedMs } from '#api/air/recording/clock.ts'

/** What stood on a screen: from when, and until when where that is over. */
export type Showing = { item: string; from: Date; to: Date | null; actor_id: string }

/** That something was read aloud: as which items it can have stood on a screen, when it was marked, and who marked it. */
export type Reading = { items: ReadonlySet<string>; at: Date; actor_id: string | null }

/** Streams are nothing that is marked as read: shown so long in a recording, they were. */
const STREAMS = 'streams'
const GLIMPSE_MS = 3_000

/**
 * When in the recording each item was begun that was read: with its last showing before it was read, by who read it where they
 * showed it; with the start of the clock where it stood on the screen by then. Nothing of which no moment was recorded, nor what
 * was only shown.
 * @param end of what is still shown
 * @returns milliseconds of the recording by item
 */
export function chapterStarts(
  showings: readonly Showing[],
  readings: readonly Reading[],
  clock: Clock,
  end: Date,
): Map<string, number> {
  const starts = new Map<string, number>()
  const begin = ({ item, from, to }: Showing, at: Date, least: number) => {
    const start = recordedMs(clock, from)
    const until = to !== null && to < at ? to : at
    if (recordedMs(clock, until) - start < least) return
    starts.set(item, Math.min(start, starts.get(item) ?? Infinity))
  }
  for (const { items, at, actor_id } of readings) {
    const before = showings.filter(({ item, from }) => items.has(item) && from <= at)
    const own = before.filter((showing) => showing.actor_id === actor_id)
    const last = latest(own) ?? latest(before)
    if (last) begin(last, at, 1)
  }
  for (const showing of showings) if (showing.item === STREAMS) begin(showing, end, GLIMPSE_MS)
  return starts
}

function latest(showings: readonly Showing[]): Showing | undefined {
  return showings.reduce<Showing | undefined>(
    (last, showing) => (last && last.from > showing.from ? last : showing),
    undefined,
  )
}
