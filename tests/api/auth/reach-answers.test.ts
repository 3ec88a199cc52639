import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { addUser } from '#api/auth/person/user.ts'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'
import { routes } from '#api/routes.ts'
import { type Credential, sessionCredential } from '#tests/helper/credential.ts'
import { keepShow } from '#tests/helper/make-claim.ts'
import { type FakeBank, startFakeBank } from '#tests/helper/nwc/fake-bank.ts'
import { recordBoost } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()
const OWN = 'linux-unplugged'
const OTHER = 'coder-radio'
/** Is in all that is known of a supporter of both shows through the other one. */
const MARK = /quokka/i

let app: ReturnType<typeof createApp>
const who = new Map<string, Credential>()
type Ids = Record<
  'boost' | 'payment' | 'supporter' | 'episode' | 'segment' | 'goal' | 'overlay' | 'other',
  string
>
let ids: Ids
let bank: FakeBank
afterAll(() => bank.close())

beforeAll(async () => {
  const { ctx, ask } = service
  const { db } = ctx
  bank = await startFakeBank()
  ctx.fetcher = () => Promise.reject(new FetchProblem('network', 'Nobody is asked here.'))
  for (const title of ['LINUX Unplugged', 'Coder Radio']) await keepShow(db, title)
  await db.updateTable('shows').set({ title: 'Quokka Radio' }).where('slug', '=', OTHER).execute()
  const now = new Date().toISOString()
  const boost = await recordBoost(db, { settled_at: now, boostagram: { sender_name: 'both' } })
  const second = await recordBoost(db, { settled_at: now, boostagram: { sender_name: 'both' } })
  const others = await recordBoost(db, { boostagram: { podcast: 'Coder Radio', sender_name: 'both' } })
  const { supporter_id, episode_id } = await db
    .selectFrom('boosts')
    .select(['supporter_id', 'episode_id'])
    .where('id', '=', boost)
    .executeTakeFirstOrThrow()
  const supporter = supporter_id ?? ''
  await db
    .updateTable('supporters')
    .set({ name: 'Quokka Jane', say_as: 'Quokka', note: 'Quokka' })
    .where('id', '=', supporter)
    .execute()
  await ask('put', '/purse', { connection: bank.payer, daily_sats: 10_000, ask_from_sats: 5_000 })
  // As the other show answered them.
  await ask('post', `/boosts/${others}/replies`, { sats: 1, recipient: 'quokka@example.com' })
  await db
    .updateTable('replies')
    .set({ state: 'sent', payment_hash: Buffer.alloc(32), tried_at: new Date(), settled_at: new Date() })
    .execute()
  const { body: segment } = await ask('get', `/segments/current?show=${OWN}`)
  const { body: goal } = await ask('post', `/shows/${OWN}/goals`, {
    title: 'A goal',
    target: 1_000,
    period: 'month',
  })
  const { body: overlay } = await ask('post', `/shows/${OWN}/overlays`, { name: 'one' })
  const { id: payment } = await db
    .selectFrom('payments')
    .select('id')
    .where('boost_id', '=', boost)
    .executeTakeFirstOrThrow()
  ids = {
    boost,
    payment,
    supporter,
    episode: episode_id ?? '',
    segment: segment.id,
    goal: goal.id,
    overlay: overlay.id,
    other: second,
  }
  for (const role of ['host', 'bookkeeper'] as const) {
    const made = { email: `${role}@example.com`, name: null, role, password_hash: null, shows: [OWN] }
    who.set(role, await sessionCredential(ctx, (await addUser(db, made)).id))
  }
  app = createApp(ctx)
})

