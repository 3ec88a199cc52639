import fc from 'fast-check'
import { sql } from 'kysely'
import request from 'supertest'
import { beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { createKey } from '#api/auth/key/api-key.ts'
import { addUser } from '#api/auth/person/user.ts'
import { recordClaims } from '#api/claim/record-claims.ts'
import type { Role, Scope } from '#api/contract/auth.ts'
import type { Route } from '#api/http/route.ts'
import { wantCurrency } from '#api/rate/request-rates.ts'
import { routes } from '#api/routes.ts'
import { followFeed } from '#api/totals/maintain/follow-feed.ts'
import { type Credential, sessionCredential } from '#tests/helper/credential.ts'
import { keepShow, makeClaim } from '#tests/helper/make-claim.ts'
import { openStream } from '#tests/helper/open-stream.ts'
import { makeReport, recordBoost, recordPayments } from '#tests/helper/record-payments.ts'
import { runsOf } from '#tests/helper/runs.ts'
import { shareService } from '#tests/helper/share-service.ts'
import { startTestService } from '#tests/helper/test-service.ts'

const service = shareService()
const OWN = 'linux-unplugged'
const OTHER = 'coder-radio'
/** Is in every text of the other show. */
const MARK = /quokka/i

let app: ReturnType<typeof createApp>
const who = new Map<string, Credential>()

/** Somebody whose role, or a key that, is for the own show only. */
async function ofOwnShow(ctx: typeof service.ctx): Promise<void> {
  for (const role of ['host', 'bookkeeper'] as const) who.set(role, await person(ctx, role))
  who.set('key', await keyOf(ctx, ['read', 'export']))
  who.set('admin key', await keyOf(ctx, ['admin']))
}

async function keyOf(ctx: typeof service.ctx, scopes: Scope[], source: string | null = null) {
  const made = { name: scopes.join(' '), scopes, source, wallet: null, shows: [OWN] }
  const { key } = await createKey(ctx.db, made)
  return { Authorization: `Bearer ${key}` }
}

async function person(ctx: typeof service.ctx, role: Role): Promise<Credential> {
  const email = `${role}@example.com`
  const { id } = await addUser(ctx.db, { email, name: null, role, password_hash: null, shows: [OWN] })
  return sessionCredential(ctx, id)
}

beforeAll(async () => {
  const { ctx } = service
  const { db } = ctx
  await keepShow(db)
  await keepShow(db, 'Coder Radio')
  await db.updateTable('shows').set({ title: 'Quokka Radio' }).where('slug', '=', OTHER).execute()
  await recordPayments(
    db,
    ...[1, 2, 3, 4].map((n) =>
      makeReport({
        source: 'node',
        settled_at: `2026-05-${10 + n}T18:00:00Z`,
        amount_msat: n * 1_000_000,
        boostagram: {
          sender_name: n % 2 ? 'winebear' : 'kestrel',
          episode: `Episode ${n}`,
          app_name: 'Fountain',
        },
      }),
    ),
    makeReport({ amount_msat: 20_000, boostagram: { action: 'stream', ts: 60 } }),
    makeReport({ amount_msat: 5_000_000, boostagram: { action: 'auto', message: 'Each week' } }),
    makeReport({ fiat: { amount_minor: 500, currency: 'USD' }, amount_msat: null, rail: 'card' }),
  )
  await service.ask('get', `/segments/current?show=${OWN}`)
  // As the first export does, whoever makes it.
  await wantCurrency(db, 'USD')
  await ofOwnShow(ctx)
  app = createApp(ctx)
})

const ask = async (
  as: string,
  method: 'get' | 'post' | 'patch' | 'put' | 'delete',
  path: string,
  body?: object,
) => {
  const asked = request(app)
    [method](path)
    .set(who.get(as) ?? {})
  return body === undefined ? await asked : await asked.send(body)
}

/** What of the other show may come, in any order: to its own wallet or to one that both have, from its own listeners or from both's. */
const others = fc.array(
  fc.record({
    wallet: fc.constantFrom('node', 'quokka-wallet'),
    source: fc.constantFrom('node', 'quokka-source'),
    sender_name: fc.constantFrom('winebear', 'kestrel', 'Quokka'),
    action: fc.constantFrom('boost', 'stream', 'auto'),
    day: fc.integer({ min: 1, max: 28 }),
    amount_msat: fc.integer({ min: 1, max: 9_000_000 }),
    fiat: fc.boolean(),
    isNamed: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
)

const PASSING = new Set(['as_of', 'changed_cursor', 'generated_at', 'next_cursor', 'updated_at'])
const still = (value: unknown): unknown => {
  if (typeof value === 'string')
    return value.replace(/as of \S+Z/g, 'as of now').replace(/127\.0\.0\.1(:|%3A)\d+/g, 'here')
  if (Array.isArray(value)) return value.map(still)
  if (value === null || typeof value !== 'object') return value
  const kept = Object.entries(value).filter(([key]) => !PASSING.has(key))
  return Object.fromEntries(kept.map(([key, each]) => [key, still(each)]))
}

/** Everything that can be read, with every id that is there. */
async function readable(): Promise<string[]> {
  const { db } = service.ctx
  const ids = async (
    table: 'boosts' | 'payments' | 'episodes' | 'supporters' | 'segments' | 'closed_months',
  ) => (await db.selectFrom(table).select('id').execute()).map(({ id }) => id)
  const of: Record<string, string[]> = {
    boosts: await ids('boosts'),
    payments: await ids('payments'),
    episodes: await ids('episodes'),
    supporters: await ids('supporters'),
    segments: await ids('segments'),
    months: await ids('closed_months'),
  }
  const queries = ['', `?show=${OWN}`, `?show=${OTHER}`, '?wallet=quokka-wallet', '?q=e&group=episode']
  return routes
    .filter(
      ({ method, path, may }) =>
        method === 'get' && ['read', 'export'].includes(may) && !/\/live$|\.pdf$/.test(path),
    )
    .flatMap(({ path }) => {
      const kind = path.split('/')[3] ?? ''
      if (path.includes('{slug}'))
        return [OWN, OTHER].flatMap((slug) =>
          (path.includes('{id}') ? (of.supporters ?? []) : ['']).map((id) =>
            path.replace('{slug}', slug).replace('{id}', id),
          ),
        )
      if (path.includes('{id}')) return (of[kind] ?? []).map((id) => path.replace('{id}', id))
      return path.includes('{')
        ? [path.replace(/\{\w+\}/g, 'node')]
        : queries.map((query) => `${path}${query}`)
    })
}

async function answersTo(paths: readonly string[], as: string): Promise<Map<string, unknown>> {
  while (await followFeed(service.ctx.db)) {
    // To the end.
  }
  const read = async (path: string): Promise<[string, unknown]> => {
    const { status, body, text } = await ask(as, 'get', path)
    expect(status, `${path}: ${text}`).toBeLessThan(500)
    return [path, { status, said: Object.keys(Object(body)).length > 0 ? still(body) : still(text) }]
  }
  const found: [string, unknown][] = []
  for (let n = 0; n < paths.length; n += 8)
    found.push(...(await Promise.all(paths.slice(n, n + 8).map(read))))
  return new Map(found)
}

describe('whoever has a role for one show', () => {
  it('is answered, whatever comes to others, as if there were no others', async () => {
    const { db } = service.ctx
    const before = new Map<string, Map<string, unknown>>()
    for (const as of who.keys()) before.set(as, await answersTo(await readable(), as))
    let n = 0
    await fc.assert(
      fc.asyncProperty(others, fc.constantFrom(...who.keys()), async (came, as) => {
        for (const { wallet, source, sender_name, action, day, amount_msat, fiat, isNamed } of came) {
          n++
          const report = makeReport({
            source,
            wallet,
            id: `quokka-${n}`,
            settled_at: `2026-05-${String(day).padStart(2, '0')}T18:00:00Z`,
            ...(fiat
              ? { fiat: { amount_minor: amount_msat, currency: 'EUR' }, amount_msat: null, rail: 'card' }
              : { amount_msat }),
            boostagram: {
              podcast: isNamed ? 'Coder Radio' : `Quokka ${n % 3}`,
              episode: `Quokka episode ${n % 3}`,
              app_name: 'QuokkaApp',
              sender_name,
              action,
              message: `Quokka ${n}`,
            },
          })
          await recordPayments(db, report)
        }
        const show = await db
          .selectFrom('shows')
          .select('id')
          .where('slug', '=', OTHER)
          .executeTakeFirstOrThrow()
        await recordClaims(db, [makeClaim(show.id, { reading: { message: `Quokka claims ${n}` } })])
        await service.ask('get', `/segments/current?show=${OTHER}`)
        await db
          .updateTable('supporters')
          .set({ note: 'Quokka says', say_as: 'Quokka' })
          .where(sql<boolean>`exists (
          select from boosts where supporter_id = supporters.id and show_id = ${show.id})`)
          .execute()
        await db
          .insertInto('rules')
          .values({
            id: crypto.randomUUID(),
            effect: 'ours',
            memo_contains: 'quokka',
            note: 'quokka',
            show_id: show.id,
          })
          .execute()
        const then = before.get(as) ?? new Map()
        const fresh = (await readable()).filter((path) => !then.has(path))
        const now = await answersTo([...then.keys(), ...fresh], as)
        // What is of the other show alone is nothing that they are told of.
        const expected = [...now].map(([path]) => [
          path,
          then.get(path) ?? { status: 404, said: expect.anything() },
        ])
        expect(Object.fromEntries(now)).toEqual(Object.fromEntries(expected))
        // What is not there is named as it was asked for.
        const told = [...now].filter(([, answer]) => Object(answer).status < 400)
        expect(told.filter(([, answer]) => MARK.test(JSON.stringify(answer)))).toEqual([])
      }),
      { numRuns: runsOf(5) },
    )
  })

  it('is told of changes in that show, and of none in another', async () => {
    const live = await startTestService({ database: service.ctx.database })
    const host = await openStream(`${live.url}/api/v1/live`, who.get('host') ?? {})
    const owner = await openStream(`${live.url}/api/v1/live`, await boss(live.ctx))
    await recordBoost(live.ctx.db, { boostagram: { podcast: 'Coder Radio', message: 'elsewhere' } })
    await expect.poll(() => owner.events.length).toBeGreaterThan(0)
    await recordBoost(live.ctx.db, { boostagram: { message: 'here' } })
    await expect.poll(() => host.events.length).toBeGreaterThan(0)
    for (const { hint } of host.events) expect(hint).toMatchObject({ shows: [OWN] })
    host.close()
    owner.close()
    await live.close()
  })
})

async function boss(ctx: typeof service.ctx): Promise<Credential> {
  const made = { email: 'boss@example.com', name: null, role: 'owner' as const, password_hash: null }
  return sessionCredential(ctx, (await addUser(ctx.db, made)).id)
}

type Named = { route: Route; name: string; thing: string }

/** Every route that changes something of a show, once for each thing that it names. */
const named: Named[] = routes.flatMap((route) =>
  Object.entries(typeof route.within === 'object' ? route.within : {}).map(([name, thing]) => ({
    route,
    name,
    thing,
  })),
)

describe('a change that names what is of another show', () => {
  const ids: Record<string, { own: string; other: string }> = {}
  beforeAll(async () => {
    const { db } = service.ctx
    await recordBoost(db, {
      boostagram: { podcast: 'Coder Radio', episode: 'Radio 1', sender_name: 'otter' },
    })
    await recordBoost(db, { boostagram: { sender_name: 'solo' } })
    for (const show of [OWN, OTHER]) {
      await service.ask('get', `/segments/current?show=${show}`)
      await service.ask('post', '/months', { month: '2026-01', show })
    }
    const idOf = async (
      table: 'boosts' | 'payments' | 'episodes' | 'segments' | 'closed_months',
      show: string,
    ) =>
      (
        await db
          .selectFrom(table)
          .innerJoin('shows', 'shows.id', `${table}.show_id`)
          .select(`${table}.id`)
          .where('shows.slug', '=', show)
          .executeTakeFirstOrThrow()
      ).id
    const supporter = async (name: string) =>
      (await db.selectFrom('supporters').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id
    const both = async (table: Parameters<typeof idOf>[0]) => ({
      own: await idOf(table, OWN),
      other: await idOf(table, OTHER),
    })
    Object.assign(ids, {
      show: { own: OWN, other: OTHER },
      'given show': { own: OWN, other: OTHER },
      boost: await both('boosts'),
      payment: await both('payments'),
      episode: await both('episodes'),
      segment: await both('segments'),
      month: await both('closed_months'),
      supporter: { own: await supporter('solo'), other: await supporter('otter') },
      'own supporter': { own: await supporter('solo'), other: await supporter('otter') },
    })
  })

  it.each(named.filter(({ thing }) => ids !== null && !['wallets', 'matter of all'].includes(thing)))(
    '$route.method $route.path with another $thing as $name is not found',
    async ({ route, name }) => {
      const within = Object(route.within)
      const idFor = (each: string) => ids[within[each]]?.[each === name ? 'other' : 'own'] ?? ''
      const path = route.path.replace(/\{(\w+)\}/g, (_, each) => idFor(each) || 'nothing')
      const fields = Object.keys(within).filter((each) => !route.path.includes(`{${each}}`))
      const isList = (each: string) => each === 'boosts' || each === 'payments'
      const body = Object.fromEntries(
        fields.map((each) => [each, isList(each) ? [idFor(each)] : idFor(each)]),
      )
      const role = route.may === 'books' ? 'bookkeeper' : 'host'
      for (const as of route.may === 'person' ? [role] : [role, 'admin key']) {
        const { status, body: said, text } = await ask(as, route.method, path, body)
        expect({ status, said }).toMatchObject({
          status: 404,
          said: { detail: expect.stringContaining('among your shows') },
        })
        expect(text).not.toMatch(/radio 1|otter|Quokka/i)
      }
    },
  )

  it.each([
    ['all shows’ books', 'bookkeeper', 'post', '/months', { month: '2026-02' }, 404],
    ['no show', 'host', 'patch', '/payments/{payment}', { show: null }, 404],
    ['a wallet of another show', 'host', 'patch', `/shows/${OWN}`, { shares: { 'quokka-wallet': 0.5 } }, 404],
    [
      'a feed, by which payments find a show',
      'host',
      'patch',
      `/shows/${OWN}`,
      { feed: 'https://example.com/feed' },
      403,
    ],
  ] as const)('is refused, too, of %s', async (_, as, method, path, body, status) => {
    const asked = `/api/v1${path.replace('{payment}', ids.payment?.own ?? '')}`
    expect((await ask(as, method, asked, body)).status).toBe(status)
  })

  it('is refused where one of many is, wherever it stands, and goes on where none is', async () => {
    const { own = '', other = '' } = ids.boost ?? {}
    const path = `/api/v1/segments/${ids.segment?.own}/older`
    for (const boosts of [
      [own, other],
      [other, own],
    ])
      expect((await ask('host', 'post', path, { boosts })).body.detail).toMatch(/boost among your shows/)
    expect((await ask('host', 'post', path, { boosts: [own, 'no id'] })).status).toBe(400)
    expect((await ask('host', 'post', path, { boosts: [own, own] })).status).toBe(200)
  })

  it('is refused without a word of whose it is that it would take', async () => {
    const { status, text } = await ask('host', 'patch', `/api/v1/shows/${OWN}`, { slug: OTHER })
    expect({ status, named: MARK.test(text) }).toEqual({ status: 409, named: false })
  })

  it('is refused of a supporter who supports other shows too', async () => {
    const { db } = service.ctx
    await recordBoost(db, { boostagram: { podcast: 'Coder Radio', sender_name: 'both' } })
    await recordBoost(db, { boostagram: { sender_name: 'both' } })
    const { id } = await db
      .selectFrom('supporters')
      .select('id')
      .where('name', '=', 'both')
      .executeTakeFirstOrThrow()
    const answer = await ask('host', 'patch', `/api/v1/supporters/${id}`, { note: 'Mine' })
    expect(answer.status).toBe(403)
    const ofShow = await ask('host', 'patch', `/api/v1/shows/${OWN}/supporters/${id}`, { team: true })
    expect(ofShow.status).toBe(200)
    expect(ofShow.body.shows.map(({ slug }: { slug: string }) => slug)).toEqual([OWN])
  })

  it('gives no supporter a name that is not theirs, by whichever payment', async () => {
    const { db } = service.ctx
    await recordBoost(db, { boostagram: { podcast: 'Coder Radio', sender_name: 'shared' } })
    const supporter = () =>
      db
        .selectFrom('supporters')
        .innerJoin('supporter_names', 'supporter_id', 'supporters.id')
        .select(['supporters.id', 'supporters.name'])
        .where('name_key', '=', 'shared')
        .executeTakeFirstOrThrow()
    const { id } = await supporter()
    const boost = await recordBoost(db, {
      settled_at: '2026-06-01T00:00:00Z',
      boostagram: { sender_name: 'shared' },
    })
    const { id: payment } = await db
      .selectFrom('payments')
      .select('id')
      .where('boost_id', '=', boost)
      .executeTakeFirstOrThrow()
    const said = { supporter: id, sender_name: 'EVIL' }
    expect((await ask('host', 'patch', `/api/v1/payments/${payment}`, said)).status).toBe(200)
    expect(await supporter()).toEqual({ id, name: 'shared' })
    await recordBoost(db, { settled_at: '2026-05-20T00:00:00Z', boostagram: { sender_name: 'Shared' } })
    expect((await supporter()).name).toBe('Shared')
  })
})

describe('what is of the whole installation', () => {
  const whole = routes.filter(
    ({ method, path, may, within }) =>
      may !== 'public' &&
      !path.includes('/auth/') &&
      (within === 'whole' || (method !== 'get' && within === undefined)),
  )

  it.each(whole)('$method $path is closed to whoever has a role for one show', async ({ method, path }) => {
    const asked = path.replace(/\{\w+\}/g, OWN)
    for (const as of who.keys())
      expect((await ask(as, method, asked, method === 'get' ? undefined : {})).status).toBe(403)
  })

  it('is known by name: a new one is added here', () => {
    const closed = whole
      .filter(({ may }) => !['admin', 'intake'].includes(may))
      .map(({ method, path }) => `${method} ${path}`)
    expect(closed.sort()).toEqual(
      [
        'delete /api/v1/payouts/{id}',
        'delete /api/v1/reconciliations/{id}',
        'delete /api/v1/rules/{id}',
        'get /api/v1/anonymous-names',
        'get /api/v1/payouts',
        'get /api/v1/reconciliations',
        'get /api/v1/reconciliations/{id}',
        'patch /api/v1/first-steps',
        'post /api/v1/payouts',
        'post /api/v1/rates',
        'post /api/v1/rates/import',
        'post /api/v1/reconciliations',
        'post /api/v1/reconciliations/file',
        'post /api/v1/reconciliations/{id}/explain',
        'post /api/v1/reconciliations/{id}/record',
        'post /api/v1/replies/{id}/approve',
        'post /api/v1/replies/{id}/settle',
        'post /api/v1/rules',
        'post /api/v1/shows',
        'post /api/v1/shows/{slug}/merge',
        'put /api/v1/anonymous-names',
        'put /api/v1/rates/valuing',
        'put /api/v1/shows/{slug}/feed/link',
      ].sort(),
    )
  })
})
