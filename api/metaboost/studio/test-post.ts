import { hash, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import type { Kysely } from 'kysely'
import { withdrawClaims } from '#api/claim/withdraw-claims.ts'
import type { Context } from '#api/context.ts'
import type { TestPostJson } from '#api/contract/metaboost.ts'
import { AppError } from '#api/errors.ts'
import { TEST_APP, TEST_SENDER, testKeyOf } from '#api/metaboost/app/test-app.ts'
import { boostPath } from '#api/metaboost/serve/addresses.ts'
import { findOpenShows } from '#api/metaboost/show/find-open-shows.ts'
import { BATCH } from '#db/query/batch.ts'
import type { DB } from '#db/schema/index.ts'

/** In seconds, for a browser that sends it at once. */
const HOLDS_S = 120

/**
 * Signs a post of our own to a show's address, for the browser to send, as an app's machine does for its pages. It says of itself
 * that it is a test.
 * @throws AppError unprocessable where the address is closed
 */
export async function makeTestPost(
  { db, now, secrets }: Pick<Context, 'db' | 'now' | 'secrets'>,
  slug: string,
): Promise<TestPostJson> {
  const show = (await findOpenShows(db, [slug])).get(slug)
  if (!show) throw new AppError('unprocessable', 'This show takes no posts of apps. Turn them on first.')
  const at = now()
  const path = boostPath('mbrss-v1', show.slug)
  const body = JSON.stringify({
    currency: 'BTC',
    amount: 1,
    amount_unit: 'satoshis',
    action: 'boost',
    app_name: TEST_APP.name,
    sender_name: TEST_APP.name,
    sender_guid: TEST_SENDER,
    message: `Only a test of the address that apps post boosts to, at ${at.toISOString().slice(11, 19)} UTC. Nobody paid.`,
    feed_guid: show.guids[0],
    feed_title: show.title.slice(0, 255),
  })
  const issued = Math.floor(at.getTime() / 1000)
  const token = await new SignJWT({ m: 'POST', p: path, bh: hash('sha256', body, 'hex') })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
    .setIssuer(TEST_APP.id)
    .setJti(randomUUID())
    .setIssuedAt(issued)
    .setExpirationTime(issued + HOLDS_S)
    .sign(testKeyOf(secrets).secret)
  return { path, authorization: `AppAssertion ${token}`, body }
}

/**
 * Takes tests back, so that they are shown nowhere; what was read on air stays.
 * @param before only those sent before
 * @param showId only of this show
 */
export async function removeTests(db: Kysely<DB>, before: Date, showId?: number): Promise<void> {
  let tests = db
    .selectFrom('claims')
    .select('ref')
    .where('route', '=', 'metaboost')
    .where('key', '=', TEST_SENDER)
    .where('withdrawn_at', 'is', null)
    .where('sent_at', '<=', before)
    .orderBy('sent_at', 'desc')
    .limit(BATCH)
  if (showId !== undefined) tests = tests.where('show_id', '=', showId)
  const refs = (await tests.execute()).map(({ ref }) => ref)
  await withdrawClaims(db, { route: 'metaboost', refs, sender_key: TEST_SENDER })
}
