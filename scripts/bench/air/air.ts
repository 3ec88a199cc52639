import { measureCurrent } from '#scripts/bench/air/measure-current.ts'
import { measureFirst } from '#scripts/bench/air/measure-first.ts'
import { measureLive } from '#scripts/bench/air/measure-live.ts'
import { measureScript } from '#scripts/bench/air/measure-script.ts'
import type { Bench } from '#scripts/bench/bench-of.ts'

/** How little a host loads, how quickly hosts see each other's marks, and their segment however much there is besides. */
export const bench: Bench = async () => {
  const small = await measureScript()
  const quick = await measureLive()
  const even = await measureCurrent()
  const light = await measureFirst()
  return small && quick && even && light
}
