import { median, printFigure, printNote, timed } from '#scripts/bench/bench-of.ts'
import { fillSchema } from '#scripts/bench/fill-schema.ts'
import { askText } from '#scripts/bench/served.ts'
import { withBenchContext } from '#scripts/bench/with-bench-context.ts'

const SMALL = 10_000
const LARGE = 1_000_000
const REQUESTS = 200

const PAGES: [name: string, query: string][] = [
  ['unfiltered', ''],
  ['by show', '&show=show-3'],
  ['with q', '&q=file%20systems'],
  ['with a rare q', '&q=%2347514'],
]

/** Pages of 50 boosts, of a million payments beside ten thousand. @returns whether each target was met */
export async function listRatios(): Promise<boolean[]> {
  return await withBenchContext(async (bench) => {
    const small = await fillSchema(bench, 'bench_small', SMALL, true)
    const large = await fillSchema(bench, 'bench_large', LARGE, true)
    const met: boolean[] = []
    try {
      for (const [name, query] of PAGES) {
        const times = { small: [] as number[], large: [] as number[] }
        for (let n = 0; n < REQUESTS; n++) {
          times.small.push(await timed(() => askText(small, `/boosts?limit=50${query}`)))
          times.large.push(await timed(() => askText(large, `/boosts?limit=50${query}`)))
        }
        const [of, beside] = [median(times.large), median(times.small)]
        printNote(
          `page of 50 ${name}: ${of.toFixed(2)} ms of a million, ${beside.toFixed(2)} ms of ten thousand`,
        )
        met.push(
          printFigure(`page of 50 ${name}, a million beside ten thousand`, of / beside, { atMost: 1.5 }),
        )
      }
    } finally {
      await small.close()
      await large.close()
    }
    return met
  })
}
