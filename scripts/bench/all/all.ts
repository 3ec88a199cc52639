import { bench as air } from '#scripts/bench/air/air.ts'
import type { Bench } from '#scripts/bench/bench-of.ts'
import { bench as books } from '#scripts/bench/books/books.ts'
import { bench as claims } from '#scripts/bench/claims/claims.ts'
import { bench as disk } from '#scripts/bench/disk/disk.ts'
import { bench as feed } from '#scripts/bench/feed/feed.ts'
import { bench as growth } from '#scripts/bench/growth/growth.ts'
import { bench as intake } from '#scripts/bench/intake/intake.ts'
import { bench as lists } from '#scripts/bench/lists/lists.ts'
import { bench as outgoing } from '#scripts/bench/outgoing/outgoing.ts'
import { bench as open } from '#scripts/bench/public/public.ts'
import { bench as rest } from '#scripts/bench/rest/rest.ts'
import { bench as sources } from '#scripts/bench/sources/sources.ts'
import { bench as totals } from '#scripts/bench/totals/totals.ts'

type Part = [title: string, bench: Bench, args: readonly string[]]

/** What somebody who chooses asks first. */
const SHORT: readonly Part[] = [
  ['Lists', lists, ['--payments=50000', '--short']],
  ['Import', intake, ['import', '--payments=30000']],
  ['Growth', growth, ['--payments=100000']],
  ['Rest', rest, ['--short']],
  ['Disk', disk, ['--payments=20000']],
]

const WHOLE: readonly Part[] = [
  ['Lists', lists, []],
  ['Intake', intake, []],
  ['Growth', growth, []],
  ['Rest', rest, []],
  ['Disk', disk, []],
  ['Books', books, []],
  ['Totals', totals, []],
  ['Pages for listeners', open, []],
  ['Feeds', feed, []],
  ['On air', air, []],
  ['Sources', sources, []],
  ['Claims', claims, []],
  ['What goes out', outgoing, []],
]

/** All benches, one after another, each figure with its limit. @param args `--short`: a few, on little */
export const bench: Bench = async (args) => {
  let isMet = true
  for (const [title, run, given] of args.includes('--short') ? SHORT : WHOLE) {
    process.stdout.write(`\n${title}\n`)
    isMet = (await run(given)) && isMet
  }
  return isMet
}
