import type { Kysely } from 'kysely'
import { findEpisodeId, findSupporterId } from '#api/alias/alias.ts'
import type { ViewQuery } from '#api/contract/totals-view.ts'
import { AppError } from '#api/errors.ts'
import type { Only } from '#api/totals/cell/only.ts'
import { type Period, periodBefore } from '#api/totals/json/period.ts'
import type { DB } from '#db/schema/index.ts'

/** What a view is narrowed to, by the ids that things have now. @throws AppError not-found where there is no such wallet */
export async function onlyOf(db: Kysely<DB>, query: ViewQuery): Promise<Only> {
  const { episode, supporter, app, wallet, rail, weekday, hour } = query
  return {
    ...(episode === undefined ? {} : { episode: (await findEpisodeId(db, episode)) ?? episode }),
    ...(supporter === undefined ? {} : { supporter: (await findSupporterId(db, supporter)) ?? supporter }),
    ...(app === undefined ? {} : { app }),
    ...(wallet === undefined ? {} : { wallet: await findWallet(db, wallet) }),
    ...(rail === undefined ? {} : { rail }),
    ...(weekday === undefined || hour === undefined ? {} : { time: { weekday, hour } }),
  }
}

async function findWallet(db: Kysely<DB>, name: string): Promise<number> {
  const row = await db.selectFrom('wallets').select('id').where('name', '=', name).executeTakeFirst()
  if (!row) throw new AppError('not-found', `There is no wallet ${name}.`)
  return row.id
}

/** What a view is compared with: the days that are given, else as many before; null where the period has an open end. */
export function beforeOf(period: Period, query: ViewQuery): (Period & { from: string; to: string }) | null {
  const { before_from, before_to } = query
  if (before_from !== undefined && before_to !== undefined)
    return { from: before_from, to: before_to, zone: period.zone }
  const before = periodBefore(period, null)
  return before?.from && before.to ? { ...before, from: before.from, to: before.to } : null
}