/** Of each change of one's own things what is sent, in the order in which they can follow on each other. */
const sent = (): [change: string, path: Partial<Record<'slug' | 'id', string>>, body?: object][] => [
  ['patch /api/v1/boosts/{id}', { id: ids.boost }, { hidden: false, supporter: ids.supporter }],
  ['post /api/v1/boosts/{id}/replies', { id: ids.boost }, { sats: 2 }],
  [
    'post /api/v1/boosts/{id}/replies',
    { id: ids.other },
    { sats: 2, recipient: 'mine@example.com', message: '{{name}}' },
  ],
  ['patch /api/v1/payments/{id}', { id: ids.payment }, { sender_name: 'both' }],
  ['post /api/v1/boosts/{id}/join', { id: ids.boost }, { boosts: [ids.other] }],
  ['post /api/v1/boosts/{id}/split', { id: ids.boost }, { payments: [ids.payment] }],
  ['post /api/v1/shows/{slug}/supporters/{id}/page-link', { slug: OWN, id: ids.supporter }],
  ['patch /api/v1/shows/{slug}/supporters/{id}', { slug: OWN, id: ids.supporter }, { team: true }],
  ['patch /api/v1/shows/{slug}', { slug: OWN }, { baller_sats: 30_000 }],
  ['patch /api/v1/shows/{slug}/public-settings', { slug: OWN }, { description: 'Ours' }],
  ['post /api/v1/shows/{slug}/goals', { slug: OWN }, { title: 'Another', target: 5, period: 'year' }],
  ['patch /api/v1/shows/{slug}/goals/{id}', { slug: OWN, id: ids.goal }, { title: 'Changed' }],
  ['post /api/v1/shows/{slug}/overlays', { slug: OWN }, { name: 'two' }],
  ['patch /api/v1/shows/{slug}/overlays/{id}', { slug: OWN, id: ids.overlay }, { paused: false }],
  ['post /api/v1/shows/{slug}/overlays/{id}/address', { slug: OWN, id: ids.overlay }],
  ['post /api/v1/shows/{slug}/overlays/{id}/alerts', { slug: OWN, id: ids.overlay }, {}],
  ['post /api/v1/shows/{slug}/episodes', { slug: OWN }, { title: 'New' }],
  ['patch /api/v1/episodes/{id}', { id: ids.episode }, { title: 'Renamed' }],
  ['put /api/v1/shows/{slug}/recording', { slug: OWN }, { planned: null }],
  ['patch /api/v1/shows/{slug}/air-settings', { slug: OWN }, { together: true }],
  ['patch /api/v1/segments/{id}', { id: ids.segment }, { title: 'Ours' }],
  [
    'post /api/v1/segments/{id}/marks',
    { id: ids.segment },
    [{ op_id: crypto.randomUUID(), boost_id: ids.boost, set: { status: 'read' } }],
  ],
  ['post /api/v1/segments/{id}/replies', { id: ids.segment }, { sats: 1, dry: true }],
  ['put /api/v1/segments/{id}/place', { id: ids.segment }, { item: ids.boost, device: 'a' }],
  ['post /api/v1/segments/{id}/recording', { id: ids.segment }, {}],
  ['put /api/v1/segments/{id}/cue', { id: ids.segment }, { text: 'Now' }],
  ['post /api/v1/segments/{id}/presence', { id: ids.segment }, { device: 'a', doing: 'reads' }],
  ['put /api/v1/segments/{id}/chapters', { id: ids.segment }, { offset_s: 0, items: [] }],
  ['post /api/v1/segments/{id}/close', { id: ids.segment }, {}],
  ['post /api/v1/segments/{id}/reopen', { id: ids.segment }, { merge: true }],
  ['post /api/v1/months', {}, { month: '2026-05', show: OWN }],
]

/** Of these no answer holds anything, or there is nothing to try them on here. */
const SILENT = [
  // Of two episodes that were joined.
  'delete /api/v1/episodes/{id}/joins/{join}',
  'delete /api/v1/months/{id}',
  'delete /api/v1/shows/{slug}/goals/{id}',
  'delete /api/v1/shows/{slug}/metaboost/test',
  'delete /api/v1/shows/{slug}/overlays/{id}',
  'delete /api/v1/shows/{slug}/overlay-media/{id}',
  'patch /api/v1/shows/{slug}/overlays/{id}/alerts/{alert}',
  // Of supporters of no other show.
  'patch /api/v1/supporters/{id}',
  'post /api/v1/supporters/suggestions/dismiss',
  'post /api/v1/supporters/{id}/anonymize',
  'post /api/v1/supporters/{id}/merge',
  'post /api/v1/supporters/{id}/split',
  // Of a claim, a feed, an app, a second segment or episode.
  'post /api/v1/boosts/{id}/attach',
  'post /api/v1/boosts/{id}/dismiss',
  'post /api/v1/episodes/{id}/merge',
  'post /api/v1/segments/{id}/older',
  'post /api/v1/segments/{id}/press',
  'post /api/v1/shows/{slug}/feed/refresh',
  'post /api/v1/shows/{slug}/metaboost/test',
  // A file.
  'post /api/v1/shows/{slug}/overlay-media',
  // Keys alone.
  'post /api/v1/payments',
  'post /api/v1/webhooks/helipad',
  'put /api/v1/home/look',
]

