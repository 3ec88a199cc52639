import type { Kysely } from 'kysely'
import { saySats } from '#api/air/notes/format.ts'
import type { Context } from '#api/context.ts'
import type { NewPurse, PurseJson, PurseSet, PurseTest } from '#api/contract/reply.ts'
import { AppError, orNotFound } from '#api/errors.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import { costOf } from '#api/reply/pay/fee-limit.ts'
import { type Access, openAccess, readAccess, sealAccess } from '#api/reply/purse/access.ts'
import { askWallet, tryWallet } from '#api/reply/purse/try/try-wallet.ts'
import { asSourceProblem } from '#api/source/kind/source-problem.ts'
import type { DB } from '#db/schema/index.ts'
import type { PurseTable } from '#db/schema/reply.ts'

/** The wallet that pays replies, with the secret to it. */
export type Purse = { access: Access; daily_msat: number; ask_from_msat: number }

/** What may be known of it. */
export async function readPurse({
  db,
  secrets,
  now,
}: Pick<Context, 'db' | 'secrets' | 'now'>): Promise<PurseJson> {
  const row = await db.selectFrom('purses').selectAll().executeTakeFirst()
  if (!row) return { purse: null }
  return {
    purse: {
      kind: row.kind,
      address: addressOf(secrets, row),
      daily_sats: row.daily_msat / 1000,
      ask_from_sats: row.ask_from_msat / 1000,
      spent_msat: await sumSpent(db, now()),
    },
  }
}

/** Where the node is; null of another wallet, and where it was sealed under another key: then another one can still be set up. */
function addressOf(secrets: Context['secrets'], row: Pick<PurseTable, 'kind' | 'secret'>): string | null {
  try {
    const access = openAccess(secrets, row)
    return access.kind === 'lnd' ? access.lnd.address : null
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/** From which sum on a reply has to be confirmed; null where there is no wallet to reply from. */
export async function readAskFrom(db: Kysely<DB>): Promise<number | null> {
  const row = await db.selectFrom('purses').select('ask_from_msat').executeTakeFirst()
  return row ? row.ask_from_msat / 1000 : null
}

/** @returns null where none is set up */
export async function openPurse({ db, secrets }: Pick<Context, 'db' | 'secrets'>): Promise<Purse | null> {
  const row = await db.selectFrom('purses').selectAll().executeTakeFirst()
  return row ? { ...row, access: openAccess(secrets, row) } : null
}

/**
 * Sets up the wallet that pays, once it answered, or changes what it may spend.
 * @throws AppError unprocessable; conflict where another wallet would be asked how a payment of this one ended
 */
export async function setPurse(
  ctx: Pick<Context, 'db' | 'secrets' | 'now'>,
  given: NewPurse,
): Promise<PurseSet> {
  const { db, secrets, now } = ctx
  const known = await db.selectFrom('purses').select(['kind', 'secret']).executeTakeFirst()
  const access = readAccess(given, now())
  const kept = access ? sealAccess(secrets, access) : known
  if (!kept)
    throw new AppError(
      'unprocessable',
      'Give the connection secret of the wallet, or the LND node that pays.',
    )
  if (access && known) await mustBeSettled(db)
  const found = access && (await tryWallet(access))
  const { kind, secret } = kept
  const set = { kind, secret, daily_msat: given.daily_sats * 1000, ask_from_msat: given.ask_from_sats * 1000 }
  await db
    .insertInto('purses')
    .values(set)
    .onConflict((conflict) => conflict.column('only_row').doUpdateSet(set))
    .execute()
  await notifyLive(db, { kind: 'outgoing' })
  return { ...(await readPurse(ctx)), found }
}

/** Asks the wallet that is set up what it is and what it may do. Nothing is paid. @throws AppError not-found */
export async function testPurse(ctx: Pick<Context, 'db' | 'secrets'>): Promise<PurseTest> {
  const purse = orNotFound(await openPurse(ctx), 'wallet that replies are paid from')
  try {
    return { found: await askWallet(purse.access), problem: null, next_step: null }
  } catch (error) {
    const { message, step } = asSourceProblem(error)
    return { found: null, problem: message, next_step: step }
  }
}

/** @throws AppError conflict where something is still to be looked up in it */
export async function removePurse(db: Kysely<DB>): Promise<void> {
  await mustBeSettled(db)
  await db.deleteFrom('purses').execute()
  await notifyLive(db, { kind: 'outgoing' })
}

async function mustBeSettled(db: Kysely<DB>): Promise<void> {
  const open = await db
    .selectFrom('replies')
    .select('id')
    .where('state', 'in', ['paying', 'uncertain'])
    .executeTakeFirst()
  if (open)
    throw new AppError(
      'conflict',
      'It is not certain yet how a reply ended. Settle that first, under What goes out.',
    )
}

/** What went out of it in the last 24 hours, with fees, and what perhaps did. */
export async function sumSpent(db: Kysely<DB>, now: Date): Promise<number> {
  const { spent } = await db
    .selectFrom('replies')
    .select(costOf().as('spent'))
    .where('state', 'in', ['paying', 'uncertain', 'sent'])
    .where('tried_at', '>', new Date(now.getTime() - 24 * 3_600_000))
    .executeTakeFirstOrThrow()
  return Number(spent)
}

/** @param left_msat what is left, which may be below zero */
export function sayOverBudget(left_msat: number): string {
  return `It is more than what is left of the day’s budget, with its fee: ${saySats(Math.max(0, left_msat))}.`
}
