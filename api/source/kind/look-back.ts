const HOUR_S = 3_600
const DAY_S = 24 * HOUR_S

/** How far back a look reaches, in seconds: every one, one each hour, one each day. */
export type Reach = { often: number; hourly: number; daily: number }

/** When a list is looked at further back than usual, for what was made long before it was paid. */
export type LookBack = {
  readonly reach: Reach
  /**
   * Begins a look; it counts once it is done.
   * @param now epoch seconds
   * @param isFar whether it reaches as far as that of each hour anyway
   */
  begin(now: number, isFar?: boolean): { reachS: number; done(): void }
}

export function createLookBack(reach: Reach): LookBack {
  const looked = { hourly: 0, daily: 0 }
  return {
    reach,
    begin: (now, isFar = false) => {
      const isDaily = now - looked.daily >= DAY_S
      const isHourly = isDaily || isFar || now - looked.hourly >= HOUR_S
      return {
        reachS: isDaily ? reach.daily : isHourly ? reach.hourly : reach.often,
        done: () => {
          if (isHourly) looked.hourly = now
          if (isDaily) looked.daily = now
        },
      }
    },
  }
}
