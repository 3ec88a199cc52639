import { type RawBuilder, sql } from 'kysely'

/**
 * The days (UTC) of which something is not in the sums that are kept by a valuing, as beginnings in epoch milliseconds: one row with
 * them; none where no sums are kept.
 */
export function staleDays(valuing: string): RawBuilder<{ days: number[] }> {
  const isUnread = (row: string) =>
    sql.raw(`${row}.xid >= pg_snapshot_xmin(k.read_to) and not pg_visible_in_snapshot(${row}.xid, k.read_to)`)
  return sql`
    select to_json(array(
      select extract(epoch from day)::bigint * 1000 from (
        -- A day of some zone lies in up to three days of UTC.
        select c.day + around as day
        from (select distinct day from changes c where c.day is not null and ${isUnread('c')}) c, generate_series(-1, 1) around
        union
        select day::date from valued_spans v, generate_series(
          date_trunc('day', v.from_at, 'UTC') at time zone 'UTC', v.until_at at time zone 'UTC' - interval '1 microsecond', '1 day') day
        where v.valuing = k.valuing and ${isUnread('v')}
      ) unread order by 1)) as days
    from summed_valuings k join installation i on i.change_epoch = k.change_epoch
    where k.valuing = ${valuing}
      -- Of what came after, some may be dropped.
      and not exists (select from change_horizon h where h.xid >= pg_snapshot_xmin(k.read_to))`
}
