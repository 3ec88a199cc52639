import fc from 'fast-check'
import request from 'supertest'
import { beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { createKey } from '#api/auth/key/api-key.ts'
import { refreshPayments } from '#api/intake/refresh-payments.ts'
import { keepShow } from '#tests/helper/make-claim.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { runsOf } from '#tests/helper/runs.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()
const OWN = 'LINUX Unplugged'
const OTHER = 'Coder Radio'
/** Of the wallet that both shows have. */
const KNOWN = { ref: 'radio-1', hash: 'ab'.repeat(32) }

let app: ReturnType<typeof createApp>
let key: { Authorization: string }
beforeAll(async () => {
  const { db } = service.ctx
  for (const title of [OWN, OTHER]) await keepShow(db, title)
  await recordPayments(
    db,
    makeReport({ id: KNOWN.ref, payment_hash: KNOWN.hash, boostagram: { podcast: OTHER } }),
    makeReport({ boostagram: { podcast: OTHER, sender_name: 'otter' } }),
  )
  key = await keyOf(['intake'], 'studio')
  app = createApp(service.ctx)
})

async function keyOf(scopes: ('intake' | 'admin')[], source: string) {
  const shows = ['linux-unplugged']
  const made = await createKey(service.ctx.db, {
    name: `${source} ${scopes}`,
    scopes,
    source,
    wallet: 'node',
    shows,
  })
  return { Authorization: `Bearer ${made.key}` }
}

let made = 0
/** A boost of its show, but for what is said otherwise. */
const report = (over: Record<string, unknown> = {}) =>
  makeReport({ source: undefined, id: `studio-${++made}`, ...over })
const post = (body: object) => request(app).post('/api/v1/payments').set(key).send(body)

/** All that is there of the other show, and which shows, wallets and sources there are. */
async function others() {
  const { db } = service.ctx
  const of = (table: 'payments' | 'boosts' | 'episodes') =>
    db
      .selectFrom(table)
      .innerJoin('shows', 'shows.id', `${table}.show_id`)
      .selectAll(table)
      .where('shows.title', '!=', OWN)
      .orderBy(`${table}.id`)
      .execute()
  const names = (table: 'wallets' | 'sources') =>
    db.selectFrom(table).select('name').orderBy('name').execute()
  return {
    payments: await of('payments'),
    boosts: await of('boosts'),
    episodes: await of('episodes'),
    shows: await db.selectFrom('shows').select('title').orderBy('title').execute(),
    wallets: await names('wallets'),
    sources: (await names('sources')).filter(({ name }) => name !== 'studio'),
  }
}

/** What it may not report, and why. */
const FOREIGN = {
  'what names another show': { boostagram: { podcast: OTHER } },
  'what names a show that is not known yet': { boostagram: { podcast: 'Quokka Radio' } },
  'what names none': { boostagram: null },
  'what is known as another’s by its id': { id: KNOWN.ref },
  'what is known as another’s by its hash': { payment_hash: KNOWN.hash },
  'what contradicts another’s': { payment_hash: KNOWN.hash, amount_msat: 3 },
  'what pays another’s back': { refund_of: KNOWN.ref, amount_msat: -1_000_000, boostagram: null },
  'what pays back what is not known': { refund_of: 'nothing', amount_msat: -1_000_000, boostagram: null },
  'what is told by an address, later': {
    boostagram: null,
    memo: 'rss::payment::boost https://example.com/boost.json',
  },
} as const

describe('a key that reports for a show', () => {
  it('records what names it, in whichever form it is sent', async () => {
    expect((await post(report())).body.status).toBe('recorded')
    const many = await post([report(), report({ boostagram: { podcast: OTHER } }), report()])
    expect(many.body).toMatchObject({ recorded: 2, rejected: [{ index: 1 }] })
    const lines = await request(app)
      .post('/api/v1/payments')
      .set(key)
      .set('Content-Type', 'application/x-ndjson')
      .send([report({ boostagram: null }), report()].map((row) => JSON.stringify(row)).join('\n'))
    expect(lines.text).toMatch(/"recorded":1.*"rejected_count":1/)
  })

  it.each(Object.entries(FOREIGN))('refuses %s, in the same words, and leaves nothing', async (_, over) => {
    const before = await others()
    const { status, body } = await post(report(over))
    expect({ status, detail: body.detail }).toEqual({
      status: 403,
      detail: expect.stringMatching(/^This key reports for some shows only\. [^.]*\.$/),
    })
    expect(await others()).toEqual(before)
  })

  it('pays back what is of its show', async () => {
    const first = report()
    await post(first)
    const back = report({ refund_of: first.id, amount_msat: -1_000_000, boostagram: null })
    expect((await post(back)).body.status).toBe('recorded')
  })

  it('is held to it by Helipad’s webhook, too', async () => {
    const hook = (podcast: string) =>
      request(app)
        .post('/api/v1/webhooks/helipad')
        .set(key)
        .send({
          index: ++made,
          time: 1_779_000_000,
          value_msat: 5_000,
          value_msat_total: 5_000,
          action: 2,
          sender: 'heron',
          app: 'Fountain',
          message: 'hi',
          podcast,
          episode: 'Episode 1',
          tlv: JSON.stringify({ podcast, action: 'boost', app_name: 'Fountain', sender_name: 'heron' }),
        })
    expect((await hook(OWN)).body.status).toBe('recorded')
    expect((await hook(OTHER)).status).toBe(403)
  })

  it('changes nothing of others, whatever it sends', async () => {
    const before = await others()
    const row = fc.record({
      over: fc.constantFrom({}, ...Object.values(FOREIGN)),
      id: fc.constantFrom('studio-x', 'studio-y', KNOWN.ref),
      hash: fc.constantFrom(null, KNOWN.hash, 'cd'.repeat(32)),
      sender_name: fc.constantFrom('winebear', 'otter', 'heron'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
        const sent = rows.map(({ over, id, hash, sender_name }) => {
          const one = report({ id, payment_hash: hash, ...over })
          return { ...one, ...(one.boostagram ? { boostagram: { ...one.boostagram, sender_name } } : {}) }
        })
        expect((await post(sent)).status).toBe(200)
        expect(await others()).toEqual(before)
      }),
      { numRuns: runsOf(30) },
    )
  })

  it('teaches no name of its show, by which others’ payments would come to it, also not when it is read again', async () => {
    const { db } = service.ctx
    const guid = 'b5e3f6a0-0000-5000-8000-00000000000a'
    const taken = { guid, url: 'https://radio.example/feed' }
    const { body } = await post(report({ boostagram: { podcast: OWN, ...taken } }))
    expect(body.status).toBe('recorded')
    await db.transaction().execute((trx) => refreshPayments(trx, [body.payment_id]))
    const [others] = await recordPayments(db, makeReport({ boostagram: { podcast: OTHER, ...taken } }))
    const { title } = await db
      .selectFrom('payments')
      .innerJoin('shows', 'shows.id', 'payments.show_id')
      .select('title')
      .where('payments.id', '=', others?.payment_id ?? '')
      .executeTakeFirstOrThrow()
    expect(title).toBe(OTHER)
  })

  it('has a source of its own, and no other may be named', async () => {
    const wanted = { name: 'sourceless', scopes: ['intake'], shows: ['linux-unplugged'] }
    expect((await service.ask('post', '/keys', wanted)).body.detail).toMatch(/bound to a source/)
    expect((await post({ ...report(), source: 'node' })).status).toBe(403)
    expect((await post(report({ wallet: 'others' }))).status).toBe(403)
  })
})

it('a key that may do everything of a show may do what its host and its bookkeeper may, and is no owner', async () => {
  const admin = await keyOf(['admin'], 'admin')
  const me = await request(app).get('/api/v1/auth/me').set(admin)
  expect(me.body.may).toEqual(['public', 'self', 'read', 'intake', 'export', 'edit', 'payments', 'books'])
  for (const path of ['keys', 'users', 'audit', 'sources', 'ways-out'])
    expect((await request(app).get(`/api/v1/${path}`).set(admin)).status).toBe(403)
})
