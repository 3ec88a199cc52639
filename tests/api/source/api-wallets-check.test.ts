import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { FollowedKind, SourceTestJson } from '#api/contract/source.ts'
import { runeMaySpend } from '#api/source/cln/rune.ts'
import { kindNamed } from '#api/source/connection/kind-named.ts'
import { readSettings } from '#api/source/connection/read-settings.ts'
import { testSettings } from '#api/source/connection/test-source.ts'
import { makeAlbyInvoice, startFakeAlby } from '#tests/helper/alby/fake-alby.ts'
import { API_KINDS, API_WALLETS } from '#tests/helper/api-wallets.ts'
import { makeBtcpayInvoice, startFakeBtcpay } from '#tests/helper/btcpay/fake-btcpay.ts'
import { makeCertificate } from '#tests/helper/certificate.ts'
import { makeClnInvoice, makeRune, startFakeCln } from '#tests/helper/cln/fake-cln.ts'
import { hurryTimers } from '#tests/helper/hurry-timers.ts'
import { startJsonServer } from '#tests/helper/json-server.ts'
import { makeLnbitsPayment, startFakeLnbits } from '#tests/helper/lnbits/fake-lnbits.ts'
import { makePhoenixdPayment, startFakePhoenixd } from '#tests/helper/phoenixd/fake-phoenixd.ts'
import { makeZapriteOrder, startFakeZaprite } from '#tests/helper/zaprite/fake-zaprite.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})
async function start<T extends { close(): unknown }>(starting: Promise<T>): Promise<T> {
  const started = await starting
  ends.push(() => started.close())
  return started
}

const SECRETS = ['key', 'rune', 'password', 'token']

async function check(kind: FollowedKind, settings: Record<string, unknown>): Promise<SourceTestJson> {
  const result = await testSettings(
    kindNamed(kind),
    readSettings(kindNamed(kind), settings),
    new AbortController().signal,
  )
  if (!result.ok) expect(result.step).toMatch(/\.$|\]'$/)
  for (const secret of SECRETS)
    if (typeof settings[secret] === 'string') expect(JSON.stringify(result)).not.toContain(settings[secret])
  return result
}

async function networkOf(kind: FollowedKind, settings: Record<string, unknown>) {
  const { network } = await kindNamed(kind).test(settings, new AbortController().signal)
  return network
}

describe('a test of LNbits', () => {
  it('says what it found, and warns of the admin key and of a websocket that does not get through', async () => {
    const wallet = await start(startFakeLnbits())
    expect(await check('lnbits', wallet.settings)).toMatchObject({
      ok: true,
      says: 'Connected to the wallet “podcast”. It has no payments yet.',
      step: null,
    })
    wallet.payments.push(makeLnbitsPayment(1), makeLnbitsPayment(2))
    expect((await check('lnbits', { ...wallet.settings, key: wallet.adminKey })).says).toMatch(
      /It has 2 payments\..*admin key, which may also pay/,
    )
    wallet.server.deafen(true)
    expect((await check('lnbits', wallet.settings)).says).toMatch(/websocket cannot be reached.*20 seconds/)
  })

  it.each([
    ['a key that it does not know', { key: 'e1'.repeat(16) }, null, /knows no wallet with this key/],
    ['its own error', {}, 500, /error of its own \(500\)/],
    ['a proxy before it', {}, 502, /A proxy answers, and LNbits behind it does not/],
    ['patience asked for', {}, 429, /asks for patience/],
    ['another service, or an older one', {}, 404, /is no LNbits, or one older than 1\.0/],
  ])('knows %s', async (_, parts, status, words) => {
    const wallet = await start(startFakeLnbits())
    wallet.behaviour.status = status
    expect(await check('lnbits', { ...wallet.settings, ...parts })).toMatchObject({
      ok: false,
      says: expect.stringMatching(words),
    })
  })

  it('takes the address of its pages, and names play money', async () => {
    const wallet = await start(startFakeLnbits())
    wallet.payments.push(makeLnbitsPayment(1, { bolt11: 'lnbcrt10n1fake' }))
    const settings = { ...wallet.settings, address: `${wallet.settings.address}/wallet` }
    expect((await check('lnbits', settings)).ok).toBe(true)
    expect(await networkOf('lnbits', wallet.settings)).toBe('regtest')
  })
})

