import type { Context } from '#api/context.ts'
import type { AppPatch } from '#api/contract/metaboost.ts'
import { AppError } from '#api/errors.ts'
import { TEST_APP } from '#api/metaboost/app/test-app.ts'

/**
 * Takes down what an owner says of an app: that a key is trusted by hand, or that it may not post.
 * @throws AppError unprocessable for the app that is Readout's own
 */
export async function changeApp(
  { db, now, metaboost }: Pick<Context, 'db' | 'now' | 'metaboost'>,
  appId: string,
  { key, name, blocked }: AppPatch,
): Promise<void> {
  if (appId === TEST_APP.id)
    throw new AppError('unprocessable', 'Under this id Readout tests its own addresses. Take another one.')
  const set = {
    ...(key === undefined ? {} : { own_key: key }),
    ...(name === undefined ? {} : { own_name: name }),
    ...(blocked === undefined ? {} : { blocked_at: blocked ? now() : null }),
    // What the registry says holds again, and is asked for anew.
    ...(key === null || blocked === false ? { checked_at: null } : {}),
  }
  if (Object.keys(set).length === 0) return
  await db
    .insertInto('metaboost_apps')
    .values({ app_id: appId, ...set })
    .onConflict((conflict) => conflict.column('app_id').doUpdateSet(set))
    .execute()
  metaboost.apps.forget(appId)
}

/** Has the posts of a sender refused, whatever app they come from, or taken again. */
export async function changeSender(
  { db }: Pick<Context, 'db'>,
  senderGuid: string,
  { blocked, name }: { blocked: boolean; name: string | null },
): Promise<void> {
  if (!blocked) {
    await db.deleteFrom('metaboost_blocked_senders').where('sender_guid', '=', senderGuid).execute()
    return
  }
  await db
    .insertInto('metaboost_blocked_senders')
    .values({ sender_guid: senderGuid, name })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
