import { type Kysely, sql } from 'kysely'
import type { Context } from '#api/context.ts'
import type { WalletList } from '#api/contract/reconcile.ts'
import { orNotFound } from '#api/errors.ts'
import type { DB } from '#db/schema/index.ts'
import type { WalletListRow } from '#db/schema/reconcile.ts'

/** What is being read goes on every few seconds; what does not was cut off. */
const CUT_MS = 5 * 60_000
const CUT = 'Readout was stopped while this was read. Ask once more.'

export type FoundList = WalletListRow & { wallet: string }

/** A wallet's list. @throws AppError not-found */
export async function findList({ db }: Pick<Context, 'db'>, id: string): Promise<FoundList> {
  const row = await selectLists(db).where('wallet_lists.id', '=', id).executeTakeFirst()
  return orNotFound(row, 'list of a wallet with this id')
}

/** The latest list of each wallet that covers a time, by the wallet's id. */
export async function findLatest(
  db: Kysely<DB>,
  { from, until }: { from: Date; until: Date },
): Promise<Map<number, FoundList>> {
  const rows = await selectLists(db)
    .distinctOn('wallet_id')
    .where('from_at', '<=', from)
    .where('until_at', '>=', until)
    .orderBy('wallet_id')
    .orderBy('asked_at', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.wallet_id, row]))
}

function selectLists(db: Kysely<DB>) {
  return db
    .selectFrom('wallet_lists')
    .innerJoin('wallets', 'wallets.id', 'wallet_lists.wallet_id')
    .selectAll('wallet_lists')
    .select('wallets.name as wallet')
}

/** A list as it is answered. @param now by which one that stands still was cut off */
export function listAsJson(row: FoundList, now: Date): WalletList {
  const isCut = row.state === 'reading' && now.getTime() - row.touched_at.getTime() > CUT_MS
  const { id, wallet, source, file, listed, unread, balance_msat, asked_by } = row
  return {
    id,
    wallet,
    source: file === null ? source : null,
    file,
    from: row.from_day,
    to: row.to_day,
    tz: row.time_zone,
    state: isCut ? 'failed' : row.state,
    problem: isCut ? CUT : row.problem,
    listed,
    unread,
    balance_msat,
    asked_at: row.asked_at.toISOString(),
    asked_by,
    read_at: row.read_at?.toISOString() ?? null,
  }
}

/** Forgets older lists of a wallet for no longer a time than a new one's: its items take room. */
export async function forgetOlder(db: Kysely<DB>, list: WalletListRow): Promise<void> {
  await sql`
    delete from wallet_lists where wallet_id = ${list.wallet_id} and id <> ${list.id}
      and from_at >= ${list.from_at} and until_at <= ${list.until_at} and asked_at < ${list.asked_at}`.execute(
    db,
  )
}
