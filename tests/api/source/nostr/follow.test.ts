import { hash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fetcher } from '#api/fetch/create-fetcher.ts'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'
import { changeSource } from '#api/source/connection/change-source.ts'
import { getSource } from '#api/source/connection/list-sources.ts'
import { testSettings } from '#api/source/connection/test-source.ts'
import { createNostrSource } from '#api/source/nostr/nostr.ts'
import { type Sources, startSources } from '#api/source/run/start-sources.ts'
import { addTestSource, connectionOf } from '#tests/helper/follow.ts'
import { hurryTimers } from '#tests/helper/hurry-timers.ts'
import { type FakeNostrRelay, startFakeNostrRelay } from '#tests/helper/nostr/fake-nostr-relay.ts'
import {
  makeBoostMeBitchNote,
  makeBotNote,
  makeDeletion,
  makeFountainNote,
  makeOnlyBoostsNote,
  makePaymentNote,
  makePerson,
  makeProfile,
  makeStreamReceipt,
  makeZap,
  SHOW_GUID,
  sign,
} from '#tests/helper/nostr/make-note.ts'
import { recordPayments } from '#tests/helper/record-payments.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'
import { until } from '#tests/helper/until.ts'

const makeContext = shareDatabase()

let ctx: TestContext
let relay: FakeNostrRelay
let other: FakeNostrRelay
let sources: Sources | null
let show_id: number
/** What servers of Lightning addresses and names answer, by address. */
let web: Map<string, unknown>

const tide = makePerson()
const gull = makePerson()
const server = makePerson()

const fetcher: Fetcher = async (url) => {
  const said = web.get(url)
  if (said === undefined) throw new FetchProblem('network', 'It cannot be reached.')
  return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(said)), url, movedTo: null }
}
const kind = createNostrSource(fetcher)

beforeEach(async () => {
  ctx = await makeContext()
  relay = await startFakeNostrRelay()
  other = await startFakeNostrRelay()
  sources = null
  web = new Map()
  show_id = await keepShow('Harbour Lights', SHOW_GUID)
})
afterEach(async () => {
  await stop()
  await Promise.allSettled([relay.close(), other.close()])
  await ctx.close()
})

