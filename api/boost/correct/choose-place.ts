import type { Transaction } from 'kysely'
import { findEpisodeId, findSupporterId } from '#api/alias/alias.ts'
import { AppError } from '#api/errors.ts'
import { findShowBySlug } from '#api/show/find-show.ts'
import type { DB } from '#db/schema/index.ts'

/** What a host may say of a boost or payment by the names that clients use; undefined where nothing is said. */
export type Said = {
  show?: string | null | undefined
  episode?: string | null | undefined
  supporter?: string | null | undefined
}
export type Chosen = { show_id?: number | null; episode_id?: string | null; supporter_id?: string | null }

/**
 * Looks up show, episode and supporter. An episode belongs to one show, so a new show without one leaves none.
 * @param now the show as it is
 * @returns the columns to change
 * @throws AppError unprocessable where there is no such thing, or the episode is another show's
 */
export async function choosePlace(
  trx: Transaction<DB>,
  said: Said,
  now: { show_id: number | null },
): Promise<Chosen> {
  const chosen: Chosen = {}
  if (said.show !== undefined) {
    const show = said.show === null ? null : await findShowBySlug(trx, said.show)
    if (said.show !== null && !show) throw new AppError('unprocessable', `There is no show ${said.show}.`)
    if ((show?.id ?? null) !== now.show_id)
      Object.assign(chosen, { show_id: show?.id ?? null, episode_id: null })
  }
  if (said.episode !== undefined)
    chosen.episode_id = await chooseEpisode(trx, said.episode, chosen.show_id ?? now.show_id)
  if (said.supporter !== undefined) {
    chosen.supporter_id = said.supporter === null ? null : await findSupporterId(trx, said.supporter)
    if (said.supporter !== null && chosen.supporter_id === null)
      throw new AppError('unprocessable', 'There is no supporter with this id.')
  }
  return chosen
}

async function chooseEpisode(trx: Transaction<DB>, asked: string | null, showId: number | null) {
  if (asked === null) return null
  const id = await findEpisodeId(trx, asked)
  if (id === null) throw new AppError('unprocessable', 'There is no episode with this id.')
  const { show_id } = await trx
    .selectFrom('episodes')
    .select('show_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (show_id !== showId)
    throw new AppError('unprocessable', 'This episode is of another show. Choose the show too.')
  return id
}
