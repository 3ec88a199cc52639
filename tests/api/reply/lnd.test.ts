import { randomBytes } from 'node:crypto'
import { status } from '@grpc/grpc-js'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSecretBox } from '#api/auth/secret-box.ts'
import { openWallet } from '#api/reply/pay/open-wallet.ts'
import { payReplies } from '#api/reply/pay/pay-replies.ts'
import { hashOf } from '#api/reply/pay/wallet.ts'
import { sealAccess } from '#api/reply/purse/access.ts'
import { whyNotToPay } from '#api/reply/purse/paying-macaroon.ts'
import { openPurse } from '#api/reply/purse/purse.ts'
import { sealSettings } from '#api/source/connection/settings.ts'
import { lnd } from '#api/source/lnd/lnd.ts'
import { makeCertificate } from '#tests/helper/certificate.ts'
import { bake, PAYING_MACAROON } from '#tests/helper/lnd/bake.ts'
import { type FakePayer, startFakePayer } from '#tests/helper/lnd/fake-payer.ts'
import { makeInvoice } from '#tests/helper/nostr/make-invoice.ts'
import { recordBoost } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'
import { until } from '#tests/helper/until.ts'

const service = shareService()
const preimages = new Map<string, string>()
let node: FakePayer

beforeAll(async () => {
  node = await startFakePayer((payment_hash) => preimages.get(payment_hash) ?? null)
})
afterAll(() => node.close())
beforeEach(async () => {
  node.paid.length = 0
  Object.assign(node.behaviour, { fail: null, refuse: null, mute: false, deaf: false, remembers: true })
  await service.ctx.db.deleteFrom('replies').execute()
  await setUp()
})

function setUp(over: Record<string, unknown> = {}) {
  const lnd = { ...node.lnd, ...over }
  return service.ask('put', '/purse', { lnd, daily_sats: 1_000, ask_from_sats: 500 })
}

const NODE = `02${'ab'.repeat(32)}`

/** A reply by keysend, which needs no server of the recipient's. */
async function reply(): Promise<string> {
  const id = await recordBoost(service.ctx.db, {
    settled_at: new Date().toISOString(),
    boostagram: { reply_address: NODE, reply_custom_key: 696969, reply_custom_value: 'abc' },
  })
  const made = await service.ask('post', `/boosts/${id}/replies`, { sats: 100, message: 'Thanks!' })
  expect(made.status).toBe(202)
  return id
}

async function stands(boostId: string) {
  const { body } = await service.ask('get', `/boosts/${boostId}/replies`)
  return body.items[0] as { state: string; answer: string | null; fee_msat: number | null }
}

async function ends(boostId: string, state: string) {
  await until(`a reply is ${state}`, async () => (await stands(boostId)).state === state, 60_000)
  return await stands(boostId)
}

/** As another process does it, long after one was cut off. */
async function lookLater() {
  const tried_at = new Date(Date.now() - 20 * 60_000)
  await service.ctx.db
    .updateTable('replies')
    .set({ tried_at })
    .where('state', 'in', ['paying', 'uncertain'])
    .execute()
  await payReplies({ ...service.ctx, db: service.ctx.database.keeping }, new AbortController().signal)
}

