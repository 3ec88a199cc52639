import { sql } from 'kysely'
import type { Context } from '#api/context.ts'
import { sleep } from '#api/lib/async.ts'
import { authorityProvider } from '#api/rate/authority/authority-provider.ts'
import type { Provider } from '#api/rate/provider/provider.ts'
import { keepRates } from '#api/rate/store-rates.ts'
import { hoursWithoutRate, type Span, valuePayments } from '#api/rate/value-payments.ts'
import { hoursOf, keepDailyAverages } from '#api/rate/valuing/keep-daily-averages.ts'
import { nameOf, type ValuedBy } from '#api/rate/valuing/valuing.ts'
import { anyOf } from '#db/query/any-of.ts'
import { isDue } from '#db/query/is-due.ts'

const DAY_MS = 24 * 3600 * 1000
const HOUR_MS = 3600 * 1000
/** So many days are taken in one round, and at most so many are asked for at once. */
const DAYS_A_ROUND = 400
const DAYS_AT_ONCE = 40
/** Between two questions to the same provider. */
const PAUSE_MS = 1_000

type Needed = Pick<Context, 'db' | 'log' | 'now'>

/**
 * Values the payments of the days that wait: first by what is known, then by what providers answer, one after another until all
 * hours have a price. What none knows is asked for again, ever later.
 */
export async function fetchRates(
  { db, log, now }: Needed,
  providers: readonly Provider[],
  signal: AbortSignal,
  pauseMs = PAUSE_MS,
): Promise<void> {
  const waiting = await db
    .selectFrom('rate_days')
    .innerJoin('valuings', 'valuings.name', 'rate_days.currency')
    .select(['valuings.currency', 'day', 'tries', 'method', 'source'])
    .where(isDue('next_try_at', now()))
    // What is made of prices in dollars comes behind these.
    .orderBy(sql`method = 'source'`)
    .orderBy('valuings.name')
    .orderBy('day')
    .limit(DAYS_A_ROUND)
    .execute()
  for (const run of runsOf(waiting)) {
    if (signal.aborted) return
    const { currency, method, source } = run
    const span = spanOf(run)
    await valuePayments(db, run, span)
    let wanted = await hoursWithoutRate(db, run, span)
    let error: string | null = null
    const asked =
      method === 'source'
        ? [authorityProvider(db, source ?? '')]
        : providers.filter((one) => one.has(currency))
    if (asked.length === 0 && wanted.length > 0) error = `No provider has prices in ${currency}.`
    for (const provider of asked) {
      if (wanted.length === 0 || signal.aborted) break
      try {
        const hours = method === 'day' ? hoursOf(wanted, now()) : wanted
        const from = hours[0] ?? span.from
        const until = new Date((hours.at(-1) ?? span.from).getTime() + HOUR_MS)
        const quotes = await provider.quotes(currency, { from, until, wanted: hours }, signal)
        await keepRates(db, currency, quotes, { origin: 'provider', source: provider.name })
        if (method === 'day') await keepDailyAverages(db, currency, span)
        await valuePayments(db, run, span)
        wanted = await hoursWithoutRate(db, run, span)
      } catch (cause) {
        error = `${provider.name}: ${cause instanceof Error ? cause.message : String(cause)}`
        log.info({ currency, error }, 'a provider of rates did not help')
      }
      await sleep(pauseMs, signal)
    }
    if (!signal.aborted) await settleDays({ db, now }, run, wanted, error)
  }
}

type Run = ValuedBy & { days: { day: string; tries: number }[] }

/** Days that follow each other, to be asked for together. */
function runsOf(waiting: readonly (ValuedBy & { day: string; tries: number })[]): Run[] {
  const runs: Run[] = []
  for (const { day, tries, ...valued } of waiting) {
    const run = runs.at(-1)
    const last = run?.days.at(-1)
    const follows = last && Date.parse(day) - Date.parse(last.day) === DAY_MS
    if (run && follows && nameOf(run) === nameOf(valued) && run.days.length < DAYS_AT_ONCE)
      run.days.push({ day, tries })
    else runs.push({ ...valued, days: [{ day, tries }] })
  }
  return runs
}

function spanOf({ days }: Run): Span {
  const from = new Date(`${days[0]?.day}T00:00:00Z`)
  return { from, until: new Date(from.getTime() + days.length * DAY_MS) }
}

/** Days that are done are forgotten; the others come again: soon while the hour is young, then ever later, at most daily. */
async function settleDays(
  { db, now }: Pick<Needed, 'db' | 'now'>,
  run: Run,
  missing: readonly Date[],
  error: string | null,
): Promise<void> {
  const { days } = run
  const valuing = nameOf(run)
  const open = new Set(missing.map((hour) => hour.toISOString().slice(0, 10)))
  const done = days.filter(({ day }) => !open.has(day)).map(({ day }) => day)
  if (done.length > 0)
    await db.deleteFrom('rate_days').where('currency', '=', valuing).where('day', '=', anyOf(done)).execute()
  for (const { day, tries } of days.filter((one) => open.has(one.day))) {
    const minutes = Math.min(24 * 60, 10 * 2 ** Math.min(tries, 8))
    await db
      .updateTable('rate_days')
      .set({ tries: tries + 1, next_try_at: new Date(now().getTime() + minutes * 60_000), error })
      .where('currency', '=', valuing)
      .where('day', '=', day)
      .execute()
  }
}
