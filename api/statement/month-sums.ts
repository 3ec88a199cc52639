import { type Kysely, type Selectable, sql } from 'kysely'
import { headPosition, type Position } from '#api/change/feed.ts'
import type { Context } from '#api/context.ts'
import { type Receipts, resolveReceipts } from '#api/export/receipts.ts'
import { byHour, loadValuing, nameOf } from '#api/rate/valuing/valuing.ts'
import { closedFor } from '#api/statement/closed-for.ts'
import type { MonthSums } from '#api/statement/period-sums.ts'
import { sumClosedMonths } from '#api/statement/sum-closed-months.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { ClosedMonthTable } from '#db/schema/books.ts'
import type { DB } from '#db/schema/index.ts'

type Needed = Pick<Context, 'db' | 'database' | 'exportSlots'>
type Month = Pick<Selectable<ClosedMonthTable>, 'id' | 'show_id' | 'statement'>

/**
 * What closed months come to now, in the order given. What was kept of one is taken as long as nothing that it is made of changed since;
 * the others are added up again, and kept.
 */
export async function sumMonths(ctx: Needed, months: readonly Month[]): Promise<MonthSums[]> {
  const { db } = ctx.database
  // Before the rest: what is committed between is in the sums, and only has them made once more.
  const position = await headPosition(db)
  const madeOf = await loadMadeOf(db, months)
  const kept = await loadKept(db, months, madeOf)
  const missing = months.filter(({ id }) => !kept.has(id))
  if (missing.length > 0) {
    const receipts: Receipts[] = []
    for (const month of missing) receipts.push(await resolveReceipts(ctx.db, closedFor(month)))
    const sums = await sumClosedMonths(ctx, receipts)
    for (const [index, { id }] of missing.entries()) {
      const [own, of] = [sums[index], receipts[index]]
      if (!own || !of) continue
      kept.set(id, own)
      await keep(db, id, madeOf.get(id) ?? '', of, own, position)
    }
  }
  return months.flatMap(({ id }) => kept.get(id) ?? [])
}

/** What sums of months depend on beside receipts and their prices, by the month's id. */
async function loadMadeOf(db: Kysely<DB>, months: readonly Month[]): Promise<Map<string, string>> {
  // A restore begins the feed of changes anew.
  const { rows } = await sql<{ names: string }>`
    select concat_ws(' ', change_epoch,
      (select md5(string_agg(concat_ws(' ', id, demo, name), e'\\n' order by id)) from wallets),
      (select md5(string_agg(id::text, ' ' order by id)) from shows where demo)) as names
    from installation`.execute(db)
  const valuings = new Map<string, string>()
  const madeOf = new Map<string, string>()
  for (const { id, show_id, statement } of months) {
    const { demo, currency } = statement
    const book = `${demo ?? false} ${show_id} ${currency}`
    const valuing =
      valuings.get(book) ?? nameOf(demo ? byHour(currency) : await loadValuing(db, show_id, currency))
    valuings.set(book, valuing)
    madeOf.set(id, JSON.stringify([rows[0]?.names, show_id, valuing]))
  }
  return madeOf
}

/** What is kept of months and still holds. */
async function loadKept(
  db: Kysely<DB>,
  months: readonly Month[],
  madeOf: ReadonlyMap<string, string>,
): Promise<Map<string, MonthSums>> {
  const { rows } = await sql<{ closed_id: string; made_of: string; sums: MonthSums }>`
    with kept as (
      select m.*, c.show_id, m.read_to::text as reading from month_sums m join closed_months c on c.id = m.closed_id
      where m.closed_id = ${anyOf(months.map(({ id }) => id))}
        -- Of what came after it, some may be dropped.
        and not exists (select from change_horizon h where h.xid >= pg_snapshot_xmin(m.read_to))
    ), touched as (
      -- The first day on which something changed; what came before a month is in its sums too.
      select r.show_id, r.reading, (
        select min(x.day) from changes x
        where x.xid >= pg_snapshot_xmin(r.reading::pg_snapshot) and not pg_visible_in_snapshot(x.xid, r.reading::pg_snapshot)
          and (r.show_id is null or x.show_id is null or x.show_id = r.show_id)) as day
      from (select distinct show_id, reading from kept) r
    )
    select k.closed_id, k.made_of, k.sums from kept k
    join touched t on t.reading = k.reading and t.show_id is not distinct from k.show_id
    -- A day of another zone ends up to a day later.
    where (t.day is null or t.day > (k.until_at at time zone 'UTC')::date + 1)
      and not exists (
        select from valued_spans v
        where v.valuing = k.valuing and v.from_at < k.until_at and v.until_at > k.from_at
          and v.xid >= pg_snapshot_xmin(k.read_to) and not pg_visible_in_snapshot(v.xid, k.read_to))`.execute(
    db,
  )
  return new Map(
    rows
      .filter(({ closed_id, made_of }) => made_of === madeOf.get(closed_id))
      .map(({ closed_id, sums }) => [closed_id, sums]),
  )
}

async function keep(
  db: Kysely<DB>,
  id: string,
  madeOf: string,
  { valuing, from, until }: Receipts,
  sums: MonthSums,
  { read_to }: Position,
): Promise<void> {
  await sql`
    insert into month_sums (closed_id, made_of, valuing, from_at, until_at, read_to, sums)
    -- It may have been reopened meanwhile.
    select id, ${madeOf}, ${nameOf(valuing)}, ${from}, ${until}, ${read_to}::pg_snapshot, ${JSON.stringify(sums)}
    from closed_months where id = ${id} for key share
    on conflict (closed_id) do update set made_of = excluded.made_of, valuing = excluded.valuing,
      from_at = excluded.from_at, until_at = excluded.until_at, read_to = excluded.read_to, sums = excluded.sums`.execute(
    db,
  )
}

/** Reads on in the feed for all closed months, while it still has what changed since they were added up. */
export async function renewMonthSums(ctx: Needed): Promise<void> {
  const { db } = ctx.database
  const months = await db.selectFrom('closed_months').select(['id', 'show_id', 'statement']).execute()
  if (months.length === 0) return
  const position = await headPosition(db)
  const kept = await loadKept(db, months, await loadMadeOf(db, months))
  await db
    .updateTable('month_sums')
    .set({ read_to: position.read_to })
    .where('closed_id', '=', anyOf([...kept.keys()]))
    .execute()
  await sumMonths(ctx, months)
}