describe('a reply that an LND node pays', () => {
  it('goes by keysend with its records, is in the books with its fee, and shows no macaroon', async () => {
    expect((await service.ask('get', '/purse')).body.purse).toMatchObject({
      kind: 'lnd',
      address: node.lnd.address,
    })
    const id = await reply()
    expect(await ends(id, 'sent')).toMatchObject({ fee_msat: 1_000 })
    const [{ request } = { request: null }] = node.paid
    expect(request).toMatchObject({ amt_msat: '100000', fee_limit_msat: '5000', timeout_seconds: 60 })
    expect(request?.dest.toString('hex')).toBe(NODE)
    expect(request?.dest_custom_records?.['696969']?.toString()).toBe('abc')
    expect(JSON.stringify((await service.ask('get', '/purse')).body)).not.toContain(PAYING_MACAROON)
  })

  it('is not paid from a wallet that was sealed under another key, which another may take the place of', async () => {
    const other = createSecretBox({ secretKey: 'another secret key that is long enough', dataDir: '' })
    await service.ctx.db
      .updateTable('purses')
      .set(sealAccess(other, { kind: 'nwc', connection: '' }))
      .execute()
    expect((await service.ask('get', '/purse')).body.purse).toMatchObject({ kind: 'nwc', address: null })
    await expect(openPurse(service.ctx)).rejects.toThrow('SECRET_KEY')
    expect((await setUp()).status).toBe(200)
    expect((await service.ask('get', '/purse')).body.purse).toMatchObject({ address: node.lnd.address })
  })

  it('is known to be of the followed wallet at the same address, and of none where it is another node', async () => {
    const { db, secrets } = service.ctx
    const paidFrom = async (boost_id: string) => {
      await ends(boost_id, 'sent')
      const row = db.selectFrom('replies').select('wallet_id').where('boost_id', '=', boost_id)
      return (await row.executeTakeFirstOrThrow()).wallet_id
    }
    const id = await reply()
    expect(await paidFrom(id)).toBeNull()
    const source = await db
      .updateTable('sources')
      .set({ kind: 'lnd' })
      .where('wallet_id', 'is not', null)
      .returning(['id', 'name', 'wallet_id'])
      .executeTakeFirstOrThrow()
    const follow = async (address: string) => {
      const kept = sealSettings(secrets, lnd, source.name, { ...node.lnd, address })
      const row = { settings: JSON.stringify(kept.settings), secrets: kept.secrets }
      await db.deleteFrom('connections').execute()
      await db
        .insertInto('connections')
        .values({ source_id: source.id, ...row })
        .execute()
    }
    await follow('another-node.example:10009')
    expect(await paidFrom(await reply())).toBeNull()
    await follow(node.lnd.address)
    expect(await paidFrom(await reply())).toBe(source.wallet_id)
  })

  it('goes by an invoice, of which the proof is asked for', async () => {
    const purse = await openPurse(service.ctx)
    if (!purse) throw new Error('There is no purse')
    const wallet = openWallet(purse)
    const preimage = randomBytes(32).toString('hex')
    const payment_hash = hashOf(preimage)
    const invoice = makeInvoice({ amount_msat: 21_000, payment_hash })
    const payment = { payment_hash, amount_msat: 21_000, invoice }
    expect(await wallet.pay(payment)).toEqual({
      kind: 'refused',
      answer: 'There is no way to the recipient, or none for this sum and its fee.',
    })
    preimages.set(payment_hash, preimage)
    const another = { ...payment, payment_hash: hashOf(randomBytes(32).toString('hex')) }
    expect(await wallet.lookUp(another.payment_hash, new Date())).toMatchObject({ kind: 'unknown' })
    wallet.close()
  })

  it.each([
    ['that the node has not enough', { fail: 'INSUFFICIENT_BALANCE' }, /not enough/],
    [
      'that its macaroon may not',
      { refuse: { code: status.UNKNOWN, details: 'permission denied' } },
      /permission denied/,
    ],
  ])('says %s, and nothing was paid', async (_, behaviour, words) => {
    Object.assign(node.behaviour, behaviour)
    expect((await ends(await reply(), 'failed')).answer).toMatch(words)
    expect(node.paid).toHaveLength(0)
  })

  it('that was cut off is looked up and never paid again', async () => {
    node.behaviour.mute = true
    const id = await reply()
    await until('it is paid', () => node.paid.length === 1, 60_000)
    // Another wallet would know nothing of it.
    expect((await setUp()).status).toBe(409)
    await lookLater()
    expect(await ends(id, 'sent')).toMatchObject({ fee_msat: 1_000 })
    node.letGo()
    expect(node.paid).toHaveLength(1)
  })

  it('that never came to the node was not paid, which is known after a while though a keysend has no end', async () => {
    node.behaviour.deaf = true
    const id = await reply()
    await ends(id, 'paying')
    await until('it was told', async () => (await stands(id)).state === 'paying', 60_000)
    await lookLater()
    expect((await ends(id, 'failed')).answer).toContain('never began')
    node.letGo()
    expect(node.paid).toHaveLength(0)
  })

  it('of which the node says nothing that is certain stays so', async () => {
    node.behaviour.refuse = { code: status.UNKNOWN, details: 'payment is in transition' }
    const id = await reply()
    expect((await ends(id, 'uncertain')).answer).toContain('in transition')
    expect((await service.ask('post', `/boosts/${id}/replies`, { sats: 100 })).status).toBe(409)
  })
})

describe('a macaroon for paying', () => {
  const now = new Date('2026-11-29T00:00:00Z')
  const PAY = { uri: ['/routerrpc.Router/SendPaymentV2', '/routerrpc.Router/TrackPaymentV2'] }
  it.each([
    ['for the two calls', bake(PAY), null],
    ['for payments', bake({ offchain: ['read', 'write'], info: ['read'] }), null],
    ['that has not ended', bake(PAY, ['time-before 2027-01-01T00:00:00Z']), null],
    ['that has ended', bake(PAY, ['time-before 2026-11-28T00:00:00Z']), /expired/],
    ['of an administrator', bake({ offchain: ['read', 'write'], onchain: ['write'] }), /onchain:write/],
    ['that makes others', bake({ ...PAY, macaroon: ['generate'] }), /more than to pay/],
    ['that reads invoices, too', bake({ ...PAY, invoices: ['read'] }), /invoices:read/],
    ['that only reads', bake({ offchain: ['read'] }), /may not pay/],
    ['that cannot look up', bake({ uri: ['/routerrpc.Router/SendPaymentV2'] }), /look up/],
    ['of another kind', Buffer.from(`02${'07'.repeat(80)}`, 'hex'), /cannot be read/],
  ])('%s is taken or refused by what it says of itself', (_, macaroon, why) => {
    const said = whyNotToPay(macaroon, now)
    if (why === null) expect(said).toBeNull()
    else expect(said).toMatch(why)
  })

  it('is not kept where the node does not take it, nor where no node answers', async () => {
    const another = bake({ uri: ['/routerrpc.Router/SendPaymentV2', '/routerrpc.Router/TrackPaymentV2'] }, [
      'x',
    ])
    const refused = await setUp({ macaroon: another.toString('hex') })
    expect([refused.status, refused.body.detail]).toEqual([
      422,
      expect.stringContaining('LND does not accept the macaroon'),
    ])
    const silent = await setUp({ address: '127.0.0.1:1' })
    expect([silent.status, silent.body.detail]).toEqual([422, expect.stringContaining('does not answer')])
    const other = await setUp({ certificate: makeCertificate().cert })
    expect(other.body.detail).toContain('another certificate than the one given')
    expect((await setUp()).body.found).toEqual({ name: null, balance_msat: null, lacks: ['balance'] })
  })

  it('is refused where it is given, with none of it in the words', async () => {
    const macaroon = bake({ onchain: ['write'] }).toString('hex')
    const { status: code, body } = await setUp({ macaroon })
    expect([code, body.detail]).toEqual([422, expect.stringContaining('lncli bakemacaroon')])
    expect(JSON.stringify(body)).not.toContain(macaroon)
    const both = { connection: 'nostr+walletconnect://x', lnd: node.lnd, daily_sats: 1, ask_from_sats: 1 }
    expect((await service.ask('put', '/purse', both)).status).toBe(422)
  })
})
