import { z } from 'zod'
import type { Context } from '#api/context.ts'
import { MESSAGE_LIMIT, type Standard } from '#api/metaboost/post/read-post.ts'
import { SENDER_BLOCKED } from '#api/metaboost/post/record-posts.ts'
import { Refusal } from '#api/metaboost/refusal.ts'
import { documentPath, messagesPath, termsPath } from '#api/metaboost/serve/addresses.ts'
import type { OpenShow } from '#api/metaboost/show/find-open-shows.ts'

/** What an app may ask about: itself, and the one who is about to write. */
export type Asked = { sender_guid?: unknown; app_id?: unknown }

/** What an address takes, as apps read it before they show their form. */
export async function readCapability(
  ctx: Pick<Context, 'db' | 'metaboost'>,
  show: OpenShow,
  { standard, base, asked, address }: { standard: Standard; base: string; asked: Asked; address: string },
): Promise<object> {
  const isBlocked = await isSenderBlocked(ctx, asked.sender_guid)
  return {
    schema: standard,
    message_char_limit: MESSAGE_LIMIT,
    terms_of_service_url: base + termsPath(show.slug),
    schema_definition_url: base + documentPath(standard),
    preferred_currency: show.currency,
    ...(show.is_public ? { public_messages_url: base + messagesPath(standard, show.slug) } : {}),
    sender_blocked: isBlocked,
    ...(isBlocked ? { sender_block_message: SENDER_BLOCKED } : {}),
    ...(typeof asked.app_id === 'string' && asked.app_id !== ''
      ? await judgeApp(ctx, asked.app_id, address)
      : {}),
  }
}

async function isSenderBlocked({ db }: Pick<Context, 'db'>, given: unknown): Promise<boolean> {
  const guid = z.guid().safeParse(given)
  if (!guid.success) return false
  const blocked = await db
    .selectFrom('metaboost_blocked_senders')
    .select('sender_guid')
    .where('sender_guid', '=', guid.data)
    .executeTakeFirst()
  return blocked !== undefined
}

async function judgeApp(
  { metaboost }: Pick<Context, 'metaboost'>,
  given: string,
  address: string,
): Promise<object> {
  const app_id_checked = given.slice(0, 64)
  const no = (app_block_reason: string, app_block_message: string) => ({
    app_id_checked,
    app_allowed: false,
    app_block_reason,
    app_block_message,
  })
  try {
    const app = await metaboost.apps.find(given, address)
    if (!app) return no('app_not_registered', 'The app is not in the registry.')
    if (app.standing === 'suspended')
      return no('app_registry_blocked', 'The app is suspended in the registry.')
    if (app.standing === 'blocked') return no('app_global_blocked', 'The app is blocked here.')
    return { app_id_checked, app_allowed: true }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return no('registry_unavailable', error.message)
  }
}
