import { ipKeyGenerator } from 'express-rate-limit'
import { type CryptoKey, importJWK } from 'jose'
import type { Kysely } from 'kysely'
import { APP_ID } from '#api/metaboost/app/app-record.ts'
import { askRegistry } from '#api/metaboost/app/ask-registry.ts'
import { TEST_APP } from '#api/metaboost/app/test-app.ts'
import { Refusal } from '#api/metaboost/refusal.ts'
import type { DB } from '#db/schema/index.ts'
import type { AppRecord, MetaboostApp } from '#db/schema/metaboost.ts'

/** An app that signs what it posts. */
export type App = {
  id: string
  name: string
  standing: 'active' | 'suspended' | 'blocked'
  keys: readonly CryptoKey[]
}

/** Who may post, by the registry and by what an owner said. */
export type AppRegistry = {
  /**
   * @param address of who asks, whose names that nobody knows are counted
   * @returns null where there is no such app
   * @throws Refusal registry_unavailable where nobody can say, rate_limited where this address asked of too many
   */
  find(appId: string, address: string): Promise<App | null>
  /** Has what an owner changed hold at once. */
  forget(appId: string): void
}

/** The registry is asked again after so long; where it does not answer, a little later. */
const FRESH_MS = 5 * 60_000
const RETRY_MS = 60_000
/** So long one process goes on with what another has changed. */
const KEPT_MS = 10_000
const MOST_KEPT = 1_000
/**
 * Anybody may send names of apps that never were: the registry is not to suffer for it, and whoever does it is not to keep an app out
 * that is new here.
 */
const STRANGERS_PER_MINUTE = { ofOneAddress: 5, inAll: 60 }
const IN_A_MINUTE = { headers: { 'Retry-After': '60' } }

type Means = {
  db: Kysely<DB>
  /** The address below which the records lie. */
  base: string
  /** Public key of the app by which Readout tests its own addresses. */
  testKey: () => string
  now: () => Date
  stopping: AbortSignal
}
type Found = { app: App | null; keptMs: number }

/** Makes the registry of one process. What it learns is in the database, for all of them and for when the source is out of reach. */
export function createAppRegistry({ db, base, testKey, now, stopping }: Means): AppRegistry {
  const kept = new Map<string, { until: number; app: Promise<App | null> }>()
  const strangers = { since: 0, inAll: 0, of: new Map<string, number>() }

  const load = async (appId: string, address: string): Promise<Found> => {
    if (appId === TEST_APP.id)
      return { app: await makeApp(TEST_APP.id, TEST_APP.name, 'active', [testKey()]), keptMs: FRESH_MS }
    const known = await db
      .selectFrom('metaboost_apps')
      .selectAll()
      .where('app_id', '=', appId)
      .executeTakeFirst()
    if (known?.blocked_at || known?.own_key) return { app: await appOf(known), keptMs: KEPT_MS }
    const age = known?.checked_at ? now().getTime() - known.checked_at.getTime() : Number.POSITIVE_INFINITY
    if (known && age >= 0 && age < FRESH_MS) return { app: await appOf(known), keptMs: KEPT_MS }
    if (!known) countStranger(ipKeyGenerator(address))
    const answer = await askRegistry(base, appId, known?.record ? known.etag : null, stopping)
    if (answer.kind === 'unreachable') {
      if (known?.record) return { app: await appOf(known), keptMs: RETRY_MS }
      throw unavailable('The registry of apps cannot be reached. Try again in a minute.')
    }
    if (answer.kind === 'none' && !known) return { app: null, keptMs: FRESH_MS }
    const news =
      answer.kind === 'record' ? answer : answer.kind === 'none' ? { record: null, etag: null } : {}
    return { app: await appOf(await note(appId, news)), keptMs: KEPT_MS }
  }

  const note = async (
    appId: string,
    news: { record?: AppRecord | null; etag?: string | null },
  ): Promise<MetaboostApp> => {
    const { record, etag } = news
    const set = {
      checked_at: now(),
      ...(record === undefined ? {} : { record: record && JSON.stringify(record), etag: etag ?? null }),
    }
    return await db
      .insertInto('metaboost_apps')
      .values({ app_id: appId, ...set })
      .onConflict((conflict) => conflict.column('app_id').doUpdateSet(set))
      .returningAll()
      .executeTakeFirstOrThrow()
  }

  const countStranger = (address: string) => {
    const at = performance.now()
    if (at - strangers.since > 60_000) Object.assign(strangers, { since: at, inAll: 0, of: new Map() })
    const before = strangers.of.get(address) ?? 0
    if (before >= STRANGERS_PER_MINUTE.ofOneAddress)
      throw new Refusal(
        'rate_limited',
        'This address named too many apps that are not known here. Try again in a minute.',
        IN_A_MINUTE,
      )
    if (strangers.inAll >= STRANGERS_PER_MINUTE.inAll)
      throw unavailable('Too many apps that are not known here were named. Try again in a minute.')
    strangers.of.set(address, before + 1)
    strangers.inAll++
  }

  return {
    async find(appId, address) {
      if (!APP_ID.test(appId)) return null
      const known = kept.get(appId)
      if (known && known.until > performance.now()) return await known.app
      const entry = {
        until: Number.POSITIVE_INFINITY,
        app: load(appId, address).then(({ app, keptMs }) => {
          entry.until = performance.now() + keptMs
          return app
        }),
      }
      kept.delete(appId)
      if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? '')
      kept.set(appId, entry)
      entry.app.catch(() => kept.get(appId) === entry && kept.delete(appId))
      return await entry.app
    },
    forget: (appId) => void kept.delete(appId),
  }
}

/** What is known of an app; null where nobody vouches for it. */
async function appOf({ app_id, record, own_key, own_name, blocked_at }: MetaboostApp): Promise<App | null> {
  const name = own_name ?? record?.display_name ?? app_id
  if (blocked_at) return await makeApp(app_id, name, 'blocked', [])
  if (own_key) return await makeApp(app_id, name, 'active', [own_key])
  if (!record) return null
  if (record.status !== 'active') return await makeApp(app_id, name, 'suspended', [])
  return record.keys.length > 0 ? await makeApp(app_id, name, 'active', record.keys) : null
}

async function makeApp(
  id: string,
  name: string,
  standing: App['standing'],
  keys: readonly string[],
): Promise<App> {
  const imported = await Promise.all(
    // One that is no point of the curve signs nothing, and is no reason to refuse what the others sign.
    keys.map((x) => importJWK({ kty: 'OKP', crv: 'Ed25519', x, alg: 'EdDSA' }, 'EdDSA').catch(() => [])),
  )
  return { id, name, standing, keys: imported.flat() }
}

function unavailable(why: string): Refusal {
  return new Refusal('registry_unavailable', why, IN_A_MINUTE)
}
