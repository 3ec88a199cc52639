import type { Transaction } from 'kysely'
import type { ClaimShares } from '#db/schema/boost.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Loads the shares of shows, past ones too.
 * @returns for a show, the function from a time to the shares in force then by wallet id, or null where none is known
 */
export async function loadShares(
  trx: Transaction<DB>,
  showIds: readonly number[],
): Promise<(showId: number) => (at: Date) => ClaimShares | null> {
  const rows =
    showIds.length === 0
      ? []
      : await trx
          .selectFrom('shares')
          .select(['show_id', 'wallet_id', 'share', 'since', 'until'])
          .where('show_id', 'in', [...new Set(showIds)])
          .execute()
  return (showId) => (at) => {
    const inForce = rows.filter(
      // An endless period comes as an infinite number, not as a Date.
      (row) =>
        row.show_id === showId && Number(row.since) <= at.getTime() && at.getTime() < Number(row.until),
    )
    if (inForce.length === 0) return null
    return Object.fromEntries(inForce.map((row) => [row.wallet_id, Number(row.share)]))
  }
}
