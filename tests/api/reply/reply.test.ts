import { hash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ReplyJson } from '#api/contract/reply.ts'
import { createFetcher, type Fetcher } from '#api/fetch/create-fetcher.ts'
import { openNwcWallet } from '#api/reply/pay/nwc-wallet.ts'
import { payReplies } from '#api/reply/pay/pay-replies.ts'
import { askAs } from '#tests/helper/ask.ts'
import { personCredential } from '#tests/helper/credential.ts'
import { type HttpsServer, startHttpsServer } from '#tests/helper/https-server.ts'
import { type FakeBank, startFakeBank } from '#tests/helper/nwc/fake-bank.ts'
import { startFakeRelay } from '#tests/helper/nwc/fake-relay.ts'
import { recordBoost } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'
import { until } from '#tests/helper/until.ts'

const service = shareService()
let bank: FakeBank
let server: HttpsServer
let fetcher: Fetcher
/** What the recipient's server does, and what was said to it. */
const lnurl = { commentAllowed: 100, refusal: null as string | null, factor: 1, comments: [] as string[] }
/** The address of a relay that is there no more. */
let nowhere: string
/** The key of a wallet that no relay knows. */
const STRANGER = 'f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9'
const METADATA = JSON.stringify([['text/plain', 'For winebear']])

beforeAll(async () => {
  bank = await startFakeBank()
  const gone = await startFakeRelay()
  await gone.close()
  nowhere = encodeURIComponent(gone.url)
  server = await startHttpsServer(async (req, res) => {
    const url = new URL(req.url ?? '', 'https://meta.example')
    const json = (body: object) => res.setHeader('Content-Type', 'application/json').end(JSON.stringify(body))
    if (url.pathname.startsWith('/.well-known/lnurlp/'))
      return json({
        tag: 'payRequest',
        callback: `${server.url}/callback`,
        minSendable: 1_000,
        maxSendable: 500_000_000,
        metadata: METADATA,
        commentAllowed: lnurl.commentAllowed,
      })
    if (lnurl.refusal !== null) return json({ status: 'ERROR', reason: lnurl.refusal })
    lnurl.comments.push(url.searchParams.get('comment') ?? '')
    const amount = Number(url.searchParams.get('amount')) * lnurl.factor
    const made = await bank.payee.makeInvoice({ amount, description_hash: hash('sha256', METADATA) })
    json({ pr: made.invoice, routes: [] })
  })
  const real = createFetcher({
    mayConnect: () => true,
    ca: server.ca,
    lookup: (_, options, done) =>
      options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4),
  })
  // An address of Lightning has no port.
  fetcher = (url, options) => real(url.replace('https://meta.example/', `${server.url}/`), options)
  service.ctx.fetcher = fetcher
})
afterAll(async () => {
  await bank.close()
  await server.close()
})
beforeEach(async () => {
  Object.assign(lnurl, { commentAllowed: 100, refusal: null, factor: 1, comments: [] })
  Object.assign(bank.behaviour, {
    refuse: null,
    mute: false,
    deaf: false,
    remembers: true,
    may: null,
    onPay: () => {},
  })
  bank.paid.length = 0
  await service.ctx.db.deleteFrom('replies').execute()
  await setUp()
})
afterEach(async () => {
  bank.letGo()
  await service.ctx.db
    .updateTable('replies')
    .set({ state: 'refused' })
    .where('state', '=', 'waiting')
    .execute()
})

async function setUp(over: Record<string, unknown> = {}) {
  const given = { connection: bank.payer, daily_sats: 1_000, ask_from_sats: 500, ...over }
  const set = await service.ask('put', '/purse', given)
  expect(set.status).toBe(200)
  expect(JSON.stringify(set.body)).not.toContain('walletconnect')
}

async function boost(over: Record<string, unknown> = {}) {
  return await recordBoost(service.ctx.db, {
    settled_at: new Date().toISOString(),
    boostagram: { reply_address: 'winebear@meta.example', ...over },
  })
}

async function reply(boostId: string, over: Record<string, unknown> = {}) {
  return await service.ask('post', `/boosts/${boostId}/replies`, {
    sats: 100,
    message: 'Thank you, {{name}}!',
    ...over,
  })
}

async function replies(boostId: string): Promise<ReplyJson[]> {
  return (await service.ask('get', `/boosts/${boostId}/replies`)).body.items
}

/** As another process does it. */
async function payElsewhere() {
  await payReplies({ ...service.ctx, db: service.ctx.database.keeping }, new AbortController().signal)
}

