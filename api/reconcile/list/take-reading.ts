import type { Kysely } from 'kysely'
import { checkReport } from '#api/intake/check-report.ts'
import type { Report } from '#api/intake/report.ts'
import { forgetOlder } from '#api/reconcile/find-list.ts'
import { keepItems } from '#api/reconcile/list/keep-items.ts'
import { BATCH } from '#db/query/batch.ts'
import type { DB } from '#db/schema/index.ts'
import type { WalletListRow } from '#db/schema/reconcile.ts'

/** What was read of a wallet's list, as it is kept. */
export type Taking = {
  take(reports: readonly Report[], unread: number): Promise<void>
  /** Keeps the rest. */
  end(): Promise<void>
}

/** @param wallet by name: what a report says of another is left out */
export function createTaking(db: Kysely<DB>, list: WalletListRow, wallet: string, now: () => Date): Taking {
  let listed = 0
  let failed = 0
  let waiting: Report[] = []
  let keeping: Promise<void> = Promise.resolve()
  const keep = async (reports: readonly Report[]) => {
    await keepItems(db, list, reports)
    await db
      .updateTable('wallet_lists')
      .set({ listed, unread: failed, touched_at: now() })
      .where('id', '=', list.id)
      .where('state', '=', 'reading')
      .execute()
  }
  return {
    take: async (reports, unread) => {
      const own = reports.filter((report) => report.wallet === null || report.wallet === wallet)
      const sound = own.filter((report) => checkReport(report, now()) === null)
      listed += own.length
      failed += unread + own.length - sound.length
      waiting.push(...sound)
      if (waiting.length < BATCH) return
      const full = waiting
      waiting = []
      // The next are read meanwhile.
      await keeping
      keeping = keep(full)
      keeping.catch(() => {})
    },
    end: async () => {
      await keeping
      await keep(waiting)
    },
  }
}

/** Notes that a list was read to its end, and forgets older ones of the same time; or why it was not. */
export async function endList(
  db: Kysely<DB>,
  list: WalletListRow,
  end: { read_at: Date; balance_msat: number | null } | { problem: string },
): Promise<void> {
  const state = 'problem' in end ? ('failed' as const) : ('read' as const)
  await db
    .updateTable('wallet_lists')
    .set({ ...end, state })
    .where('id', '=', list.id)
    .execute()
  if (state === 'failed') await db.deleteFrom('wallet_list_pages').where('list_id', '=', list.id).execute()
  else await forgetOlder(db, list)
  if ('problem' in end || end.balance_msat === null) return
  await db
    .insertInto('wallet_balances')
    .values({ wallet_id: list.wallet_id, told_at: end.read_at, balance_msat: end.balance_msat })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export const STOPPED = 'Readout was stopped meanwhile. Ask once more.'