describe('what a change is answered', () => {
  it('is looked at for every route of shows: a new one is added here', () => {
    const all = routes
      .filter(({ within }) => typeof within === 'object')
      .map((route) => `${route.method} ${route.path}`)
    const known = [...sent().map(([change]) => change), ...SILENT]
    expect([...new Set(known)].sort()).toEqual(all.sort())
  })

  it('says nothing of what other shows know of somebody who supports these too', async () => {
    const told: unknown[] = []
    for (const [change, path, body] of sent()) {
      const [method = '', pattern = ''] = change.split(' ')
      const as = change.includes('/months') ? 'bookkeeper' : 'host'
      const address = pattern.replace(/\{(slug|id)\}/g, (_, name: 'slug' | 'id') => path[name] ?? '')
      const asked = ask(method, address).set(who.get(as) ?? {})
      const { status, text = '' } = body === undefined ? await asked : await asked.send(body)
      const isTold = MARK.test(text) && !text.includes('"made_by":"quokka')
      if (status >= 500 || isTold || (status >= 400 && !text.includes('does not say where a reply')))
        told.push({ change, status, text: text.slice(0, 2_000) })
    }
    expect(told).toEqual([])
  })

  it('is no more of a closed segment than of the open one, though its host is told all', async () => {
    const { ask: asOwner, ctx } = service
    // The team's boosts are not read aloud.
    await ctx.db.deleteFrom('show_supporters').where('supporter_id', '=', ids.supporter).execute()
    await recordBoost(ctx.db, {
      settled_at: new Date().toISOString(),
      boostagram: { sender_name: 'both', message: 'Again' },
    })
    await ctx.db
      .updateTable('supporters')
      .set({ name: 'Quokka Jane' })
      .where('id', '=', ids.supporter)
      .execute()
    const { body: open } = await asOwner('get', `/segments/current?show=${OWN}`)
    await asOwner('post', `/segments/${open.id}/close`, { carry_unread: false })
    const read = async (path: string) => {
      const answer = await request(app)
        .get(`/api/v1/segments/${open.id}${path}`)
        .set(who.get('host') ?? {})
      return { status: answer.status, told: MARK.test(answer.text), named: /\bboth\b/.test(answer.text) }
    }
    for (const path of ['', '/notes.md'])
      expect(await read(path)).toEqual({ status: 200, told: false, named: true })
    const { body: whole } = await asOwner('get', `/segments/${open.id}`)
    for (const kept of ['"name":"Quokka Jane"', '"say_as":"Quokka"', '"about":"Quokka"'])
      expect(JSON.stringify(whole)).toContain(kept)
  })

  it('is nothing of wallets themselves where a month is closed', async () => {
    const asked = request(app)
      .post('/api/v1/months')
      .set(who.get('bookkeeper') ?? {})
    expect((await asked.send({ month: '2026-04', show: OWN, reconciled: true })).status).toBe(403)
    const { body: month } = await service.ask('post', '/months', { month: '2026-03', show: OWN })
    const reconciled = [{ wallet: 'quokka', balance_msat: 5 }]
    const payouts = [{ wallet: 'quokka', currency: null, count: 1, amount: 1, fee: 0, held: 1 }]
    const keep = (more: object) =>
      service.ctx.db
        .updateTable('closed_months')
        .set(({ eb, val }) => ({
          statement: eb('statement', '||' as never, val(JSON.stringify(more)) as never),
        }))
        .where('id', '=', month.id)
        .execute()
    await keep({ reconciled, payouts })
    const change = (method: 'get' | 'delete') =>
      request(app)
        [method](`/api/v1/months/${month.id}`)
        .set(who.get('bookkeeper') ?? {})
    const read = await change('get')
    expect({ status: read.status, told: MARK.test(read.text) }).toEqual({ status: 200, told: false })
    // What they cannot see they cannot undo either.
    const kept = await change('delete')
    expect({ status: kept.status, told: MARK.test(kept.text) }).toEqual({ status: 403, told: false })
    await keep({ reconciled: null })
    const reopened = await change('delete')
    expect({ status: reopened.status, told: MARK.test(reopened.text) }).toEqual({ status: 200, told: false })
  })

  it('is told of totals that nothing brought up to date since what came last', async () => {
    const { db } = service.ctx
    const totals = routes
      .filter(
        ({ method, path }) => method === 'get' && /^\/api\/v1\/shows\/\{slug\}\/(totals|episodes)/.test(path),
      )
      .map(({ path }) => path.replace('{slug}', OWN).replace('{part}', 'episode'))
    for (const path of [
      ...totals,
      `/api/v1/episodes/${ids.episode}`,
      `/api/v1/shows/${OWN}/episodes?sums=true`,
    ]) {
      await recordBoost(db, { settled_at: new Date().toISOString() })
      const { status, text } = await request(app)
        .get(path)
        .set(who.get('host') ?? {})
      expect({ path, status, text: status === 200 ? '' : text }).toEqual({ path, status: 200, text: '' })
    }
  })

  it('names nobody as other shows know them who supports these too', async () => {
    const { db } = service.ctx
    const here = await recordBoost(db, { boostagram: { sender_name: 'Nick' } })
    const there = await recordBoost(db, {
      boostagram: { podcast: 'Coder Radio', sender_name: 'Quokka Real' },
    })
    const of = async (boost: string) =>
      (await db.selectFrom('boosts').select('supporter_id').where('id', '=', boost).executeTakeFirstOrThrow())
        .supporter_id ?? ''
    await service.ask('post', `/supporters/${await of(here)}/merge`, { with: await of(there) })
    const id = await of(here)
    for (const path of [
      `/supporters/${id}`,
      `/shows/${OWN}/supporters?q=Quokka%20Real`,
      `/shows/${OWN}/supporters`,
    ]) {
      const { status, text } = await request(app)
        .get(`/api/v1${path}`)
        .set(who.get('host') ?? {})
      expect({ path, status, told: /quokka real/i.test(text) }).toEqual({ path, status: 200, told: false })
    }
  })
})

function ask(method: string, address: string) {
  const agent = request(app)
  if (method === 'patch') return agent.patch(address)
  return method === 'put' ? agent.put(address) : agent.post(address)
}
