import { measureCurrent } from '#scripts/bench/air/measure-current.ts'
import { measureLive } from '#scripts/bench/air/measure-live.ts'
import type { Bench } from '#scripts/bench/bench-of.ts'

/** How quickly hosts see their segment, however much there is besides, and each other's marks. */
export const bench: Bench = async () => {
  const quick = await measureLive()
  const even = await measureCurrent()
  return quick && even
}