/** How the only reply to a boost ends. */
async function ends(boostId: string, ...states: string[]): Promise<ReplyJson> {
  let last: ReplyJson | undefined
  await until(
    `a reply is ${states.join(' or ')}`,
    async () => {
      last = (await replies(boostId))[0]
      return last !== undefined && states.includes(last.state)
    },
    60_000,
  )
  if (!last) throw new Error('There is no reply')
  return last
}

describe('a wallet for replies', () => {
  const put = (connection: string) =>
    service.ask('put', '/purse', { connection, daily_sats: 7, ask_from_sats: 5 })
  const kept = async () => (await service.ask('get', '/purse')).body.purse

  it('says who it is, what it holds and what it does without, once it is set up', async () => {
    bank.behaviour.may = ['get_info', 'get_balance', 'pay_invoice']
    const { status, body } = await put(bank.payer)
    expect([status, body.found]).toEqual([
      200,
      { name: 'Harbour Hub', balance_msat: 4_321_999, lacks: ['keysend', 'look-up'] },
    ])
    // What it may spend is changed without it.
    const { body: changed } = await service.ask('put', '/purse', { daily_sats: 8, ask_from_sats: 5 })
    expect(changed).toMatchObject({ found: null, purse: { daily_sats: 8 } })
  })

  it('is asked again once it is kept, and says what is wrong where it may pay no more', async () => {
    const test = async () => await service.ask('post', '/purse/test')
    bank.behaviour.may = ['get_info', 'pay_keysend', 'lookup_invoice']
    expect((await test()).body).toEqual({
      found: { name: 'Harbour Hub', balance_msat: null, lacks: ['invoices', 'balance'] },
      problem: null,
      next_step: null,
    })
    bank.behaviour.may = ['get_info']
    expect((await test()).body).toEqual({
      found: null,
      problem: 'This connection may not pay.',
      next_step: 'Make another in the wallet that may, with a budget.',
    })
    expect(await kept()).not.toBeNull()
  })

  it('is not kept where it may not pay', async () => {
    bank.behaviour.may = ['get_info', 'list_transactions']
    const { status, body } = await put(bank.payer)
    expect([status, body.detail]).toEqual([422, expect.stringContaining('may not pay')])
    expect(await kept()).toMatchObject({ daily_sats: 1_000 })
  })

  it.each([
    ['whose relay is gone', () => bank.payer.replace(/relay=[^&]+/, `relay=${nowhere}`), /relay .* reached/],
    [
      'that its relay does not know',
      () => bank.payer.replace(/\/\/[0-9a-f]{64}/, `//${STRANGER}`),
      /No wallet/,
    ],
    [
      'that does not answer',
      () => bank.payer.replace(/secret=\w+/, `secret=${'07'.repeat(32)}`),
      /does not answer/,
    ],
  ])('is not kept where it is one %s', { timeout: 40_000 }, async (_, connection, why) => {
    const { status, body } = await put(connection())
    expect([status, body.detail]).toEqual([422, expect.stringMatching(why)])
    expect(await kept()).toMatchObject({ daily_sats: 1_000 })
  })

  it.each([
    [
      'the relay cannot be reached',
      () => bank.payer.replace(/relay=[^&]+/, `relay=${nowhere}`),
      /could not be reached/,
    ],
    [
      'the relay knows no such wallet',
      () => bank.payer.replace(/\/\/[0-9a-f]{64}/, `//${STRANGER}`),
      /does not know/,
    ],
  ])(
    'refuses a payment, and leaves nothing uncertain, where %s',
    { timeout: 40_000 },
    async (_, connection, why) => {
      const wallet = openNwcWallet(connection())
      const payment_hash = 'ab'.repeat(32)
      const ended = await wallet.pay({ payment_hash, amount_msat: 1_000, invoice: 'lnbc1' })
      wallet.close()
      expect(ended).toMatchObject({ kind: 'refused', answer: expect.stringMatching(why) })
    },
  )
})

