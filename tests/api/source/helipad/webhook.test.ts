import request from 'supertest'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { type Credential, keyCredential } from '#tests/helper/credential.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const createContext = shareDatabase()

let ctx: TestContext
let key: Credential
beforeEach(async () => {
  ctx = await createContext()
  key = await keyCredential(ctx, ['intake'])
})

/** As Helipad's README shows it; the metadata is text within. */
function boost(overrides: Record<string, unknown> = {}) {
  return {
    direction: 'incoming',
    index: 4321,
    time: 1_690_834_568,
    value_msat: 75_000,
    value_msat_total: 100_000,
    action: 2,
    sender: 'winebear',
    app: 'Podverse',
    message: 'thanks for the show',
    podcast: 'Kill Show',
    episode: 'Episode 8',
    tlv: JSON.stringify({
      action: 'boost',
      podcast: 'Kill Show',
      episode: 'Episode 8',
      app_name: 'Podverse',
      sender_name: 'winebear',
      message: 'thanks for the show, all of it',
      value_msat_total: 100_000,
    }),
    remote_podcast: null,
    remote_episode: null,
    reply_sent: false,
    memo: null,
    payment_info: null,
    ...overrides,
  }
}

const post = (body: object, query = '', who = key) =>
  request(createApp(ctx)).post(`/api/v1/webhooks/helipad${query}`).set(who).send(body)

const source = async (name: string) =>
  await ctx.db
    .selectFrom('sources')
    .innerJoin('wallets', 'wallets.id', 'sources.wallet_id')
    .select(['kind', 'exactness', 'wallets.name as wallet'])
    .where('sources.name', '=', name)
    .executeTakeFirst()

describe('the webhook of Helipad', () => {
  it('records a boost, once, with the words of its metadata', async () => {
    const { status, body } = await post(boost())
    expect([status, body.status]).toEqual([200, 'recorded'])
    const payment = await ctx.db
      .selectFrom('payments')
      .selectAll()
      .where('id', '=', body.payment_id)
      .executeTakeFirstOrThrow()
    expect(payment).toMatchObject({
      ref: '4321',
      amount_msat: 75_000,
      message: 'thanks for the show, all of it',
      boost_id: body.boost_id,
      settled_at: new Date(1_690_834_568_000),
    })
    expect((await post(boost())).body).toEqual({ ...body, status: 'duplicate' })
    expect(await source('helipad')).toEqual({ kind: 'helipad', exactness: 1, wallet: 'helipad' })
  })

  it.each(['time', 'index', 'tlv', 'payment_info'])(
    'refuses or passes over a %s that is no such thing',
    async (field) => {
      const { status } = await post(boost({ [field]: { toString: 1, valueOf: 1 } }))
      expect(status).toBeLessThan(500)
    },
  )

  it('reports for the source of its key, on the wallet that it names', async () => {
    const own = await keyCredential(ctx, ['intake'], 'the helipad at home', 'the node at home')
    await post(boost({ index: 1 }), '?wallet=the%20node%20at%20home', own)
    expect(await source('the helipad at home')).toMatchObject({ wallet: 'the node at home' })
    const neighbour = await keyCredential(ctx, ['intake'], 'the helipad next door')
    expect((await post(boost({ index: 2 }), '?wallet=the%20node%20at%20home', neighbour)).status).toBe(403)
  })

  const payment_info = {
    payment_hash: 'ab'.repeat(32),
    pubkey: `02${'cd'.repeat(32)}`,
    custom_key: 0,
    custom_value: '',
    fee_msat: 12,
    reply_to_idx: null,
  }
  it.each([
    ['by its direction', { direction: 'outgoing' }],
    ['by how it was paid, as before 0.2.2', { direction: undefined, payment_info }],
    ['by its list', { direction: undefined, list_type: 'sent' }],
  ])('skips what was sent, told %s', async (_name, told) => {
    const { status, body } = await post(boost({ index: 99, ...told }))
    expect(status).toBe(200)
    expect(body).toEqual({ status: 'skipped', reason: 'sent, not received' })
    expect(await ctx.db.selectFrom('payments').select('id').where('ref', '=', '99').execute()).toEqual([])
  })

  it('records what was received before 0.2.2, which tells no direction', async () => {
    const { body } = await post(boost({ index: 100, direction: undefined }))
    expect(body.status).toBe('recorded')
  })

  it.each<[string, object, number]>([
    ['an empty object', {}, 422],
    ['no index', boost({ index: null }), 422],
    ['no time', boost({ time: 'noon' }), 422],
    ['a fractional amount', boost({ value_msat: 0.5 }), 422],
    ['a negative amount', boost({ value_msat: -1000 }), 422],
    ['a list', [boost()], 400],
  ])('refuses %s with a sentence', async (_name, body, status) => {
    const answer = await post(body)
    expect(answer.status).toBe(status)
    expect(answer.body.detail).toMatch(/\.$/)
  })

  it('keeps a boost whose metadata cannot be read', async () => {
    const { body } = await post(boost({ index: 7, tlv: '{"action": "boo' }))
    expect(body.status).toBe('recorded')
  })
})
