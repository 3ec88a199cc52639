import { type RawBuilder, sql } from 'kysely'

/**
 * What sums are narrowed to. An hour is one of a weekday, 1 being Monday. With a wallet or a rail they are of what arrived there, payment
 * by payment, by the day it was settled.
 */
export type Only = {
  episode?: string
  /** Empty: none named. */
  app?: string
  supporter?: string
  wallet?: number
  rail?: string
  time?: { weekday: number; hour: number }
}

/** Whether it is what wallets got, not what listeners did. */
export function isAsArrived({ wallet, rail }: Only): boolean {
  return wallet !== undefined || rail !== undefined
}

/** Conditions on rows of `payments` that an index can answer; those of `onLocal` and of the app come on top. */
export function onPayments({ episode, supporter, wallet, rail }: Only): RawBuilder<unknown> {
  const ofBoosts = (column: string, id: string) => sql`and (
    (boost_id is null and ${sql.ref(column)} = ${id}::uuid)
    or boost_id = any(array(select id from boosts where ${sql.ref(column)} = ${id}::uuid)))`
  return all(
    episode === undefined ? null : ofBoosts('episode_id', episode),
    supporter === undefined ? null : ofBoosts('supporter_id', supporter),
    wallet === undefined ? null : sql`and wallet_id = ${wallet}`,
    rail === undefined ? null : sql`and rail = ${rail}`,
  )
}

/** Conditions on rows of `boosts`. */
export function onBoosts({ episode, supporter, app }: Only): RawBuilder<unknown> {
  return all(
    episode === undefined ? null : sql`and episode_id = ${episode}::uuid`,
    supporter === undefined ? null : sql`and supporter_id = ${supporter}::uuid`,
    app === undefined ? null : sql`and coalesce(app, '') = ${app}`,
  )
}

/** Conditions on the local time `d`. */
export function onLocal({ time }: Only): RawBuilder<unknown> {
  return time ? sql`and d.hour = ${time.hour} and extract(isodow from d.day) = ${time.weekday}` : sql``
}

/** Conditions on rows of `totals_slices`, which know no supporter and no hour. */
export function onSlices({ episode, app, wallet, rail }: Only): RawBuilder<unknown> {
  return all(
    episode === undefined ? null : sql`and episode_id = ${episode}::uuid`,
    app === undefined ? null : sql`and app = ${app}`,
    wallet === undefined ? null : sql`and wallet_id = ${wallet}`,
    rail === undefined ? null : sql`and rail = ${rail}`,
  )
}

function all(...conditions: (RawBuilder<unknown> | null)[]): RawBuilder<unknown> {
  return sql.join(
    conditions.filter((one) => one !== null),
    sql` `,
  )
}
