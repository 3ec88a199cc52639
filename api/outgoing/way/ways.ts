import { type Kysely, sql } from 'kysely'
import type { Context } from '#api/context.ts'
import type { NewWayOut, WayOutJson, WayOutPatch, WebhookBody } from '#api/contract/outgoing.ts'
import { AppError, orNotFound } from '#api/errors.ts'
import { PlainError } from '#api/lib/errors.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import { composeMessage } from '#api/outgoing/way/body/compose.ts'
import { sampleTold } from '#api/outgoing/way/body/sample.ts'
import { findWay } from '#api/outgoing/way/find-way.ts'
import { makeSigningSecret, openSecrets, sealSecrets } from '#api/outgoing/way/secrets.ts'
import type { DB } from '#db/schema/index.ts'

type Part = Pick<Context, 'db' | 'secrets' | 'now'>

/** Every way out, and how it does; of its secrets nothing but the host. */
export async function listWays(db: Kysely<DB>): Promise<WayOutJson[]> {
  const rows = await db
    .selectFrom('ways_out')
    .selectAll()
    .select((way) =>
      way
        .selectFrom('outbox')
        .select(sql<number>`count(*)::integer`.as('count'))
        .whereRef('way_id', '=', 'ways_out.id')
        .where('state', '=', 'waiting')
        .as('waiting'),
    )
    .orderBy('name')
    .execute()
  return rows.map(({ name, kind, settings, per_minute, active, waiting, failures, next_at }) => ({
    name,
    kind,
    settings,
    per_minute,
    active,
    waiting: waiting ?? 0,
    failures,
    next_at: failures > 0 ? next_at.toISOString() : null,
  }))
}

/**
 * Makes a way out.
 * @throws AppError conflict where the name is taken, unprocessable where its address or its body will not do
 */
export async function makeWay(
  { db, secrets, now }: Part,
  { name, address, token, body, own_network, per_minute }: NewWayOut,
): Promise<{ name: string; signing_secret: string | null }> {
  const host = checkAddress(address, own_network)
  checkBody(body, now())
  const signing = makeSigningSecret()
  const made = await db
    .insertInto('ways_out')
    .values({
      name,
      kind: 'webhook',
      settings: JSON.stringify({ body, host, own_network: own_network !== null }),
      secret: sealSecrets(secrets, { address, token, signing }),
      per_minute,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) throw new AppError('conflict', 'There is a way out of this name already. Choose another.')
  await notifyLive(db, { kind: 'outgoing' })
  return { name, signing_secret: body.kind === 'readout' ? signing : null }
}

/** Changes what is given; a new address asks anew whether it may be in one's own network. @throws AppError as `makeWay` does, or not-found */
export async function changeWay({ db, secrets, now }: Part, name: string, patch: WayOutPatch): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const way = await findWay(trx, name)
    const known = openSecrets(secrets, way.secret)
    const address = patch.address ?? known.address
    const allowed =
      patch.own_network !== undefined
        ? patch.own_network
        : patch.address === undefined && way.settings.own_network
          ? way.settings.host
          : null
    const host = checkAddress(address, allowed)
    const body = patch.body ?? way.settings.body
    checkBody(body, now())
    await trx
      .updateTable('ways_out')
      .set({
        settings: JSON.stringify({ body, host, own_network: allowed !== null }),
        secret: sealSecrets(secrets, {
          ...known,
          address,
          token: patch.token === undefined ? known.token : patch.token,
        }),
        per_minute: patch.per_minute === undefined ? way.per_minute : patch.per_minute,
        active: patch.active ?? way.active,
        // What is changed is tried at once.
        failures: 0,
        next_at: now(),
      })
      .where('id', '=', way.id)
      .execute()
    await notifyLive(trx, { kind: 'outgoing' })
  })
}

/** Ends a way out, with its rules, what waits for it and the log of it. @throws AppError not-found */
export async function removeWay(db: Kysely<DB>, name: string): Promise<void> {
  const gone = await db.deleteFrom('ways_out').where('name', '=', name).returning('id').executeTakeFirst()
  orNotFound(gone, 'way out with this name')
  await notifyLive(db, { kind: 'outgoing' })
}

/** @param allowed the host that the owner says is in their own network @returns the host */
function checkAddress(address: string, allowed: string | null): string {
  const filled = address.replaceAll('{{id}}', 'id')
  const url = URL.canParse(filled) ? new URL(filled) : null
  if (!url) throw new AppError('unprocessable', 'This is no address. One begins with https://.')
  if (url.username || url.password)
    throw new AppError('unprocessable', 'The address has a name or password in it. Give a token instead.')
  if (allowed !== null && allowed.toLowerCase() !== url.hostname)
    throw new AppError('unprocessable', `Allow the host as it stands in the address: ${url.hostname}.`)
  if (url.protocol !== 'https:' && !(allowed !== null && url.protocol === 'http:'))
    throw new AppError(
      'unprocessable',
      'The address has to begin with https://. Only a host that you allow in your own network may do without.',
    )
  return url.hostname
}

/** A template is tried with a boost. */
function checkBody(body: WebhookBody, now: Date): void {
  try {
    composeMessage(body, sampleTold(now))
  } catch (error) {
    if (error instanceof PlainError) throw new AppError('unprocessable', error.message, { cause: error })
    throw error
  }
}
