import { type Kysely, sql } from 'kysely'
import { saySats } from '#api/air/notes/format.ts'
import type { Context } from '#api/context.ts'
import type { NewPurse, PurseJson } from '#api/contract/reply.ts'
import { AppError } from '#api/errors.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import { nwcSettingsSchema } from '#api/source/nwc/settings.ts'
import type { DB } from '#db/schema/index.ts'

const PURPOSE = 'purse'

/** The wallet that pays replies, with the secret to it. */
export type Purse = { connection: string; daily_msat: number; ask_from_msat: number }

/** What may be known of it. */
export async function readPurse({ db, now }: Pick<Context, 'db' | 'now'>): Promise<PurseJson> {
  const row = await db.selectFrom('purses').selectAll().executeTakeFirst()
  if (!row) return { purse: null }
  return {
    purse: {
      kind: row.kind,
      daily_sats: row.daily_msat / 1000,
      ask_from_sats: row.ask_from_msat / 1000,
      spent_msat: await sumSpent(db, now()),
    },
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
  return row ? { ...row, connection: secrets.open(row.secret, PURPOSE) } : null
}

/** Sets up the wallet that pays, or changes what it may spend. @throws AppError unprocessable */
export async function setPurse(
  { db, secrets, now }: Pick<Context, 'db' | 'secrets' | 'now'>,
  { connection, daily_sats, ask_from_sats }: NewPurse,
): Promise<PurseJson> {
  const known = await db.selectFrom('purses').select('secret').executeTakeFirst()
  const secret = connection === null ? known?.secret : secrets.seal(readConnection(connection), PURPOSE)
  if (secret === undefined) throw new AppError('unprocessable', 'Give the connection secret of the wallet.')
  const limits = { daily_msat: daily_sats * 1000, ask_from_msat: ask_from_sats * 1000 }
  await db
    .insertInto('purses')
    .values({ kind: 'nwc', secret, ...limits })
    .onConflict((conflict) => conflict.column('only_row').doUpdateSet({ secret, ...limits }))
    .execute()
  await notifyLive(db, { kind: 'outgoing' })
  return await readPurse({ db, now })
}

/** @throws AppError conflict where something is still to be looked up in it */
export async function removePurse(db: Kysely<DB>): Promise<void> {
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
  await db.deleteFrom('purses').execute()
  await notifyLive(db, { kind: 'outgoing' })
}

/** What went out of it in the last 24 hours, with fees, and what perhaps did. */
export async function sumSpent(db: Kysely<DB>, now: Date): Promise<number> {
  const { spent } = await db
    .selectFrom('replies')
    .select(sql<number>`coalesce(sum(amount_msat + coalesce(fee_msat, 0)), 0)::bigint`.as('spent'))
    .where('state', 'in', ['paying', 'uncertain', 'sent'])
    .where('tried_at', '>', new Date(now.getTime() - 24 * 3_600_000))
    .executeTakeFirstOrThrow()
  return Number(spent)
}

/** @param left_msat what is left, which may be below zero */
export function sayOverBudget(left_msat: number): string {
  return `It is more than what is left of the day’s budget: ${saySats(Math.max(0, left_msat))}.`
}

function readConnection(text: string): string {
  const read = nwcSettingsSchema.safeParse({ connection: text })
  if (read.success) return read.data.connection
  throw new AppError(
    'unprocessable',
    'Give the whole connection secret, which begins with nostr+walletconnect://. Make one in the wallet that may pay, with a budget.',
  )
}