async function keepShow(title: string, guid: string): Promise<number> {
  const slug = title.toLowerCase().replace(/\W+/g, '-')
  const { id } = await ctx.db
    .insertInto('shows')
    .values({ slug, title, status: 'kept', lightning_address: 'tide@wallet.example' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await ctx.db.insertInto('show_names').values({ kind: 'guid', value: guid, show_id: id }).execute()
  return id
}

async function start(settings: Record<string, unknown> = {}) {
  if ((await ctx.db.selectFrom('connections').select('source_id').execute()).length === 0)
    await addTestSource(ctx, 'nostr', { relays: [relay.url, other.url], ...settings })
  sources = startSources(ctx, [kind])
}

async function stop() {
  await sources?.stop()
  sources = null
}

const claims = () => ctx.db.selectFrom('claims').selectAll().orderBy('sent_at').orderBy('ref').execute()
const has = async (count: number) => {
  await until(`${count} claims`, async () => (await claims()).length >= count)
  expect(await claims()).toHaveLength(count)
  return claims()
}
/** Both relays were listed whole, and are listened to. */
const listening = () =>
  until('listening', async () => {
    const { relays } = await getSource(ctx.db, 'my-nostr')
    return (
      relays?.length === 2 && relays.every(({ seen_at, state }) => seen_at !== null && state === 'connected')
    )
  })
const stateOf = async (url: string) =>
  (await getSource(ctx.db, 'my-nostr')).relays?.find((each) => each.url === url)

describe('following Nostr', () => {
  it('records the past of every relay and what comes, each once, and nothing that is no boost', async () => {
    relay.behaviour.cap = 5
    for (let at = 1; at <= 20; at++) relay.keepOnly(makeBoostMeBitchNote(tide, { at: 1_790_000_000 + at }))
    const both = makeOnlyBoostsNote(tide)
    for (const each of [relay, other]) each.keepOnly(both)
    const comment = sign(gull, { kind: 1, tags: [['i', `podcast:guid:${SHOW_GUID}`]], content: 'Nice' })
    other.keepOnly(comment)
    other.keepOnly(makeBoostMeBitchNote(tide, { show: 'another-show', episode: null }))
    await start()
    await has(21)
    await listening()
    const live = makeBoostMeBitchNote(gull, {
      show: SHOW_GUID.toUpperCase().toLowerCase(),
      message: 'Just now',
    })
    await other.publish(live)
    await relay.publish(live)
    const all = await has(22)
    expect(all.filter((claim) => claim.message === 'Just now')).toHaveLength(1)
    expect(new Set(all.map((claim) => claim.show_id))).toEqual(new Set([show_id]))
  })

  it('is words, and never money', async () => {
    relay.keepOnly(makeBoostMeBitchNote(tide, { msat: 5_000_000_000 }))
    relay.keepOnly(makeStreamReceipt(gull))
    await start()
    const [first, second] = await has(2)
    expect([first?.route, second?.route].sort()).toEqual(['note', 'stream-receipt'])
    const boosts = () => ctx.db.selectFrom('boosts').selectAll().execute()
    await until('the note is a boost', async () => (await boosts()).length > 0)
    expect(await boosts()).toMatchObject([
      { claim: 'unproven', claimed_msat: 5_000_000_000, received_msat: 0, counted_msat: 0 },
    ])
    expect(await ctx.db.selectFrom('payments').selectAll().execute()).toEqual([])
    expect((await getSource(ctx.db, 'my-nostr')).wallet).toBeNull()
    expect(await ctx.db.selectFrom('wallets').selectAll().execute()).toEqual([])
  })

  it('lists what came while a wire was cut, a relay was gone, or the service was', async () => {
    await start()
    await listening()
    relay.cut()
    relay.keepOnly(makeBoostMeBitchNote(tide, { at: now() }))
    await has(1)
    await other.leave()
    await until('said', async () => (await stateOf(other.url))?.state === 'failing')
    expect((await stateOf(other.url))?.problem).toMatch(/\.$/)
    expect((await connectionOf(ctx, 'my-nostr')).state).toBe('connected')
    other.keepOnly(makeBoostMeBitchNote(gull, { at: now() }))
    await other.comeBack()
    await has(2)
    await stop()
    relay.keepOnly(makeOnlyBoostsNote(tide, { at: now() }))
    await start()
    await has(3)
    const { relays } = await getSource(ctx.db, 'my-nostr')
    expect(relays?.map(({ url }) => url)).toEqual([relay.url, other.url].sort())
  })

  it('says that no relay can be reached, and goes on once one can', async () => {
    await relay.leave()
    await other.leave()
    await start()
    await until('said', async () => (await connectionOf(ctx, 'my-nostr')).state === 'failing')
    expect((await connectionOf(ctx, 'my-nostr')).problem).toBe('None of the relays can be reached.')
    relay.keepOnly(makeBoostMeBitchNote(tide))
    await relay.comeBack()
    await has(1)
    await other.comeBack()
  })

  it('lists the past of a show that is kept later', async () => {
    hurryTimers()
    const late = '0d4cbb1a-3f5e-5a6b-8c7d-9e0f1a2b3c4d'
    relay.keepOnly(makeBoostMeBitchNote(tide, { show: late, episode: null }))
    await start()
    await listening()
    const id = await keepShow('Fog Horn', late)
    const [claim] = await has(1)
    expect(claim?.show_id).toBe(id)
  })

  it('asks for nothing more once it is paused', async () => {
    await start()
    await listening()
    await changeSource(ctx, 'my-nostr', { paused: true })
    await until('gone', () => relay.connections() + other.connections() === 0)
  })
})

const now = () => Math.floor(Date.now() / 1000)

describe('what is known of a boost', () => {
  it('is its amount by the receipt that it quotes, and its payment where one key signed both', async () => {
    const payment_hash = hash('sha256', 'of Fountain')
    const receipt = makeZap(tide, server, { payment_hash, msat: 21_000 })
    other.keepOnly(receipt)
    relay.keepOnly(makeFountainNote(tide, receipt))
    await start()
    const [claim] = await has(1)
    expect(claim).toMatchObject({
      route: 'note',
      app: 'Fountain',
      claimed_msat: 21_000,
      message: 'Fair winds',
    })
    expect(claim?.payment_hash?.toString('hex')).toBe(payment_hash)
  })

  it('is a zap, where the server of the show’s own Lightning address signed it', async () => {
    web.set('https://wallet.example/.well-known/lnurlp/tide', {
      allowsNostr: true,
      nostrPubkey: server.key,
      callback: 'https://wallet.example/cb',
    })
    // Receipts bear no ids of podcasts: they are found by the show's own key.
    const host = makePerson()
    relay.keepOnly(makeZap(tide, server, { to: host, message: 'By the server' }))
    relay.keepOnly(makeZap(tide, makePerson(), { to: host, message: 'By somebody else' }))
    relay.keepOnly(makeZap(tide, server, { to: host, show: 'another-show', episode: null }))
    relay.keepOnly(makeZap(gull, server, { to: host, show: null, episode: null, message: 'To the host' }))
    await start({ keys: [host.npub] })
    const all = await has(2)
    expect(all.map(({ message }) => message).sort()).toEqual(['By the server', 'To the host'])
    expect(all.every(({ route, show_id: show }) => route === 'zap' && show === show_id)).toBe(true)
  })

  it('is the words that were published for an invoice that came without', async () => {
    const payment_hash = hash('sha256', 'an invoice')
    await ctx.db.insertInto('wallets').values({ name: 'node', whose: 'show', show_id }).execute()
    await recordPayments(ctx.db, {
      source: 'node',
      id: '1',
      settled_at: new Date().toISOString(),
      amount_msat: 40_000,
      rail: 'bolt11',
      payment_hash,
    })
    relay.keepOnly(makePaymentNote(tide, payment_hash))
    relay.keepOnly(makePaymentNote(tide, hash('sha256', 'of nobody here')))
    await start()
    const [claim] = await has(1)
    expect(claim).toMatchObject({ route: 'payment-note', message: 'Words for an invoice', leg_msat: 40_000 })
    expect(claim?.payment_hash?.toString('hex')).toBe(payment_hash)
  })

  it('is taken back by who signed it, and by nobody else', async () => {
    const mine = makeBoostMeBitchNote(tide, { message: 'Mine', at: now() })
    const yours = makeBoostMeBitchNote(gull, { message: 'Yours', at: now() })
    relay.keepOnly(mine)
    relay.keepOnly(yours)
    await start()
    await has(2)
    await stop()
    relay.keepOnly(makeDeletion(tide, [mine, yours]))
    await start()
    await until('gone', async () => (await claims()).some(({ withdrawn_at }) => withdrawn_at !== null))
    await listening()
    await other.publish(makeDeletion(gull, [mine]))
    const all = await claims()
    expect(all.filter(({ withdrawn_at }) => withdrawn_at === null).map(({ message }) => message)).toEqual([
      'Yours',
    ])
  })
})

describe('who boosted', () => {
  const supporters = () => ctx.db.selectFrom('supporters').select(['id', 'name']).orderBy('name').execute()

  it('is whose key signed, by the name that it has now', async () => {
    other.keepOnly(makeProfile(tide, { name: 'tide', display_name: 'Tide' }, 1_000))
    relay.keepOnly(makeBoostMeBitchNote(tide))
    await start()
    const [first] = await has(1)
    expect(first).toMatchObject({ sender_name: 'Tide', key: tide.key, key_kind: 'nostr' })
    await stop()
    other.keepOnly(makeProfile(tide, { name: 'Ebb' }, 2_000))
    await ctx.db
      .updateTable('nostr_people')
      .set({ read_at: new Date(0) })
      .execute()
    relay.keepOnly(makeOnlyBoostsNote(tide, { at: now() }))
    await start()
    const all = await has(2)
    expect(new Set(all.map(({ supporter_id }) => supporter_id)).size).toBe(1)
    expect(await supporters()).toMatchObject([{ name: 'Ebb' }])
  })

  it('is the key where it has no name, and the name that a server proves', async () => {
    relay.keepOnly(makeBoostMeBitchNote(tide))
    relay.keepOnly(makeBoostMeBitchNote(gull))
    relay.keepOnly(makeProfile(gull, { nip05: 'gull@harbour.example' }))
    relay.keepOnly(makeProfile(tide, { nip05: 'gull@harbour.example' }))
    web.set('https://harbour.example/.well-known/nostr.json?name=gull', { names: { gull: gull.key } })
    await start()
    await has(2)
    const names = (await supporters()).map(({ name }) => name)
    expect(names).toContain('gull')
    expect(names.find((name) => name !== 'gull')).toMatch(/^npub1.{6,8}…/)
  })

  it('is whom a bot or a site names, and never the bot', async () => {
    const bot = makePerson()
    const site = makePerson()
    relay.keepOnly(makeProfile(bot, { name: 'boost bot', bot: true }))
    relay.keepOnly(makeProfile(site, { name: 'A site' }))
    relay.keepOnly(makeProfile(tide, { name: 'Tide' }))
    relay.keepOnly(makeBotNote(bot, { sender: tide, at: 1_790_000_001 }))
    relay.keepOnly(makeBotNote(bot, { at: 1_790_000_002 }))
    relay.keepOnly(makeBoostMeBitchNote(site, { from: 'winebear', at: 1_790_000_003 }))
    relay.keepOnly(makeBoostMeBitchNote(site, { from: 'spindrift', at: 1_790_000_004 }))
    await start()
    const all = await has(4)
    expect(all.map(({ sender_name }) => sender_name)).toEqual(['Tide', null, 'winebear', 'spindrift'])
    expect((await supporters()).map(({ name }) => name).sort()).toEqual(['Tide', 'spindrift', 'winebear'])
  })

  it('writes to relays that are then followed too, where a payment proves the boost and they are in the public internet', async () => {
    const proven = 'wss://127.0.0.1:9'
    const claimed = 'wss://127.0.0.1:10'
    const words = { message: 'Loved the bit about knots', msat: 40_000 }
    const at = Math.floor(Date.now() / 1000) - 600
    await ctx.db.insertInto('wallets').values({ name: 'node', whose: 'show', show_id }).execute()
    await recordPayments(ctx.db, {
      source: 'node',
      id: '1',
      settled_at: new Date(at * 1000).toISOString(),
      amount_msat: words.msat,
      rail: 'lnaddress',
      memo: words.message,
    })
    const writesTo = (person: typeof tide, ...urls: string[]) =>
      relay.keepOnly(sign(person, { kind: 10002, tags: urls.map((url) => ['r', url]), content: '' }))
    writesTo(tide, proven, relay.url)
    relay.keepOnly(makeBoostMeBitchNote(tide, { ...words, at: at + 20 }))
    for (const stranger of [gull, makePerson()]) {
      writesTo(stranger, claimed)
      relay.keepOnly(makeBoostMeBitchNote(stranger))
    }
    await start()
    await has(3)
    const boosts = () => ctx.db.selectFrom('boosts').select('payment_count').execute()
    await until('one is proven', async () => (await boosts()).some(({ payment_count }) => payment_count > 0))
    await stop()
    await start()
    await until('tried', async () => (await stateOf(proven))?.state === 'failing')
    expect(await stateOf(proven)).toMatchObject({
      found: true,
      problem: expect.stringContaining('public internet'),
    })
    expect(await stateOf(claimed)).toBeUndefined()
  })
})

describe('a test of the relays', () => {
  const check = (relays: string[]) =>
    testSettings(kind, { relays, keys: [] }, new AbortController().signal, ctx.db)

  it('says how many answer, and how many notes they have', async () => {
    for (let each = 0; each < 3; each++) relay.keepOnly(makeBoostMeBitchNote(tide, { at: now() - each }))
    relay.keepOnly(makeBoostMeBitchNote(tide, { at: now() - 40 * 86_400 }))
    expect(await check([relay.url, other.url])).toMatchObject({
      ok: true,
      says: 'Connected to all 2 relays; 3 notes of your show in the last month.',
      step: null,
    })
    expect((await check([relay.url, 'ws://127.0.0.1:1'])).says).toBe(
      'Connected to 1 of 2 relays; 3 notes of your show in the last month. ws://127.0.0.1:1: It cannot be reached.',
    )
    await ctx.db.updateTable('shows').set({ status: 'provisional' }).execute()
    expect((await check([relay.url])).says).toMatch(/^Connected to the relay\. Keep a show/)
  })

  it('fails where none does', async () => {
    const { ok, says, step } = await check(['ws://127.0.0.1:1'])
    expect({ ok, says }).toEqual({ ok: false, says: 'The relay does not answer.' })
    expect(step).toMatch(/\.$/)
  })
})