describe('a reply', () => {
  it('is off until a wallet for it is set up', async () => {
    await service.ask('delete', '/purse')
    const id = await boost()
    expect((await reply(id)).status).toBe(422)
    expect((await service.ask('get', `/boosts/${id}/replies`)).body).toMatchObject({ ask_from_sats: null })
  })

  it('calls whom it thanks as they are called, whatever signs that has', async () => {
    const id = await boost({ sender_name: "A $& $' $` $1" })
    await reply(id)
    expect((await replies(id))[0]?.message).toBe("Thank you, A $& $' $` $1!")
    await ends(id, 'sent')
  })

  it('pays the Lightning address that the boost names, once, with words, and is in the books with its fee', async () => {
    const id = await boost()
    expect((await service.ask('get', `/boosts/${id}/replies`)).body.recipient).toBe('winebear@meta.example')
    expect((await reply(id)).status).toBe(202)
    const sent = await ends(id, 'sent')
    expect(sent).toMatchObject({ amount_msat: 100_000, fee_msat: 1_000, message: 'Thank you, winebear!' })
    expect(lnurl.comments).toEqual(['Thank you, winebear!'])
    expect(bank.paid).toMatchObject([{ payment_hash: sent.payment_hash, amount: 100_000 }])
    // The other wallet has it.
    const got = await bank.payee.lookupInvoice({ payment_hash: sent.payment_hash ?? '' })
    expect(got).toMatchObject({ type: 'incoming', state: 'settled', amount: 100_000 })
    expect((await reply(id)).status).toBe(409)
    const csv = await service.ask('get', '/exports/replies.csv')
    expect(csv.text.split('\r\n')[1]).toContain(
      ',100000,1000,LINUX Unplugged,winebear,winebear@meta.example,',
    )
    // Their next boost need not say where they are paid.
    const next = await recordBoost(service.ctx.db, {})
    expect((await service.ask('get', `/boosts/${next}/replies`)).body.recipient).toBe('winebear@meta.example')
  })

  it('pays a node by keysend, with the record that tells its accounts apart', async () => {
    const node = `02${'ab'.repeat(32)}`
    const id = await boost({ reply_address: node, reply_custom_key: 696969, reply_custom_value: 'abc' })
    // As the form gives it back.
    await reply(id, { recipient: node })
    await ends(id, 'sent')
    const records = bank.paid[0]?.tlv.map(({ type, value }) => [type, Buffer.from(value, 'hex').toString()])
    expect(records?.[1]).toEqual([696969, 'abc'])
    expect(JSON.parse(records?.[0]?.[1] as string)).toMatchObject({
      action: 'boost',
      app_name: 'Readout',
      message: 'Thank you, winebear!',
      value_msat_total: 100_000,
    })
  })

  it('pays the account whose number is longer than numbers hold, and not its neighbour', async () => {
    const node = `02${'ad'.repeat(32)}`
    const named = JSON.stringify({
      podcast: 'LINUX Unplugged',
      reply_address: node,
      reply_custom_key: 696969,
    })
    const text = named.replace('}', ',"action":"boost","reply_custom_value":9007199254740993}')
    const id = await recordBoost(service.ctx.db, {
      boostagram: null,
      tlv: Buffer.from(text).toString('hex'),
    })
    await reply(id, { recipient: node })
    await ends(id, 'sent')
    const records = bank.paid[0]?.tlv.map(({ type, value }) => [type, Buffer.from(value, 'hex').toString()])
    expect(records?.[1]).toEqual([696969, '9007199254740993'])
  })

  it('goes to no account whose record would be Lightning’s own, or the payment’s secret', async () => {
    const reply_address = `02${'ab'.repeat(32)}`
    for (const reply_custom_key of [8, '5482373484', '0005482373484', 7629169]) {
      const id = await boost({ reply_address, reply_custom_key, reply_custom_value: 'abc' })
      expect((await service.ask('get', `/boosts/${id}/replies`)).body.recipient).not.toBe(reply_address)
    }
  })

  it('goes to no account of a node whose record cannot be told, and holds up no other', async () => {
    const reply_address = `02${'ac'.repeat(32)}`
    for (const reply_custom_value of ['a\0b', '', null, { of: 'an app' }]) {
      const id = await boost({ reply_address, reply_custom_key: 696969, reply_custom_value })
      expect((await service.ask('get', `/boosts/${id}/replies`)).body.recipient).not.toBe(reply_address)
    }
    // A Lightning address needs no record.
    const id = await boost({ reply_custom_key: 696969, reply_custom_value: 'a\0b' })
    expect((await reply(id)).status).toBe(202)
    await ends(id, 'sent')
  })

  it('says the recipient’s own words where it fails, pays nothing, and can be made again', async () => {
    const id = await boost()
    lnurl.refusal = 'This account is closed'
    await reply(id)
    expect(await ends(id, 'failed')).toMatchObject({ answer: 'They say: “This account is closed”' })
    lnurl.refusal = null
    lnurl.factor = 2
    await reply(id)
    await until('it failed', async () => (await replies(id)).every(({ state }) => state === 'failed'), 60_000)
    expect((await replies(id))[0]?.answer).toContain('another amount')
    lnurl.factor = 1
    lnurl.commentAllowed = 8
    await reply(id)
    await until(
      'it failed',
      async () => (await replies(id)).length === 3 && (await replies(id))[0]?.state === 'failed',
      60_000,
    )
    expect((await replies(id))[0]?.answer).toContain('8 letters')
    await reply(id, { may_cut: true })
    await ends(id, 'sent')
    expect(lnurl.comments.at(-1)).toBe('Thank y…')
    expect(bank.paid).toHaveLength(1)
  })

  it('says the wallet’s own words where that refuses', async () => {
    const id = await boost()
    bank.behaviour.refuse = { code: 'QUOTA_EXCEEDED', message: 'budget is used up' }
    await reply(id)
    expect(await ends(id, 'failed')).toMatchObject({
      answer: 'The wallet says: QUOTA_EXCEEDED: budget is used up',
    })
  })

  it('keeps to the day’s budget, and asks again from the sum that the owner set', async () => {
    const [one, other] = [await boost(), await boost({ message: 'Another' })]
    expect((await reply(one, { sats: 1_001, confirmed: true })).status).toBe(422)
    const asked = await reply(one, { sats: 600 })
    expect([asked.status, asked.body.detail]).toEqual([409, expect.stringContaining('Are you sure')])
    await reply(one, { sats: 600, confirmed: true })
    await ends(one, 'sent')
    // 600 and a fee of 1 are gone, and the way of what is left may cost up to a fiftieth.
    expect((await reply(other, { sats: 399 })).body.detail).toContain('399 sats')
    expect((await reply(other, { sats: 392 })).body.detail).toContain('with its fee')
    expect((await reply(other, { sats: 391 })).status).toBe(202)
    await ends(other, 'sent')
  })

  it('by a bookkeeper waits for another’s yes', async () => {
    const asBookkeeper = await askAs(service.ctx, ['admin'])
    const { userId, Cookie } = await personCredential(service.ctx, 'bookkeeper')
    expect(userId).toBeDefined()
    const id = await boost()
    const made = await fetchAs(Cookie, `/boosts/${id}/replies`, { sats: 100 })
    expect(made).toMatchObject({ status: 202, body: { state: 'asked' } })
    await payReplies(service.ctx, new AbortController().signal)
    expect(bank.paid).toHaveLength(0)
    expect(await fetchAs(Cookie, `/replies/${made.body.id}/approve`, { approve: true })).toMatchObject({
      status: 403,
    })
    expect((await asBookkeeper.post(`/replies/${made.body.id}/approve`, { approve: true })).status).toBe(200)
    expect((await ends(id, 'sent')).approved_by).not.toBeNull()
    expect((await asBookkeeper.post(`/replies/${made.body.id}/approve`, { approve: false })).status).toBe(409)
  })

  it('that bookkeepers ask for takes nothing from the budget until somebody says yes, and no more than it then', async () => {
    const { Cookie } = await personCredential(service.ctx, 'bookkeeper')
    const [one, other, third] = [
      await boost(),
      await boost({ message: 'Two' }),
      await boost({ message: 'Three' }),
    ]
    const asked = await fetchAs(Cookie, `/boosts/${one}/replies`, { sats: 900, confirmed: true })
    expect(asked).toMatchObject({ status: 202, body: { state: 'asked' } })
    expect((await fetchAs(Cookie, `/boosts/${other}/replies`, { sats: 900, confirmed: true })).status).toBe(
      422,
    )
    expect((await reply(third, { sats: 300 })).status).toBe(202)
    await ends(third, 'sent')
    const owner = await askAs(service.ctx, ['admin'])
    const decide = (approve: boolean) => owner.post(`/replies/${asked.body.id}/approve`, { approve })
    expect(await decide(true)).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('budget') },
    })
    expect((await decide(false)).status).toBe(200)
    expect(bank.paid).toHaveLength(1)
  })
})

