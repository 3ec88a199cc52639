import { type Kysely, sql, type Transaction } from 'kysely'
import { headPosition } from '#api/change/feed.ts'
import { addSums, SUMMED, sumReceipts, TRAITS } from '#api/export/sums/receipt-sums.ts'
import { staleDays } from '#api/export/sums/stale-days.ts'
import { wantForBook } from '#api/rate/request-rates.ts'
import { nameOf, type ValuedBy } from '#api/rate/valuing/valuing.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Has receipts valued in a way where a book names its currency, and keeps their sums by it, up to all that is committed: what changed
 * since last is added up again by the day, all of it where none are kept. Whoever comes while another does so does not wait:
 * `summedReceipts` reads what is missing itself.
 * @param db all of it, whoever asks
 */
export async function keepSums(db: Kysely<DB>, valuing: ValuedBy): Promise<void> {
  await wantForBook(db, valuing)
  await renewSums(db, nameOf(valuing))
}

/** Brings the sums that are kept by each valuing up to what changed. */
export async function renewAllSums(db: Kysely<DB>, signal: AbortSignal): Promise<void> {
  const kept = await db.selectFrom('summed_valuings').select('valuing').execute()
  for (const { valuing } of kept) if (!signal.aborted) await renewSums(db, valuing)
}

async function renewSums(db: Kysely<DB>, valuing: string): Promise<void> {
  const stale = await loadStale(db, valuing)
  if (stale?.length === 0) return
  if (stale === null)
    await sql`
      insert into summed_valuings (valuing) select name from valuings where name = ${valuing} on conflict do nothing`.execute(
      db,
    )
  await db.transaction().execute(async (trx) => {
    const [own] = await trx
      .selectFrom('summed_valuings')
      .select('valuing')
      .where('valuing', '=', valuing)
      .forUpdate()
      .skipLocked()
      .execute()
    if (!own) return
    // Before the rest: what is committed between is in the sums, and only has them made once more.
    const { read_to } = await headPosition(trx)
    const days = await loadStale(trx, valuing)
    await (days === null ? makeAll(trx, valuing) : makeDays(trx, valuing, days))
    await sql`
      update summed_valuings set read_to = ${read_to}::pg_snapshot, change_epoch = (select change_epoch from installation)
      where valuing = ${valuing}`.execute(trx)
  })
}

async function loadStale(db: Kysely<DB>, valuing: string): Promise<Date[] | null> {
  const { rows } = await staleDays(valuing).execute(db)
  return rows[0]?.days.map((day) => new Date(day)) ?? null
}

const columns = sql`valuing, of_month, day, ${TRAITS}, ${SUMMED}`

async function makeAll(trx: Transaction<DB>, valuing: string): Promise<void> {
  await sql`set local work_mem = '64MB'`.execute(trx)
  await trx.deleteFrom('receipt_sums').where('valuing', '=', valuing).execute()
  const payments = sql`(select * from payments where ours) p`
  await sql`
    insert into receipt_sums (${columns})
    select ${valuing}, false, sums.* from (${sumReceipts(valuing, payments, sql`(p.settled_at at time zone 'UTC')::date`)}) sums
    order by time`.execute(trx)
  await addMonths(trx, valuing, sql`true`)
}

async function makeDays(trx: Transaction<DB>, valuing: string, days: readonly Date[]): Promise<void> {
  const names = days.map((day) => day.toISOString().slice(0, 10))
  const months = [...new Set(names.map((name) => `${name.slice(0, 7)}-01`))]
  await sql`
    delete from receipt_sums
    where valuing = ${valuing} and ((not of_month and day = any(${names}::date[])) or (of_month and day = any(${months}::date[])))`.execute(
    trx,
  )
  const payments = sql`
    unnest(${names}::date[]) as t(day) cross join lateral (
      select * from payments
      where ours and settled_at >= t.day::timestamp at time zone 'UTC' and settled_at < (t.day + 1)::timestamp at time zone 'UTC' offset 0
    ) p`
  await sql`
    insert into receipt_sums (${columns})
    select ${valuing}, false, sums.* from (${sumReceipts(valuing, payments, sql`t.day`)}) sums`.execute(trx)
  await addMonths(trx, valuing, sql`date_trunc('month', day::timestamp)::date = any(${months}::date[])`)
}

/** Adds the sums of days up to months that have none. */
async function addMonths(
  trx: Transaction<DB>,
  valuing: string,
  which: ReturnType<typeof sql>,
): Promise<void> {
  const month = sql`date_trunc('month', day::timestamp)::date`
  await sql`
    insert into receipt_sums (${columns})
    select ${valuing}, true, ${month}, ${TRAITS}, ${addSums} from receipt_sums
    where valuing = ${valuing} and not of_month and ${which} group by ${month}, ${TRAITS} order by ${month}`.execute(
    trx,
  )
}
