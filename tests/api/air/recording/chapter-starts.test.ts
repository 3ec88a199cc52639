import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chapterStarts, type Reading } from '#api/air/recording/chapter-starts.ts'
import { asShowings } from '#api/air/recording/load-showings.ts'

/** Seconds of an evening, on which one thing happens each. */
type Happening =
  | { kind: 'show'; device: string; item: string | null }
  | { kind: 'read'; device: string; item: string }
  | { kind: 'start' | 'pause' | 'resume' }

/** More find more: `RUNS=10000` while working on chapters. */
const RUNS = Number(process.env.RUNS ?? 500)

const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 21) + second * 1000)

/** A tape that runs through the evening, second by second, and what is on each device's screen. */
function play(evening: readonly Happening[], start: number): Map<string, number> {
  const chapters = new Map<string, number>()
  const screens = new Map<string, string | null>()
  const shown = new Map<string, { device: string; position: number; recorded: number; since: number }[]>()
  let position = 0
  let runs = false
  let paused = false
  evening.forEach((happening, second) => {
    if (second === start) runs = true
    if (happening.kind === 'pause' && second >= start) paused = true
    if (happening.kind === 'resume') paused = false
    if (happening.kind === 'show') {
      const { device, item } = happening
      if (screens.get(device) !== item) {
        screens.set(device, item)
        if (item !== null)
          shown.set(item, [...(shown.get(item) ?? []), { device, position, recorded: 0, since: second }])
      }
    }
    if (happening.kind === 'read') {
      const all = shown.get(happening.item) ?? []
      const last = all.findLast(({ device }) => device === happening.device) ?? all.at(-1)
      if (last && last.recorded > 0)
        chapters.set(happening.item, Math.min(chapters.get(happening.item) ?? Infinity, last.position * 1000))
    }
    if (!runs || paused) return
    position++
    for (const [device, item] of screens) {
      const last = item === null ? undefined : shown.get(item)?.findLast((one) => one.device === device)
      if (last) last.recorded++
    }
  })
  return chapters
}

const items = fc.constantFrom('s:1', 's:2', 'thanks')
const devices = fc.constantFrom('chris', 'brent')
const happenings = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ kind: fc.constant('show' as const), device: devices, item: fc.option(items) }),
    },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('read' as const), device: devices, item: items }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('pause' as const, 'resume' as const) }) },
  ),
  { minLength: 15, maxLength: 40 },
)

it('chapters are where a tape stood that ran beside the evening', () => {
  let found = 0
  fc.assert(
    fc.property(happenings, fc.nat(15), (evening: Happening[], start) => {
      const pauses: { from: Date; to: Date | null }[] = []
      evening.forEach(({ kind }, second) => {
        const last = pauses.at(-1)
        if (kind === 'pause' && second >= start && last?.to !== null)
          pauses.push({ from: at(second), to: null })
        if (kind === 'resume' && last?.to === null) last.to = at(second)
      })
      const rows = evening.flatMap((one, second) =>
        one.kind === 'show'
          ? [
              {
                segment_id: 'segment',
                item: one.item,
                shown_at: at(second),
                word_count: null,
                actor_id: one.device,
                device: one.device,
              },
            ]
          : [],
      )
      const readings = evening.flatMap((one, second): Reading[] =>
        one.kind === 'read' ? [{ items: new Set([one.item]), at: at(second), actor_id: one.device }] : [],
      )
      const clock = { started_at: at(start), pauses }
      const starts = chapterStarts(asShowings(rows), readings, clock, at(evening.length))
      found += starts.size
      expect(Object.fromEntries(starts)).toEqual(Object.fromEntries(play(evening, start)))
    }),
    { numRuns: RUNS },
  )
  expect(found).toBeGreaterThan(RUNS / 2)
})
