import { type RawBuilder, sql } from 'kysely'

/** Nothing that is tried again waits longer by itself, unless it says so. */
const LONGEST_DAYS = 2

/**
 * Whether the time of something has come: by now, or never by this clock, since it lies further ahead than anything waits. That was said by a
 * clock that stood ahead and was set right since.
 * @param at the column
 */
export function isDue(at: string, now: Date, longestDays = LONGEST_DAYS): RawBuilder<boolean> {
  const never = new Date(now.getTime() + longestDays * 86_400_000)
  return sql<boolean>`(${sql.ref(at)} <= ${now} or ${sql.ref(at)} > ${never})`
}
