import { randomUUIDv7 } from 'node:crypto'
import type { Insertable } from 'kysely'
import type { Context } from '#api/context.ts'
import { receiptQuerySchema } from '#api/contract/export.ts'
import type { AskWallet } from '#api/contract/reconcile.ts'
import { AppError } from '#api/errors.ts'
import { resolveReceipts } from '#api/export/receipts.ts'
import { parseInput } from '#api/http/route.ts'
import { createTaking, endList, STOPPED } from '#api/reconcile/list/take-reading.ts'
import { kindNamed } from '#api/source/connection/kind-named.ts'
import { openSettings } from '#api/source/connection/settings.ts'
import { asSourceProblem } from '#api/source/kind/source-problem.ts'
import { leaveTestMoney } from '#api/source/run/leave-test-money.ts'
import { recallTimes } from '#api/source/run/recall-times.ts'
import { findWallet } from '#api/wallet/find-wallet.ts'
import type { WalletListRow, WalletListTable } from '#db/schema/reconcile.ts'

export type ListParts = Pick<
  Context,
  'db' | 'log' | 'now' | 'stopping' | 'secrets' | 'walletLists' | 'config'
>

/**
 * Begins to ask a wallet what it received, by the most exact of its sources that can be asked, or by one that is named.
 * @param by who asks
 * @returns the list, which is read beside
 * @throws AppError not-found; unprocessable where no source of it can be asked
 */
export async function askWallet(ctx: ListParts, asked: AskWallet, by: string): Promise<string> {
  const wallet = await findWallet(ctx, asked.wallet)
  const connection = await findConnection(ctx, wallet, asked.source)
  const { name: source, kind, exactness } = connection
  const list = await insertList(ctx, wallet, asked, { source, kind, exactness, asked_by: by })
  ctx.walletLists.begin(() => readWallet(ctx, list, wallet.name, connection))
  return list.id
}

type Wallet = Awaited<ReturnType<typeof findWallet>>
type Connection = Awaited<ReturnType<typeof findConnection>>

async function findConnection({ db }: ListParts, wallet: Wallet, source: string | undefined) {
  const row = await db
    .selectFrom('connections')
    .innerJoin('sources', 'sources.id', 'connections.source_id')
    .select(['source_id', 'sources.name', 'sources.kind', 'exactness', 'settings', 'secrets'])
    .select(['network', 'count_test_money'])
    .where('sources.wallet_id', '=', wallet.id)
    .$if(source !== undefined, (query) => query.where('sources.name', '=', source ?? ''))
    .orderBy('exactness', 'desc')
    .orderBy('sources.id')
    .executeTakeFirst()
  if (row) return row
  throw new AppError(
    'unprocessable',
    source === undefined
      ? `No source of ${wallet.name} can be asked. Give a file of what it received.`
      : `${wallet.name} has no source "${source}" that can be asked.`,
  )
}

/** Notes what is asked for. */
export async function insertList(
  { db, now }: Pick<Context, 'db' | 'now'>,
  wallet: Wallet,
  { from, to, tz }: Pick<AskWallet, 'from' | 'to' | 'tz'>,
  who: Pick<Insertable<WalletListTable>, 'source' | 'kind' | 'exactness' | 'asked_by'> & { file?: string },
): Promise<WalletListRow> {
  const period = await resolveReceipts(db, parseInput(receiptQuerySchema, { from, to, tz }, 'body'))
  if (!period.from || !period.until) throw new Error('A period has no ends')
  return await db
    .insertInto('wallet_lists')
    .values({
      id: randomUUIDv7(),
      wallet_id: wallet.id,
      ...who,
      from_day: from,
      to_day: to,
      time_zone: period.tz,
      from_at: period.from,
      until_at: period.until,
      asked_at: now(),
      touched_at: now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

async function readWallet(
  { db, log, now, stopping, secrets }: ListParts,
  list: WalletListRow,
  wallet: string,
  { source_id, name, kind, settings, secrets: sealed, network: known, count_test_money }: Connection,
): Promise<void> {
  const taking = createTaking(db, list, wallet, now)
  let network = known
  try {
    const { list: read } = kindNamed(kind)
    if (!read) throw new AppError('unprocessable', `${name} has no list that can be read.`)
    const { balance_msat } = await read({
      settings: openSettings(secrets, name, { settings, secrets: sealed }),
      firstTimes: (refs) => recallTimes(db, source_id, refs),
      countTestMoney: count_test_money,
      signal: stopping,
      log: log.child({ source: name }),
      onNetwork: (told) => {
        network = told ?? network
      },
      take: async (whole) => {
        const { reading, network: told } = count_test_money
          ? { reading: whole, network }
          : leaveTestMoney(whole, network)
        network = told
        await taking.take(reading.reports, reading.unread.length)
      },
    })
    await taking.end()
    await endList(db, list, { read_at: now(), balance_msat })
  } catch (error) {
    if (stopping.aborted) return await endList(db, list, { problem: STOPPED })
    const { message, step } = asSourceProblem(error)
    log.warn({ err: error, source: name }, 'a wallet could not be asked for its list')
    await endList(db, list, { problem: `${message} ${step}` })
  }
}