describe('a payment that is not certain', () => {
  it('is looked up and never paid again, wherever the process was cut off', async () => {
    const id = await boost()
    bank.behaviour.mute = true
    await reply(id)
    await until('it is paid', () => bank.paid.length === 1, 60_000)
    // The process is gone; another one finds it, long after.
    await service.ctx.db
      .updateTable('replies')
      .set({ tried_at: new Date(Date.now() - 10 * 60_000) })
      .where('state', '=', 'paying')
      .execute()
    bank.behaviour.mute = false
    await payElsewhere()
    expect(await ends(id, 'sent')).toMatchObject({ fee_msat: 1_000 })
    expect(bank.paid).toHaveLength(1)
    expect((await reply(id)).status).toBe(409)
  })

  it('of which the wallet knows nothing was not paid only once nobody can pay it any more', async () => {
    const id = await boost()
    const { db } = service.ctx
    bank.behaviour.deaf = true
    await reply(id)
    await ends(id, 'paying')
    const lookAgain = async () => {
      await db
        .updateTable('replies')
        .set({ tried_at: new Date(Date.now() - 10 * 60_000) })
        .execute()
      await payElsewhere()
    }
    await db
      .updateTable('replies')
      .set({ invoice_expires_at: new Date(Date.now() + 60_000) })
      .execute()
    await lookAgain()
    const open = await ends(id, 'uncertain')
    expect(open.answer).toContain('knows of no such payment')
    const answered = await service.ask('get', '/replies/answered')
    expect(answered.body.boost_ids).not.toContain(id)
    expect((await service.ask('post', `/replies/${open.id}/settle`, { paid: false })).status).toBe(409)
    expect((await reply(id)).status).toBe(409)
    expect((await service.ask('delete', '/purse')).status).toBe(409)
    await db
      .updateTable('replies')
      .set({ invoice_expires_at: new Date(Date.now() - 3_600_000) })
      .execute()
    await lookAgain()
    expect(await ends(id, 'failed')).toMatchObject({ answer: expect.stringContaining('never paid') })
    expect(bank.paid).toHaveLength(0)
  })
})

