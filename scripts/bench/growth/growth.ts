import { type Bench, printFigure, printNote, readArgs, timed } from '#scripts/bench/bench-of.ts'
import { fillSchema } from '#scripts/bench/fill-schema.ts'
import { listAddresses } from '#scripts/bench/growth/list-addresses.ts'
import { askText, type Served } from '#scripts/bench/served.ts'
import { withBenchContext } from '#scripts/bench/with-bench-context.ts'

const SMALL = 10_000
const LARGE = 1_000_000
const ROUNDS = 7
/** Below this nobody can tell one from the other. */
const FLOOR_MS = 4

/** Every address of the API and every page for listeners, made anew each time, of a million payments beside ten thousand. @param args see `readArgs`; words narrow the addresses to those with one of them */
export const bench: Bench = async (args) => {
  const { payments, words } = readArgs(args, LARGE)
  return await withBenchContext(async (bench) => {
    const small = await fillSchema(bench, 'bench_small', SMALL, true)
    const large = await fillSchema(bench, 'bench_large', payments, true)
    try {
      const [of, beside] = [await listAddresses(large), await listAddresses(small)]
      const ratios: { what: string; ratio: number; ms: number }[] = []
      for (const [what, address] of of) {
        const other = beside.get(what)
        if (other === undefined) continue
        if (words.length > 0 && !words.some((word) => what.includes(word))) continue
        const [ms, least] = await measure([large, address], [small, other])
        ratios.push({ what, ms, ratio: ms / Math.max(least, FLOOR_MS) })
      }
      ratios.sort((a, b) => b.ratio - a.ratio)
      for (const { what, ratio, ms } of ratios)
        if (ratio > 1) printNote(`${what}: ×${ratio.toFixed(1)}, ${ms.toFixed(0)} ms`)
      printNote(`${ratios.length} addresses, each the quickest of ${ROUNDS}`)
      return printFigure('the address that grows most', ratios[0]?.ratio ?? Number.NaN, { atMost: 1.5 })
    } finally {
      await small.close()
      await large.close()
    }
  })
}

type Asked = [served: Served, address: string]

/** The quickest of some rounds in turns, in ms: what else the machine does only adds to it. */
async function measure(one: Asked, other: Asked): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    const took = await timed(() => askText(...one))
    times[0].push(took)
    times[1].push(await timed(() => askText(...other)))
    // What takes seconds need not be asked often to be known.
    if (took > 2_000 && round >= 2) break
  }
  return [Math.min(...times[0]), Math.min(...times[1])]
}
