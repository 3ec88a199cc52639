/**
 * A moment of this device: by a clock that only counts, which lasts as long as the page; and by the device's own, which may be
 * wrong, for after that.
 */
export type DeviceTime = { page: number; counted: number; clock: number }

export function now(): DeviceTime {
  return { page: performance.timeOrigin, counted: performance.now(), clock: Date.now() }
}

/** A moment so many milliseconds before, so that things done at once have an order. */
export function earlier({ page, counted, clock }: DeviceTime, ms: number): DeviceTime {
  return { page, counted: counted - ms, clock: clock - ms }
}

/** How many milliseconds ago it was; never negative. */
export function elapsedSince({ page, counted, clock }: DeviceTime): number {
  const ms = page === performance.timeOrigin ? performance.now() - counted : Date.now() - clock
  return Math.max(0, Math.round(ms))
}
