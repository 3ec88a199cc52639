import { type RawBuilder, sql } from 'kysely'

/** Whether `first_at` is on some days of a zone, both included (null: without end): roughly by the index, then by the day itself. */
export function cameIn(
  { from, to }: { from: string | null; to: string | null },
  zone: string,
): RawBuilder<unknown> {
  const day = sql`(first_at at time zone ${zone})::date`
  const since =
    from === null
      ? sql`true`
      : sql`first_at >= (${from}::date::timestamp at time zone ${zone}) - interval '3 hours' and ${day} >= ${from}::date`
  const until =
    to === null
      ? sql`true`
      : sql`first_at < ((${to}::date + 1)::timestamp at time zone ${zone}) + interval '3 hours' and ${day} <= ${to}::date`
  return sql`${since} and ${until}`
}
