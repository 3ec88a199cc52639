import { sql, type Transaction } from 'kysely'
import type { SecretBox } from '#api/auth/secret-box.ts'
import type { Context } from '#api/context.ts'
import type { SourcePatch } from '#api/contract/source.ts'
import { AppError } from '#api/errors.ts'
import { kindNamed } from '#api/source/connection/kind-named.ts'
import { wakeSources } from '#api/source/connection/notify-sources.ts'
import { readSettings } from '#api/source/connection/read-settings.ts'
import { openSettings, type StoredSettings, sealSettings } from '#api/source/connection/settings.ts'
import type { SourceKind } from '#api/source/kind/source-kind.ts'
import { decide } from '#api/task/begin-task.ts'
import { changeWalletIn } from '#api/wallet/change-wallet.ts'
import type { DB } from '#db/schema/index.ts'

type Means = Pick<Context, 'db' | 'secrets' | 'tasks'>

/**
 * Pauses a source, goes on with it, gives it other settings, has test money count, or says whose its wallet is: then payments that are recorded are
 * decided again.
 * @throws AppError not-found where it is none that is followed, bad-request where the settings cannot be used, unprocessable
 * where there is no such show
 */
export async function changeSource(ctx: Means, name: string, patch: SourcePatch): Promise<void> {
  const { paused, settings: given, whose, show, count_test_money } = patch
  const tasks = await decide(ctx.db, async (trx) => {
    const source = await lockSource(trx, name)
    const about = { ...(whose === undefined ? {} : { whose }), ...(show === undefined ? {} : { show }) }
    if (source.wallet === null && Object.keys(about).length > 0)
      throw new AppError('bad-request', `The source "${name}" reports on no wallet.`)
    const { tasks } = source.wallet === null ? { tasks: [] } : await changeWalletIn(trx, source.wallet, about)
    if ([paused, given, count_test_money].every((each) => each === undefined)) return tasks
    if (source.source_id === null || source.settings === null || source.secrets === null)
      throw new AppError(
        'not-found',
        `The source "${name}" reports by itself: there is nothing to pause or set.`,
      )
    const stored = { settings: source.settings, secrets: source.secrets }
    const settings = given && reseal(ctx.secrets, kindNamed(source.kind), name, stored, given)
    await trx
      .updateTable('connections')
      .set({
        version: sql<number>`version + 1`,
        state: 'waiting',
        problem: null,
        next_step: null,
        state_since: sql<Date>`now()`,
        ...(paused === undefined ? {} : { paused }),
        ...(count_test_money === undefined ? {} : { count_test_money }),
        // What was left out until now is in the history.
        ...(count_test_money && !source.count_test_money ? { cursor: '{}' } : {}),
        // Other settings may lead to another network.
        ...(given === undefined ? {} : { network: null }),
        ...(settings ? { settings: JSON.stringify(settings.settings), secrets: settings.secrets } : {}),
      })
      .where('source_id', '=', source.source_id)
      .execute()
    await wakeSources(trx)
    return tasks
  })
  await ctx.tasks.finish(tasks)
}

/**
 * Ends the connection. What it reported stays, and so does its name: added again, it goes on where its payments are known.
 * @throws AppError not-found
 */
export async function removeSource({ db }: Pick<Means, 'db'>, name: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const source = await lockSource(trx, name)
    if (source.source_id === null)
      throw new AppError(
        'not-found',
        `The source "${name}" reports by itself: there is no connection to remove.`,
      )
    await trx.deleteFrom('connections').where('source_id', '=', source.source_id).execute()
    await wakeSources(trx)
  })
}

/** The stored settings with what is given over them, sealed anew. */
function reseal(
  secrets: SecretBox,
  kind: SourceKind,
  name: string,
  stored: StoredSettings,
  given: Record<string, unknown>,
): StoredSettings {
  if (isElsewhere(stored.settings, given) && !kind.secret.some((secret) => secret in given))
    throw new AppError(
      'bad-request',
      'This is another machine: give the key for it, too. The one that is kept is told only to the machine that it was given for.',
    )
  const settings = readSettings(kind, { ...knownSettings(secrets, name, stored), ...given })
  return sealSettings(secrets, kind, name, settings)
}

/** Whether an address is now that of another machine. */
function isElsewhere(known: Record<string, unknown>, given: Record<string, unknown>): boolean {
  const { address } = given
  return typeof address === 'string' && hostOf(address) !== hostOf(String(known.address))
}

function hostOf(address: string): string {
  const text = address.trim().toLowerCase()
  return (URL.canParse(text) && new URL(text).host) || text
}

/** Secrets that cannot be opened any more are entered anew. */
function knownSettings(secrets: SecretBox, name: string, stored: StoredSettings) {
  try {
    return openSettings(secrets, name, stored)
  } catch {
    return stored.settings
  }
}

async function lockSource(trx: Transaction<DB>, name: string) {
  const source = await trx
    .selectFrom('sources')
    .leftJoin('wallets', 'wallets.id', 'sources.wallet_id')
    .leftJoin('connections', 'connections.source_id', 'sources.id')
    .select([
      'sources.kind',
      'wallets.name as wallet',
      'connections.source_id',
      'connections.settings',
      'connections.count_test_money',
      'connections.secrets',
    ])
    .where('sources.name', '=', name)
    .forUpdate('sources')
    .executeTakeFirst()
  if (!source) throw new AppError('not-found', `There is no source "${name}".`)
  return source
}
