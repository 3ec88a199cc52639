import { type RawBuilder, sql } from 'kysely'
import { isAsArrived, type Only, onBoosts, onLocal, onPayments } from '#api/totals/cell/only.ts'

/** Days of a show, both included; null: without end. */
export type DayRange = { show_id: number; from: string | null; to: string | null }

/**
 * What counts of some days of some shows, as the beginning of a statement (`with … `):
 * - `touched`: the days
 * - `paid`: each payment that counts, by the day it was settled: what wallets got
 * - `acts`: each boost, by the day it was sent, and each payment of a stream: what listeners did
 *
 * Both have a kind, whether they count (`n`), what counts and what was received in msat, what came as neither, and whether a minute
 * of listening is first told of (`minute`). This is the one place that says what is left out: hidden boosts, a show's team and hidden supporters, what was set aside, a refund
 * whose payment is not known yet.
 * @param zone of the days; by default the one that each show's cells are in
 * @param only what they are narrowed to; as arrived, `acts` are the payments
 */
export function withActs(
  ranges: readonly DayRange[],
  zone: string | null = null,
  only: Only = {},
): RawBuilder<unknown> {
  return sql`with ${actsOf(ranges, zone, only)}`
}

function actsOf(ranges: readonly DayRange[], zone: string | null, only: Only): RawBuilder<unknown> {
  const ids = ranges.map((range) => range.show_id)
  const from = ranges.map((range) => range.from)
  const to = ranges.map((range) => range.to)
  const begin = only.time
    ? sql`(t.first::timestamp + make_interval(hours => ${only.time.hour}))`
    : sql`t.first::timestamp`
  const end = only.time
    ? sql`(t.last::timestamp + make_interval(hours => ${only.time.hour + 1}))`
    : sql`(t.last + 1)::timestamp`
  // Where clocks go back at midnight a day begins twice: the index finds a little more, the day itself decides. "offset 0" has each
  // range looked up by itself: how many rows are in it is more than the planner can know.
  return sql`
    touched as materialized (
      select s.id as show_id, z.zone, t.first, t.last,
             coalesce((${begin} at time zone z.zone) - interval '3 hours', '-infinity') as since,
             coalesce((${end} at time zone z.zone) + interval '3 hours', 'infinity') as until
      from unnest(${ids}::integer[], ${from}::date[], ${to}::date[]) as t(show_id, first, last)
      join shows s on s.id = t.show_id join totals_shows k on k.show_id = s.id
      cross join lateral (select coalesce(${zone}::text, k.time_zone) as zone) z
      where s.status <> 'set_aside'
    ),
    paid as materialized (
      select t.show_id, d.day, d.hour, p.settled_at as at, p.boost_id,
             case when b.id is null then p.episode_id else b.episode_id end as episode_id,
             case when b.id is null then p.supporter_id else b.supporter_id end as supporter_id,
             coalesce(case when b.id is null then p.app else b.app end, '') as app, p.wallet_id, p.rail, coalesce(b.action, 'stream') as kind,
             (p.refund_of is null and p.amount_msat is not null)::integer as n, 0::bigint as counted,
             coalesce(p.amount_msat, 0) as received, (p.refund_of is null and p.rail = 'free')::integer as free,
             (p.refund_of is null and p.fiat_currency is not null)::integer as fiat,
             p.fiat_currency as currency, p.fiat_amount_minor as minor, ${minute} as minute
      from touched t
      cross join lateral (
        select id, settled_at, boost_id, episode_id, supporter_id, sender_id, app, wallet_id, rail, action, ours, set_aside,
               amount_msat, fiat_currency, fiat_amount_minor, refund_ref, refund_of, position_s
        from payments where show_id = t.show_id and settled_at >= t.since and settled_at < t.until ${onPayments(only)} offset 0
      ) p
      ${localTime(sql.ref('p.settled_at'))}
      left join lateral (
        select id, action, episode_id, supporter_id, app, hidden, payment_count from boosts where id = p.boost_id offset 0
      ) b on true
      where p.ours and not p.set_aside and (
          case when p.boost_id is null then p.action = 'stream' and (p.refund_ref is null or p.refund_of is not null)
               else not b.hidden and b.payment_count > 0 end)
        and not ${leftOut(sql`case when b.id is null then p.supporter_id else b.supporter_id end`)}
        ${onLocal(only)} ${only.app === undefined ? sql`` : sql`and coalesce(case when b.id is null then p.app else b.app end, '') = ${only.app}`}
    ),
    acts as materialized (${isAsArrived(only) ? arrived : sent(only)})`
}

/** What wallets got as what there was. */
const arrived = sql`
      select show_id, day, hour, at, episode_id, supporter_id, app, kind, n,
             case when kind = 'stream' then 0 else received end as counted, received, free, fiat, currency, minor, minute
      from paid`

/** What listeners did. */
function sent(only: Only): RawBuilder<unknown> {
  return sql`
      select t.show_id, d.day, d.hour, b.sent_at as at, b.episode_id, b.supporter_id, coalesce(b.app, '') as app,
             b.action as kind, (not b.free and b.fiat_currency is null)::integer as n, b.counted_msat as counted,
             b.received_msat as received, b.free::integer as free, (b.fiat_currency is not null)::integer as fiat,
             b.fiat_currency as currency, b.fiat_amount_minor as minor, 0 as minute
      from touched t
      cross join lateral (
        select sent_at, episode_id, supporter_id, app, action, free, fiat_currency, fiat_amount_minor, counted_msat, received_msat,
               hidden, payment_count
        from boosts where show_id = t.show_id and sent_at >= t.since and sent_at < t.until ${onBoosts(only)} offset 0
      ) b
      ${localTime(sql.ref('b.sent_at'))}
      where not b.hidden and b.payment_count > 0 and not ${leftOut(sql.ref('b.supporter_id'))} ${onLocal(only)}
      union all
      select show_id, day, hour, at, episode_id, supporter_id, app, kind, n, counted, received, free, fiat, currency, minor, minute
      from paid where boost_id is null`
}