describe('a test of Core Lightning', () => {
  it('says what it found', async () => {
    const node = await start(startFakeCln())
    expect((await check('cln', node.settings)).says).toBe('Connected. It was paid nothing yet.')
    for (let index = 1; index <= 30; index++) node.pay(node.add(makeClnInvoice(index)))
    expect((await check('cln', node.settings)).says).toBe('Connected. It was paid 30 times.')
  })

  it.each([
    [
      { status: 403, body: { code: 1501, message: 'Not authorized: Missing rune' } },
      /does not accept this rune/,
    ],
    [
      { status: 401, body: { code: 1501, message: 'Not authorized: Not derived from master' } },
      /does not accept this rune/,
    ],
    [{ status: 401, body: { code: 1501, message: 'Not authorized: Blacklisted rune' } }, /was revoked/],
    [
      {
        status: 401,
        body: { code: 1501, message: 'Not authorized: time is greater or equal to 1700000000' },
      },
      /has expired/,
    ],
    [{ status: 401, body: { code: 1501, message: 'Not authorized: too soon' } }, /allows too few calls/],
    [
      { status: 401, body: { code: 1501, message: 'Not authorized: method does not start with list' } },
      /does not allow reading invoices/,
    ],
    [
      { status: 401, body: { code: 1501, message: 'Not authorized: id is not equal to 02aa' } },
      /bound to something/,
    ],
    [{ status: 500, body: { code: -32602, message: 'unknown parameter: index' } }, /too old/],
    [{ status: 404, body: { code: -32601, message: 'Unknown command' } }, /too old/],
    [{ status: 404, body: { detail: 'Not Found' } }, /no clnrest/],
    [{ status: 503, body: {} }, /A proxy answers/],
  ])('knows what %o means', async (refuse, words) => {
    const node = await start(startFakeCln())
    node.behaviour.refuse = refuse
    expect(await check('cln', node.settings)).toMatchObject({ ok: false, says: expect.stringMatching(words) })
  })

  it('holds its certificate against the one given, which names no machine', async () => {
    const certificate = makeCertificate({ names: ['cln', 'localhost'], addresses: [] })
    const node = await start(startFakeCln({ certificate }))
    expect(await check('cln', node.settings)).toMatchObject({ ok: true })
    expect((await check('cln', { ...node.settings, certificate: null })).says).toMatch(/is its own/)
    expect((await check('cln', { ...node.settings, certificate: makeCertificate().cert })).says).toMatch(
      /another certificate/,
    )
    const elsewhere = makeCertificate({ names: ['umbrel.local'], addresses: [] })
    const other = await start(startFakeCln({ certificate: elsewhere }))
    expect((await check('cln', other.settings)).says).toMatch(/not for this address/)
    const expired = makeCertificate({ until: new Date(Date.now() - 1000), from: new Date(0) })
    expect((await check('cln', (await start(startFakeCln({ certificate: expired }))).settings)).says).toMatch(
      /has expired/,
    )
  })

  it.each([
    ['=1', true],
    ['=1&method^list|method^get|method=summary&method/listdatastore', false],
    ['=7&method=waitanyinvoice|method=listinvoices', false],
    ['=2&method=pay', true],
    ['=2&method/pay', true],
    ['=3&time<1900000000', true],
    ['=3&time<1900000000&method=listinvoices', false],
    ['=4&pnameamount_msat<10000|method=listinvoices', true],
    ['=5&method=listinvoices\\|pay', false],
  ])('reads in a rune that says %s whether it may pay: %s', (restrictions, maySpend) => {
    expect(runeMaySpend(makeRune(restrictions))).toBe(maySpend)
  })
})

describe('a test of phoenixd', () => {
  it('says what it found, and warns of the full password and of play money', async () => {
    const wallet = await start(startFakePhoenixd())
    expect((await check('phoenixd', wallet.settings)).says).toBe('Connected. It has received nothing yet.')
    wallet.payments.push(makePhoenixdPayment(1))
    expect((await check('phoenixd', { ...wallet.settings, password: wallet.fullPassword })).says).toMatch(
      /It has received payments\..*full password, which may also pay/,
    )
    wallet.behaviour.chain = 'testnet4'
    expect(await networkOf('phoenixd', wallet.settings)).toBe('testnet')
  })

  it.each([
    ['another password', { password: 'wrong-password' }, null, /does not accept the password/],
    ['its own error', {}, 500, /error of its own/],
    ['another service', {}, 404, /is no phoenixd/],
  ])('knows %s', async (_, parts, status, words) => {
    const wallet = await start(startFakePhoenixd())
    wallet.behaviour.status = status
    expect(await check('phoenixd', { ...wallet.settings, ...parts })).toMatchObject({
      ok: false,
      says: expect.stringMatching(words),
    })
  })
})

describe('a test of Alby', () => {
  it('says what it found', async () => {
    const account = await start(startFakeAlby())
    expect((await check('alby', account.settings)).says).toMatch(/^Connected\. It has no invoices yet\./)
    account.invoices.push(makeAlbyInvoice(1))
    expect((await check('alby', account.settings)).says).toMatch(/It has invoices\. .*within 20 seconds/)
  })

  it.each([
    ['another token', { token: 'wrong' }, null, /does not accept this token/],
    ['a token for something else', {}, 403, /does not allow reading invoices/],
    ['patience asked for', {}, 429, /asks for patience/],
    ['another service', {}, 404, /is not Alby’s API/],
  ])('knows %s', async (_, parts, status, words) => {
    const account = await start(startFakeAlby())
    account.behaviour.status = status
    expect(await check('alby', { ...account.settings, ...parts })).toMatchObject({
      ok: false,
      says: expect.stringMatching(words),
    })
  })
})

