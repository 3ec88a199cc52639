import type { Updateable } from 'kysely'
import type { Context } from '#api/context.ts'
import type { ShowPatch } from '#api/contract/show.ts'
import { AppError } from '#api/errors.ts'
import { checkTimeZone } from '#api/show/change/check-time-zone.ts'
import { addShowName, moveSlug } from '#api/show/change/name-show.ts'
import { findShow } from '#api/show/find-show.ts'
import { confirmShares } from '#api/show/share/confirm-shares.ts'
import { beginTask, decide } from '#api/task/begin-task.ts'
import type { Show, ShowTable } from '#db/schema/show.ts'

/**
 * Changes what a host says of a show. Its payments follow in batches where it is set aside or comes back, and its open claims
 * are judged where shares were confirmed.
 * @returns the show as it was before
 * @throws AppError not-found, conflict (a slug or feed that is another's), unprocessable (what does not go together)
 */
export async function changeShow(
  ctx: Pick<Context, 'db' | 'view' | 'log' | 'now' | 'tasks'>,
  slug: string,
  patch: ShowPatch,
): Promise<Show> {
  if (patch.time_zone !== undefined) await checkTimeZone(ctx.db, patch.time_zone)
  const { before, tasks } = await decide(ctx.db, async (trx) => {
    const before = await findShow(trx, slug)
    const tasks: string[] = []
    if (patch.slug !== undefined && patch.slug !== before.slug)
      await moveSlug(trx, before, patch.slug, ctx.view)
    if (patch.title !== undefined) await addShowName(trx, before.id, 'title', patch.title)
    if (patch.feed) await addShowName(trx, before.id, 'feed_url', patch.feed)
    const set = columnsOf(before, patch)
    if (Object.keys(set).length > 0)
      await trx.updateTable('shows').set(set).where('id', '=', before.id).execute()
    if (set.status !== undefined && (set.status === 'set_aside') !== (before.status === 'set_aside'))
      tasks.push(await beginTask(trx, { kind: 'set-aside-show', show: before.id, after: null }))
    if (patch.shares) tasks.push(...(await confirmShares(trx, before.id, patch.shares, ctx.now())))
    return { before, tasks }
  })
  await ctx.tasks.finish(tasks)
  return before
}

function columnsOf(show: Show, patch: ShowPatch): Updateable<ShowTable> {
  const baller = patch.baller_sats ?? show.baller_sats
  const read = patch.read_sats ?? show.read_sats
  if (baller < read)
    throw new AppError(
      'unprocessable',
      'The mark for baller boosts cannot be below the mark for reading a boost on air.',
    )
  const set: Updateable<ShowTable> = {}
  if (patch.slug !== undefined) set.slug = patch.slug
  if (patch.title !== undefined) set.title = patch.title
  if (patch.feed !== undefined) set.feed_url = patch.feed
  if (patch.time_zone !== undefined) set.time_zone = patch.time_zone
  if (patch.currency !== undefined) set.currency = patch.currency
  if (patch.baller_sats !== undefined) set.baller_sats = baller
  if (patch.read_sats !== undefined) set.read_sats = read
  if (patch.live_join !== undefined) set.live_join = patch.live_join
  if (patch.live_join_hours !== undefined) set.live_join_hours = patch.live_join_hours
  if (patch.lightning_address !== undefined) set.lightning_address = patch.lightning_address
  if (patch.metaboost !== undefined) set.metaboost = patch.metaboost
  return { ...set, ...statusOf(show, patch) }
}

function statusOf(show: Show, patch: ShowPatch): Updateable<ShowTable> {
  let { status, set_aside_from } = show
  if (patch.provisional === false && status === 'provisional') status = 'kept'
  if (patch.set_aside === true && status !== 'set_aside') {
    set_aside_from = status
    status = 'set_aside'
  }
  if (patch.set_aside === false && status === 'set_aside') {
    status = patch.provisional === false ? 'kept' : (set_aside_from ?? 'provisional')
    set_aside_from = null
  }
  const isPublic = patch.public ?? (show.is_public && status === 'kept')
  if (isPublic && status !== 'kept')
    throw new AppError('unprocessable', 'Only a show that you keep can be public.')
  return {
    ...(status === show.status ? {} : { status, set_aside_from }),
    ...(isPublic === show.is_public ? {} : { is_public: isPublic }),
  }
}

/** What a patch changes, as it was, for the audit log. */
export function changedBy(before: Show, patch: ShowPatch): Record<string, unknown> {
  const was = { ...before, feed: before.feed_url, public: before.is_public, set_aside: before.status }
  return Object.fromEntries(Object.keys(patch).map((key) => [key, was[key as keyof typeof was]]))
}