const isListening = sql`(b.id is null and p.position_s is not null and p.refund_of is null)`

/** 1 for the first payment of a minute of one listener on a day, however many wallets it went to; else 0. */
const minute = sql`(${isListening} and row_number() over (
  partition by ${isListening}, t.show_id, d.day, p.episode_id, coalesce(p.app, ''), p.supporter_id,
               case when p.supporter_id is null then p.sender_id end, p.position_s / 60
  order by p.settled_at, p.id) = 1)::integer`

/** Joins `d` with the day and the hour of a time, where the day is one of those asked for. */
function localTime(time: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    join lateral (
      select at_zone::date as day, extract(hour from at_zone)::smallint as hour
      from (select ${time} at time zone t.zone as at_zone) local
    ) d on (t.first is null or d.day >= t.first) and (t.last is null or d.day <= t.last)`
}

/** Whether a show leaves a supporter out: its team, and whom it hides. */
function leftOut(supporter: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (
    select from show_supporters x
    where x.show_id = t.show_id and x.supporter_id = ${supporter} and (x.team or x.hidden))`
}

const anonymous = sql`coalesce(sum(free + fiat + n) filter (where kind <> 'stream' and supporter_id is null), 0)::integer`

/** The cells of `acts` and `paid`, as rows of `totals_cells`. */
export function cellsOf(sums: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select show_id, case when grouping(episode_id) = 0 then 'episode' when grouping(app) = 0 then 'app' else 'show' end as part,
           day, case when grouping(episode_id) = 0 then coalesce(episode_id::text, '') when grouping(app) = 0 then app else '' end as key,
           ${sums}, ${anonymous} as anonymous, (count(distinct supporter_id) filter (where n + free + fiat > 0))::integer as supporters
    from acts group by grouping sets ((show_id, day), (show_id, day, episode_id), (show_id, day, app))
    union all
    select show_id, case when grouping(wallet_id) = 0 then 'wallet' else 'rail' end, day,
           case when grouping(wallet_id) = 0 then wallet_id::text else rail end, ${sums}, 0, 0
    from paid group by grouping sets ((show_id, day, wallet_id), (show_id, day, rail))`
}

/** What came as fiat, as rows of `totals_fiat`. */
export const fiatOf: RawBuilder<unknown> = sql`
  select show_id, part, day, key, currency, sum(minor)::bigint as amount_minor, sum(fiat)::integer as count
  from (
    select show_id, day, currency, minor, fiat, part, key
    from acts, lateral (values ('show', ''), ('episode', coalesce(episode_id::text, '')), ('app', app),
                               ('supporter', coalesce(supporter_id::text, ''))) cell(part, key)
    where currency is not null
    union all
    select show_id, day, currency, minor, fiat, part, key
    from paid, lateral (values ('wallet', wallet_id::text), ('rail', rail)) cell(part, key)
    where currency is not null
  ) money group by show_id, part, day, key, currency`

/** When in the day it was, as rows of `totals_hours`. */
export const hoursOf: RawBuilder<unknown> = sql`
  select show_id, day, array_agg(hour order by hour) as hours, array_agg(boosts order by hour) as boosts,
         array_agg(counted order by hour) as counted_msat, array_agg(streams order by hour) as streams,
         array_agg(received order by hour) as received_msat
  from (
    select show_id, day, hour, coalesce(sum(n) filter (where kind <> 'stream'), 0)::integer as boosts,
           sum(counted)::bigint as counted, coalesce(sum(n) filter (where kind = 'stream'), 0)::integer as streams,
           coalesce(sum(received) filter (where kind = 'stream'), 0)::bigint as received
    from acts group by show_id, day, hour
  ) by_hour group by show_id, day`

/** Who it was, as rows of `totals_supporter_days`. */
export function supporterDaysOf(sums: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select show_id, day, supporter_id, episode_id, app, ${sums}, min(at) as first_at, max(at) as last_at
    from acts where supporter_id is not null group by show_id, day, supporter_id, episode_id, app`
}

/** Who gave by an app, and who to a wallet and by a rail, as rows of `totals_people`. */
export const peopleOf: RawBuilder<unknown> = sql`
  select show_id, part, day, key, array_agg(supporter_id order by supporter_id) as who
  from (
    select distinct show_id, 'app' as part, day, app as key, supporter_id
    from acts where supporter_id is not null and n + free + fiat > 0
    union all
    select distinct show_id, 'wallet', day, wallet_id::text, supporter_id
    from paid where supporter_id is not null and n + free + fiat > 0
    union all
    select distinct show_id, 'rail', day, rail, supporter_id
    from paid where supporter_id is not null and n + free + fiat > 0
  ) given group by show_id, part, day, key`

/**
 * By episode, app, wallet and rail together, as rows of `totals_slices`. What listeners did is told without a wallet only where no payment
 * tells it: streams of sats are the same either way, and most of all there is.
 */
export function slicesOf(sums: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select show_id, day, episode_id, app, 0 as wallet_id, '' as rail, ${sums}, ${anonymous} as anonymous
    from acts where kind <> 'stream' or free + fiat > 0 group by show_id, day, episode_id, app
    union all
    select show_id, day, episode_id, app, wallet_id, rail, ${sums}, 0
    from paid group by show_id, day, episode_id, app, wallet_id, rail`
}