describe('everyone who was read', () => {
  it('is thanked once, where it is known how, and it is said first what that comes to', async () => {
    const ids = [
      await boost({ podcast: 'Harbour', message: 'One' }),
      await boost({ podcast: 'Harbour', message: 'Two' }),
      await boost({ podcast: 'Harbour', sender_name: 'tide', reply_address: 'tide@meta.example' }),
      await boost({ podcast: 'Harbour', sender_name: 'gull', reply_address: undefined }),
      await boost({ podcast: 'Harbour', sender_name: 'unread', reply_address: 'unread@meta.example' }),
    ]
    const { body: segment } = await service.ask('get', '/segments/current?show=harbour')
    const marked = await service.ask(
      'post',
      `/segments/${segment.id}/marks`,
      ids.slice(0, 4).map((boost_id, index) => ({
        op_id: `0190a1b2-0000-7000-8000-00000000000${index}`,
        boost_id,
        set: { status: 'read' },
        seen_version: 0,
        elapsed_ms: null,
      })),
    )
    expect(marked.body.rejected).toEqual([])
    const words = { sats: 21, message: 'Thanks' }
    const plan = await service.ask('post', `/segments/${segment.id}/replies`, { ...words, dry: true })
    expect(plan.body).toMatchObject({
      count: 2,
      total_msat: 42_000,
      names: ['winebear', 'tide'],
      nowhere: 1,
      nowhere_names: ['gull'],
      answered: 0,
    })
    expect(bank.paid).toHaveLength(0)
    await service.ask('post', `/segments/${segment.id}/replies`, words)
    await until('both are paid', () => bank.paid.length === 2, 60_000)
    const again = await service.ask('post', `/segments/${segment.id}/replies`, { ...words, dry: true })
    expect(again.body).toMatchObject({ answered: 2 })
    const stand = async () => (await service.ask('get', `/segments/${segment.id}/replies`)).body
    await until('both have arrived', async () => (await stand()).sent === 2, 60_000)
    // With a fee of one sat each.
    expect(await stand()).toMatchObject({
      sent: 2,
      sent_msat: 44_000,
      under_way: 0,
      failed: 0,
      items: [],
      ask_from_sats: 500,
    })
    await service.ctx.db
      .updateTable('replies')
      .set({ state: 'failed', settled_at: null, answer: 'No way.' })
      .where('supporter_name', '=', 'tide')
      .execute()
    const one = { sent: 1, sent_msat: 22_000, failed: 1, uncertain: 0 }
    expect(await stand()).toMatchObject({
      ...one,
      items: [{ supporter: { name: 'tide' }, answer: 'No way.' }],
    })
    // Without a wallet that is said before anybody writes a word.
    await service.ask('delete', '/purse')
    expect(await stand()).toMatchObject({ ask_from_sats: null })
  })
})

async function fetchAs(Cookie: string, path: string, body: object) {
  const { listenTo } = await import('#tests/helper/listen-to.ts')
  const { url, close } = await listenTo(service.ctx)
  try {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { Cookie, 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' },
      body: JSON.stringify(body),
    })
    return { status: answer.status, body: await answer.json() }
  } finally {
    await close()
  }
}
