import { sql, type Transaction } from 'kysely'
import { findSupporterId } from '#api/alias/alias.ts'
import { lockNeighbourhoods } from '#api/boost/group/regroup.ts'
import { cameUnder } from '#api/supporter/correct/sender-names.ts'
import { refreshNames } from '#api/supporter/refresh-names.ts'
import { endSupporter } from '#api/task-steps/end-supporter.ts'
import { anyOf } from '#db/query/any-of.ts'
import { BATCH } from '#db/query/batch.ts'
import type { DB } from '#db/schema/index.ts'
import type { SupporterMove } from '#db/schema/task.ts'

type Row = {
  id: string
  at: string
  boost_id: string | null
  app: string | null
  sender_name: string | null
  sender_id: string | null
}

/**
 * Moves a batch of a supporter's payments, with their boosts, to another supporter or to nobody: all of them, or those that
 * came under some of their names. A boost goes as its first payment does.
 */
export async function moveSupporter(
  trx: Transaction<DB>,
  work: SupporterMove,
): Promise<SupporterMove | null> {
  const to = work.to === null ? null : await findSupporterId(trx, work.to)
  if (work.to !== null && to === null) return null
  const rows = await loadBatch(trx, work)
  await lockNeighbourhoods(
    trx,
    rows.map((row) => row.id),
  )
  const { names } = work
  const firsts = names === null ? rows : await firstPayments(trx, work, rows)
  const lone = names === null ? rows : rows.filter((row) => row.boost_id === null)
  const under = (row: Omit<Row, 'at'>) => names === null || cameUnder(names, row)
  const boostIds = [...new Set(firsts.filter(under).flatMap((row) => row.boost_id ?? []))]
  await assign(
    trx,
    work,
    to,
    boostIds,
    lone.filter(under).map((row) => row.id),
  )

  const last = rows.at(-1)
  if (last && rows.length === BATCH)
    return { ...work, after: names === null ? null : { at: last.at, id: last.id } }
  if (names === null) return (await endSupporter(trx, work, to)) ? null : { ...work, after: null }
  await refreshNames(trx, to === null ? [work.from] : [work.from, to])
  return null
}

async function loadBatch(trx: Transaction<DB>, { from, after }: SupporterMove): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select id, settled_at::text as at, boost_id, app, sender_name, sender_id from payments
    where supporter_id = ${from} and (settled_at, id) < (
      coalesce(${after?.at ?? null}::timestamptz, 'infinity'),
      coalesce(${after?.id ?? null}::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    order by settled_at desc, id desc limit ${BATCH}`.execute(trx)
  return rows
}

/** The first payment of each of the batch's boosts that are the supporter's. */
async function firstPayments(
  trx: Transaction<DB>,
  { from }: SupporterMove,
  rows: readonly Row[],
): Promise<Omit<Row, 'at'>[]> {
  const ids = [...new Set(rows.flatMap((row) => row.boost_id ?? []))]
  if (ids.length === 0) return []
  const firsts = await sql<Omit<Row, 'at'>>`
    select distinct on (p.boost_id) p.id, p.boost_id, p.app, p.sender_name, p.sender_id
    from payments p join boosts b on b.id = p.boost_id
    where b.id = any(${ids}::uuid[]) and b.supporter_id = ${from} and p.refund_ref is null
    order by p.boost_id, p.settled_at, coalesce(encode(p.payment_hash, 'hex'), p.ref), p.id`.execute(trx)
  return firsts.rows
}

async function assign(
  trx: Transaction<DB>,
  { from, forget }: SupporterMove,
  to: string | null,
  boostIds: readonly string[],
  loneIds: readonly string[],
): Promise<void> {
  await trx
    .updateTable('boosts')
    .set({
      supporter_id: to,
      updated_at: sql`now()`,
      hidden: sql<boolean>`hidden or show_id = ${anyOf(forget?.hidden_in ?? [])}`,
      ...(forget ? { sender_name: null, difference: null } : {}),
    })
    .where('id', '=', anyOf(boostIds))
    .where('supporter_id', '=', from)
    .execute()
  await trx
    .updateTable('payments')
    .set({ supporter_id: to, ...(forget ? { sender_name: null, sender_id: null } : {}) })
    .where('supporter_id', '=', from)
    .where((where) => where.or([where('id', '=', anyOf(loneIds)), where('boost_id', '=', anyOf(boostIds))]))
    .execute()
}