describe('a test of BTCPay Server', () => {
  it('says what it found, and warns of a key that may do more', async () => {
    const store = await start(startFakeBtcpay())
    expect((await check('btcpay', store.settings)).says).toMatch(
      /^Connected\. The store has no invoices yet\./,
    )
    store.invoices.push(makeBtcpayInvoice(1))
    store.behaviour.permissions.push('btcpay.store.cancreatenonapprovedpullpayments')
    expect((await check('btcpay', store.settings)).says).toMatch(
      /has invoices\..*may do more than view invoices/,
    )
  })

  it.each([
    ['another key', { key: 'wrong-key' }, null, /does not accept this key/],
    ['another store', { store: 'AnotherStore1234' }, null, /does not allow viewing invoices of this store/],
    [
      'a store that is not there',
      {},
      { status: 404, body: { code: 'store-not-found' } },
      /has no such store/,
    ],
    ['a version that lists no payments', {}, { status: 200, body: [{ id: 'a' }] }, /too old/],
    ['another service', {}, { status: 404, body: {} }, /is no BTCPay Server/],
  ])('knows %s', async (_, parts, refuse, words) => {
    const store = await start(startFakeBtcpay())
    store.behaviour.refuse = refuse
    expect(await check('btcpay', { ...store.settings, ...parts })).toMatchObject({
      ok: false,
      says: expect.stringMatching(words),
    })
  })
})

describe('a test of Zaprite', () => {
  it('says what it found', async () => {
    const shop = await start(startFakeZaprite())
    expect((await check('zaprite', shop.settings)).says).toMatch(/^Connected\. It has no paid orders yet\./)
    shop.orders.push(makeZapriteOrder(1, { status: 'PENDING' }), makeZapriteOrder(2))
    expect(
      (await check('zaprite', { ...shop.settings, address: `${shop.settings.address}/v1/` })).says,
    ).toMatch(/It has paid orders\. .*within 20 seconds/)
  })

  it.each([
    ['another key', { key: 'wrong-key' }, null, /does not accept this key/],
    [
      'a key for something else',
      {},
      { status: 403, body: { code: 'FORBIDDEN' } },
      /let this key read orders/,
    ],
    [
      'a question that it takes no more',
      {},
      { status: 400, body: { code: 'BAD_REQUEST' } },
      /API has changed/,
    ],
    ['patience asked for', {}, { status: 429, body: {} }, /asks for patience/],
    ['its own error', {}, { status: 500, body: {} }, /error of its own \(500\)/],
    ['an answer of another shape', {}, { status: 200, body: [] }, /is not Zaprite’s API/],
    ['another service', {}, { status: 404, body: {} }, /is not Zaprite’s API/],
  ])('knows %s', async (_, parts, refuse, words) => {
    const shop = await start(startFakeZaprite())
    shop.behaviour.refuse = refuse
    expect(await check('zaprite', { ...shop.settings, ...parts })).toMatchObject({
      ok: false,
      says: expect.stringMatching(words),
    })
  })

  it('takes only what it can do with payments in bitcoin', () => {
    const given = { key: 'zap-key', bitcoin: 'perhaps' }
    expect(() => readSettings(kindNamed('zaprite'), given)).toThrow(
      /"bitcoin" of Zaprite must be count or leave/,
    )
  })
})

describe.each(API_KINDS)('an address of %s', (kind) => {
  const to = async (address: string) => {
    const { settings } = await start(API_WALLETS[kind]())
    return (await check(kind, { ...settings, address })).says
  }

  it('that leads nowhere, to a page, elsewhere, or to another protocol is each told apart', async () => {
    expect(await to('http://127.0.0.1:1')).toMatch(/Nothing answers/)
    expect(await to('http://no-such-host.invalid')).toMatch(/name in the address .* cannot be found/)
    const page = await start(
      startJsonServer(() => ({ text: '<h1>Hello</h1>', headers: { 'Content-Type': 'text/html' } })),
    )
    expect(await to(page.address)).toMatch(/is not (the API of|Alby’s API|Zaprite’s API)|is no /)
    const elsewhere = await start(
      startJsonServer(() => ({ status: 302, text: '', headers: { Location: 'https://example.com/' } })),
    )
    expect(await to(elsewhere.address)).toMatch(/leads to another one/)
    expect(await to(page.address.replace('http:', 'https:'))).toMatch(/does not speak https/)
    const rude = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'))
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve))
    ends.push(() => rude.close())
    const at = rude.address()
    if (at && typeof at === 'object')
      expect(await to(`http://127.0.0.1:${at.port}`)).toMatch(/does not speak http/)
  })

  it('that never answers is too slow', async () => {
    hurryTimers()
    const silent = await start(startJsonServer(() => new Promise(() => {})))
    expect(await to(silent.address)).toMatch(/answer in time/)
  })

  it.each([
    ['mynode.local', /"address".*an address like/],
    ['ftp://mynode.local', /"address"/],
    ['https://user:word@mynode.local', /"address"/],
    ['http://mynode.local/?usr=1', /"address"/],
  ])('of another form is refused: %s', async (address, words) => {
    const { settings } = await start(API_WALLETS[kind]())
    expect(() => readSettings(kindNamed(kind), { ...settings, address })).toThrow(words)
  })
})
