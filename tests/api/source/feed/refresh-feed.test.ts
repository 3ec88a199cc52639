import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { msat } from '#api/contract/msat.ts'
import { createFetcher } from '#api/fetch/create-fetcher.ts'
import { readMetadata } from '#api/metadata/read-metadata.ts'
import { feedsJob } from '#api/source/feed/job.ts'
import { linkRecipient } from '#api/source/feed/link-recipient.ts'
import { readFeedState } from '#api/source/feed/read-feed-state.ts'
import { LARGEST_FEED } from '#api/source/feed/refresh-feed.ts'
import { listEpisodes } from '#api/totals/episode/list-episodes.ts'
import { type HttpsServer, startHttpsServer } from '#tests/helper/https-server.ts'
import { makeFeed, makeValue } from '#tests/helper/make-feed.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const makeContext = shareDatabase()

let server: HttpsServer
let ctx: TestContext
let clock: number
let feed: string
let answer: ((req: IncomingMessage, res: ServerResponse) => void) | null
let asked: IncomingMessage[]

beforeAll(async () => {
  server = await startHttpsServer((req, res) => {
    asked.push(req)
    if (answer) return answer(req, res)
    if (req.headers['if-none-match'] === '"one"') return res.writeHead(304).end()
    res.setHeader('ETag', '"one"')
    res.end(feed)
  })
})
afterAll(() => server.close())
beforeEach(async () => {
  clock = Date.parse('2026-11-20T12:00:00Z')
  const fetcher = createFetcher({
    mayConnect: (address) => address === '127.0.0.1',
    lookup: (_, __, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    ca: server.ca,
  })
  ctx = { ...(await makeContext({ now: () => new Date(clock) })), fetcher }
  asked = []
  answer = null
  feed = makeFeed()
})
afterEach(() => ctx.close())

const HOST = { name: 'Host', address: '02AA', split: 60, key: '696969', value: 'abc' }
const GUEST = { name: 'Guest', address: '03bb', split: 40 }
const CUT = 'A very long title of an episode that an app cuts short'

const round = () => feedsJob.run(ctx, new AbortController().signal)

/** A boost of the show as an app reports it. */
async function boost(
  ref: string,
  words: Record<string, unknown>,
  { amount = 6_000, wallet = 'wallet', at = '2026-11-19T12:00:00Z' } = {},
) {
  const boostagram = {
    podcast: 'Test Show',
    action: 'boost',
    app_name: 'Fountain',
    sender_name: ref,
    message: `from ${ref}`,
    value_msat_total: 10_000,
    ...words,
  }
  const [outcome] = await ctx.intake.record({ source: wallet, kind: 'api', exactness: 3 }, [
    {
      ref,
      wallet: null,
      payment_hash: null,
      set_id: null,
      settled_at: new Date(at),
      money: { kind: 'sats', amount_msat: msat(amount), fee_msat: msat(0), price: null },
      rail: 'keysend',
      memo: null,
      metadata: readMetadata(boostagram),
      routing: null,
      comment: null,
      metadata_url: null,
      refund_of: null,
    },
  ])
  if (!outcome || outcome.status === 'rejected') throw new Error('It was not recorded')
  return outcome.boost_id ?? ''
}

async function follow(slug = 'test-show') {
  await ctx.db
    .updateTable('shows')
    .set({ feed_url: `${server.url}/feed.xml`, status: 'kept' })
    .where('slug', '=', slug)
    .execute()
}
/** Another look at the feed, whether it says that it changed or not. */
async function again() {
  await ctx.db
    .updateTable('feeds')
    .set({ etag: null, next_at: new Date(0) })
    .execute()
  await round()
}
const show = () => ctx.db.selectFrom('shows').selectAll().executeTakeFirstOrThrow()
const boostOf = (id: string) =>
  ctx.db.selectFrom('boosts').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const episodes = () =>
  ctx.db
    .selectFrom('episodes')
    .select(['id', 'title', 'provisional', 'published_at'])
    .orderBy('title')
    .execute()

describe('a show’s feed', () => {
  it('names the show and its episodes, and makes provisional ones real', async () => {
    const byGuid = await boost('a', { episode: 'Ep one', episode_guid: 'ep-1' })
    const byTitle = await boost('b', { episode: 'Two' })
    const cut = await boost('c', { episode: CUT.slice(0, 45) })
    feed = makeFeed({
      items: [
        { guid: 'ep-1', title: 'One' },
        { guid: 'ep-2', title: 'Two' },
        { guid: 'ep-3', title: CUT },
        { title: 'Without a guid', date: 'nonsense' },
      ],
    })
    await follow()
    await round()
    expect((await episodes()).map(({ title, provisional }) => [title, provisional])).toEqual([
      [CUT, false],
      ['One', false],
      ['Two', false],
      ['Without a guid', false],
    ])
    const titles = new Map((await episodes()).map(({ id, title }) => [id, title]))
    for (const [id, title] of [
      [byGuid, 'One'],
      [byTitle, 'Two'],
      [cut, CUT],
    ] as const)
      expect(titles.get((await boostOf(id)).episode_id ?? '')).toBe(title)
    expect((await episodes())[1]?.published_at?.toISOString()).toBe('2022-05-16T02:00:00.000Z')
    const late = await boost('d', {
      podcast: undefined,
      guid: '9b024349-ccf0-5f69-a609-6b82873eab3c',
      itemID: 'ep-2',
    })
    expect(titles.get((await boostOf(late)).episode_id ?? '')).toBe('Two')
  })

  it('merges provisional episodes that turn out to be one, and no id of them dies', async () => {
    const one = await boost('a', { episode_guid: 'ep-1', episode: undefined })
    const other = await boost('b', { episode: 'The real title' })
    const before = [(await boostOf(one)).episode_id, (await boostOf(other)).episode_id]
    expect(before[0]).not.toBe(before[1])
    feed = makeFeed({ items: [{ guid: 'ep-1', title: 'The real title' }] })
    await follow()
    await round()
    expect((await boostOf(one)).episode_id).toBe((await boostOf(other)).episode_id)
    const aliases = await ctx.db.selectFrom('episode_aliases').selectAll().execute()
    expect(aliases).toHaveLength(1)
    expect(before).toContain(aliases[0]?.id)
  })

  it('keeps apart what only begins alike', async () => {
    const cut = await boost('a', { episode: CUT.slice(0, 45) })
    feed = makeFeed({
      items: [
        { guid: 'ep-1', title: `${CUT}, part one` },
        { guid: 'ep-2', title: `${CUT}, part two` },
      ],
    })
    await follow()
    await round()
    const own = await ctx.db
      .selectFrom('episodes')
      .selectAll()
      .where('id', '=', (await boostOf(cut)).episode_id ?? '')
      .executeTakeFirstOrThrow()
    expect([own.provisional, own.title]).toEqual([true, CUT.slice(0, 45)])
    expect(await episodes()).toHaveLength(3)
  })

  it('is asked about every hour, and only whether it changed', async () => {
    await boost('a', {})
    await follow()
    await round()
    await round()
    expect(asked).toHaveLength(1)
    clock += 70 * 60_000
    await round()
    expect(asked).toHaveLength(2)
    expect(asked[1]?.headers['if-none-match']).toBe('"one"')
    const state = await readFeedState(ctx.db, 'test-show')
    expect(state).toMatchObject({ title: 'Test Show', image: 'https://img.example/cover.jpg', problem: null })
    expect(state.fetched_at).toBe(new Date(clock).toISOString())
  })

  it('leaves what a host corrected until the feed says something new', async () => {
    await boost('a', {})
    feed = makeFeed({ items: [{ guid: 'ep-1', title: 'Typo' }] })
    await follow()
    await round()
    await ctx.db.updateTable('episodes').set({ title: 'Better' }).execute()
    await ctx.db.updateTable('shows').set({ title: 'My own name' }).execute()
    await again()
    expect((await episodes()).map(({ title }) => title)).toEqual(['Better'])
    expect((await show()).title).toBe('My own name')
    feed = makeFeed({ title: 'A new name', items: [{ guid: 'ep-1', title: 'Fixed' }] })
    await again()
    expect((await episodes()).map(({ title }) => title)).toEqual(['Fixed'])
    expect((await show()).title).toBe('A new name')
  })

  it('gives shares to linked wallets, with their history, and judges open claims', async () => {
    feed = makeFeed({ recipients: [HOST, GUEST, { name: 'App', address: '04cc', split: 10, fee: true }] })
    const honest = await boost('a', {}, { amount: 5_400 })
    const liar = await boost('b', {}, { amount: 100 })
    await follow()
    await round()
    expect((await boostOf(honest)).claim).toBe('unknown')
    await linkRecipient(ctx, 'test-show', {
      address: '02AA',
      custom_key: '696969',
      custom_value: 'abc',
      wallet: 'wallet',
    })
    expect(await boostOf(honest)).toMatchObject({ claim: 'confirmed', counted_msat: 10_000 })
    expect(await boostOf(liar)).toMatchObject({ claim: 'doubtful', counted_msat: 100 })

    clock += 2 * 3_600_000
    const changed = clock
    feed = makeFeed({
      recipients: [
        { ...HOST, split: 10 },
        { ...GUEST, split: 90 },
      ],
    })
    answer = (_, res) => res.end(feed)
    await round()
    const shares = await ctx.db.selectFrom('shares').selectAll().orderBy('until').execute()
    expect(shares.map(({ share, origin, until }) => [share, origin, Number(until)])).toEqual([
      ['0.54000000', 'feed', changed],
      ['0.10000000', 'feed', Number.POSITIVE_INFINITY],
    ])
    const later = await boost('c', {}, { amount: 1_000, at: new Date(changed + 1000).toISOString() })
    expect((await boostOf(later)).claim).toBe('confirmed')
    expect((await boostOf(honest)).claim).toBe('confirmed')
  })

  it('leaves the shares that a host confirmed', async () => {
    feed = makeFeed({ recipients: [HOST, GUEST] })
    await boost('a', {})
    await follow()
    const { id: show_id } = await show()
    const { id: wallet_id } = await ctx.db.selectFrom('wallets').select('id').executeTakeFirstOrThrow()
    await ctx.db.insertInto('shares').values({ show_id, wallet_id, share: '0.33', origin: 'host' }).execute()
    await round()
    await linkRecipient(ctx, 'test-show', {
      address: '02aa',
      custom_key: '696969',
      custom_value: 'abc',
      wallet: 'wallet',
    })
    const shares = await ctx.db.selectFrom('shares').select(['share', 'origin']).execute()
    expect(shares).toEqual([{ share: '0.33000000', origin: 'host' }])
  })

  it('proposes the wallet of a recipient by who was paid under that name', async () => {
    feed = makeFeed({ recipients: [HOST, GUEST] })
    for (const ref of ['a', 'b', 'c']) await boost(ref, { name: 'Host' })
    await boost('d', { name: 'Guest' }, { wallet: 'other' })
    await follow()
    await round()
    const { recipients } = await readFeedState(ctx.db, 'test-show')
    expect(
      recipients.map(({ name, share, wallet, proposed_wallet }) => [name, share, wallet, proposed_wallet]),
    ).toEqual([
      ['Host', 0.6, null, 'wallet'],
      ['Guest', 0.4, null, 'other'],
    ])
  })

  it('keeps time splits and an episode’s own value block', async () => {
    await boost('a', {})
    const split =
      '<podcast:valueTimeSplit startTime="60.4" duration="237" remotePercentage="95"><podcast:remoteItem itemGuid="i" feedGuid="f"/></podcast:valueTimeSplit>'
    feed = makeFeed({
      recipients: [HOST],
      items: [{ guid: 'ep-1', title: 'Music', value: makeValue([HOST, GUEST], split) }],
    })
    await follow()
    await round()
    expect(await ctx.db.selectFrom('value_time_splits').selectAll().execute()).toMatchObject([
      { start_s: 60, duration_s: 237, remote_share: '0.95000000', feed_guid: 'f', item_guid: 'i' },
    ])
    expect(
      await ctx.db
        .selectFrom('value_recipients')
        .select('share')
        .where('episode_id', 'is not', null)
        .execute(),
    ).toHaveLength(2)
  })

  it('says what is left for the show while another’s music plays, and what an episode pays by itself', async () => {
    const split =
      '<podcast:valueTimeSplit startTime="60" duration="100" remotePercentage="95"><podcast:remoteItem itemGuid="i" feedGuid="f"/></podcast:valueTimeSplit>'
    const both = [
      { ...HOST, split: 50 },
      { ...GUEST, split: 50 },
    ]
    feed = makeFeed({
      recipients: [{ ...HOST, split: 100 }],
      items: [
        { guid: 'ep-1', title: 'Music', value: makeValue([{ ...HOST, split: 100 }], split) },
        { guid: 'ep-2', title: 'With a guest', value: makeValue(both) },
      ],
    })
    const music = { episode_guid: 'ep-1', remote_feed_guid: 'f', remote_item_guid: 'i' }
    const during = await boost('a', { ...music, ts: 100 }, { amount: 500 })
    const liar = await boost('b', { ...music, ts: 100 }, { amount: 200 })
    const elsewhere = await boost('c', { ...music, ts: 300 }, { amount: 500 })
    const guest = await boost('d', { episode_guid: 'ep-2' }, { amount: 5_000 })
    await follow()
    await round()
    await linkRecipient(ctx, 'test-show', {
      address: '02aa',
      custom_key: '696969',
      custom_value: 'abc',
      wallet: 'wallet',
    })
    const claims = []
    for (const id of [during, liar, elsewhere, guest]) claims.push((await boostOf(id)).claim)
    expect(claims).toEqual(['confirmed', 'doubtful', 'unknown', 'confirmed'])
  })

  it('judges by each share that could hold at that second, since not every app knows of time splits', async () => {
    const splits =
      '<podcast:valueTimeSplit startTime="60" duration="200" remotePercentage="90"><podcast:remoteItem itemGuid="i" feedGuid="f"/></podcast:valueTimeSplit>' +
      `<podcast:valueTimeSplit startTime="400" duration="60"><podcast:valueRecipient name="Host" type="node" address="02AA" split="25" customKey="696969" customValue="abc"/><podcast:valueRecipient name="Caller" type="node" address="03cc" split="75"/></podcast:valueTimeSplit>`
    feed = makeFeed({ items: [{ guid: 'ep-1', title: 'Music', value: makeValue([HOST], splits) }] })
    const sent = { episode_guid: 'ep-1', value_msat_total: 1_000_000 }
    const cases = [
      // What is left while the music plays, and the whole by an app that knows nothing of it.
      [{ ts: 101 }, 100_000, 'confirmed'],
      [{ ts: 102 }, 1_000_000, 'confirmed'],
      [{ ts: 103 }, 70_000, 'doubtful'],
      [{ ts: 260 }, 100_000, 'doubtful'],
      [{}, 100_000, 'doubtful'],
      // The host's part of a boost of the song: what its claim names is the host's alone.
      [{ ts: 104, remote_feed_guid: 'f', remote_item_guid: 'i' }, 900_000, 'confirmed'],
      // The split's own recipients.
      [{ ts: 410 }, 250_000, 'confirmed'],
      [{ ts: 411 }, 100_000, 'doubtful'],
    ] as const
    const ids: string[] = []
    for (const [index, [words, amount]] of cases.entries())
      ids.push(await boost(`r${index}`, { ...sent, ...words }, { amount }))
    await follow()
    await round()
    await linkRecipient(ctx, 'test-show', {
      address: '02aa',
      custom_key: '696969',
      custom_value: 'abc',
      wallet: 'wallet',
    })
    expect(await Promise.all(ids.map(async (id) => (await boostOf(id)).claim))).toEqual(
      cases.map(([, , claim]) => claim),
    )
    // What comes later is judged alike, and the feed's next word does not reopen it.
    const late = await boost('late', { ...sent, ts: 105 }, { amount: 100_000 })
    feed = makeFeed({ items: [{ guid: 'ep-1', title: 'Music', value: makeValue([HOST]) }] })
    await again()
    expect([await boostOf(late), await boostOf(ids[0] ?? '')]).toMatchObject([
      { claim: 'confirmed', counted_msat: 1_000_000 },
      { claim: 'confirmed', counted_msat: 1_000_000 },
    ])
  })

  it('keeps its episodes when it moves to another host, and boosts of before and after under one id', async () => {
    const items = [
      { guid: 'old-1', title: 'One', date: 'Sun, 15 May 2022 19:00:00 -0700' },
      { guid: 'old-2', title: 'Two', date: 'Sun, 22 May 2022 19:00:00 -0700' },
    ]
    feed = makeFeed({ items })
    const before = await boost('a', { episode_guid: 'old-1', episode: 'One' })
    await follow()
    await round()
    const ids = (await episodes()).map(({ id }) => id)
    const between = await boost('b', { episode_guid: 'new-1', episode: 'One' })
    feed = makeFeed({
      items: items.map((item) => ({ ...item, guid: item.guid.replace('old', 'new') })).reverse(),
    })
    await again()
    const after = await boost('c', { episode_guid: 'new-1', episode: undefined })
    const late = await boost('d', { episode_guid: 'old-1', episode: undefined })
    expect((await episodes()).map(({ id, title }) => [id, title])).toEqual([
      [ids[0], 'One'],
      [ids[1], 'Two'],
    ])
    const named = []
    for (const id of [before, between, after, late]) named.push((await boostOf(id)).episode_id)
    expect(named).toEqual([ids[0], ids[0], ids[0], ids[0]])
    expect((await readFeedState(ctx.db, 'test-show')).episodes).toBe(2)
    const { items: listed } = await listEpisodes(ctx.db, await show(), { limit: 50 })
    expect(listed.map(({ guid }) => guid)).toEqual(['new-2', 'new-1'])
  })

  it('has an episode for each item that shares its guid with all others, and finds it by its title', async () => {
    feed = makeFeed({ items: [{ guid: 'show', title: 'One', date: '2026-03-03' }] })
    await boost('a', {})
    await follow()
    await round()
    const early = await boost('b', { episode_guid: 'show', episode: 'One' })
    const items = ['One', 'Two', 'Three'].map((title, n) => ({
      guid: 'show',
      title,
      date: `2026-03-0${n + 3}`,
    }))
    feed = makeFeed({ items })
    await again()
    expect((await episodes()).map(({ title }) => title)).toEqual(['One', 'Three', 'Two'])
    const titles = new Map((await episodes()).map(({ id, title }) => [id, title]))
    const late = await boost('c', { episode_guid: 'show', episode: 'Two' })
    const nameless = await boost('d', { episode_guid: 'show', episode: undefined })
    expect(titles.get((await boostOf(early)).episode_id ?? '')).toBe('One')
    expect(titles.get((await boostOf(late)).episode_id ?? '')).toBe('Two')
    expect((await boostOf(nameless)).episode_id).toBeNull()
    feed = makeFeed({ items: items.slice(2) })
    await again()
    expect(await episodes()).toHaveLength(3)
  })

  it('keeps how long its episodes are', async () => {
    feed = makeFeed({
      items: [
        { guid: 'a', title: 'A', inside: '<itunes:duration>1:00:00</itunes:duration>' },
        { guid: 'b', title: 'B', inside: '<itunes:duration>soon</itunes:duration>' },
      ],
    })
    await boost('a', {})
    await follow()
    await round()
    const lasting = () => ctx.db.selectFrom('episodes').select('duration_s').orderBy('title').execute()
    expect((await lasting()).map(({ duration_s }) => duration_s)).toEqual([3600, null])
    feed = makeFeed({ items: [{ guid: 'a', title: 'A', inside: '<itunes:duration>3601</itunes:duration>' }] })
    await again()
    expect((await lasting()).map(({ duration_s }) => duration_s)).toEqual([3601, null])
  })

  it('is read as it is encoded, by its declaration or by its header alone', async () => {
    const items = [{ guid: 'ep-1', title: 'À la plage: été' }]
    await boost('a', {})
    await follow()
    for (const [body, type] of [
      [Buffer.from(makeFeed({ title: 'Café', items }).replace('UTF-8', 'ISO-8859-1'), 'latin1'), 'text/xml'],
      [
        Buffer.from(makeFeed({ title: 'Café noir', items }).replace(/<\?.*?\?>/, ''), 'latin1'),
        'text/xml; charset=iso-8859-1',
      ],
      [
        Buffer.from(
          `\ufeff${makeFeed({ title: 'Café crème', items }).replace('UTF-8', 'UTF-16')}`,
          'utf16le',
        ),
        'text/xml',
      ],
    ] as const) {
      answer = (_, res) => res.writeHead(200, { 'Content-Type': type }).end(body)
      await again()
      expect((await readFeedState(ctx.db, 'test-show')).problem).toBeNull()
      expect((await episodes()).map(({ title }) => title)).toEqual(['À la plage: été'])
    }
    expect((await show()).title).toBe('Café crème')
  })

  it.each([
    ['replacement characters', 'Caf\ufffd', '\ufffdt\ufffd'],
    ['question marks', 'Caf?', '?t?'],
    ['entities that nobody knows', 'Caf&amp;acut;', '&acut;t&acut;'],
    ['UTF-8 taken for Latin-1 among other letters', 'CafÃ© – noir', 'Ã©tÃ© – la plage'],
    ['nothing', '', ' '],
  ])('never brings a worse title in the place of a good one: %s', async (_, title, episode) => {
    feed = makeFeed({ title: 'Café', items: [{ guid: 'ep-1', title: 'été' }] })
    await boost('a', {})
    await follow()
    await round()
    feed = makeFeed({ title, items: [{ guid: 'ep-1', title: episode }] })
    await again()
    await again()
    const state = await readFeedState(ctx.db, 'test-show')
    expect([state.title, state.problem]).toEqual(['Café', null])
    expect((await show()).title).toBe('Café')
    expect((await episodes()).map((one) => one.title)).toEqual(['été'])
  })

  it('writes nothing where it says nothing new, in whatever order', async () => {
    const items = Array.from({ length: 20 }, (_, n) => ({
      ...(n % 3 === 0 ? {} : { guid: `ep-${n}` }),
      title: `Episode ${n % 7}`,
      date: `2026-03-${10 + n}`,
      value: makeValue([HOST, { ...GUEST, split: n + 1 }]),
    }))
    feed = makeFeed({ items })
    await boost('a', {})
    await follow()
    await round()
    const rows = async () =>
      [
        await sql`select xmin, t.* from episodes t order by id`.execute(ctx.db),
        await sql`select xmin, t.* from episode_names t order by kind, value`.execute(ctx.db),
        await sql`select xmin, t.* from feed_items t order by key`.execute(ctx.db),
        await sql`select xmin, t.* from value_recipients t order by id`.execute(ctx.db),
      ].map((found) => found.rows)
    const before = await rows()
    expect(before[0]).toHaveLength(20)
    await again()
    feed = makeFeed({ items: items.toReversed() })
    await again()
    expect(await rows()).toEqual(before)
  })

  it('takes in boosts that come while it is taken over', async () => {
    const items = Array.from({ length: 700 }, (_, n) => ({
      guid: `ep-${n}`,
      title: `Episode ${n}`,
      date: new Date(1.6e12 + n * 864e5).toISOString(),
      value: makeValue([HOST, GUEST]),
    }))
    feed = makeFeed({ items })
    await boost('a', {})
    await follow()
    const boosts = async () => {
      for (let n = 699; n > 600; n -= 5)
        await boost(`by ${n}`, { episode_guid: `ep-${n}`, episode: `Episode ${n}` })
    }
    await Promise.all([round(), again(), boosts()])
    await again()
    const all = await episodes()
    expect([all.length, all.filter(({ provisional }) => provisional).length]).toEqual([700, 0])
    expect(new Set(all.map(({ title }) => title)).size).toBe(700)
  })

  it('is unpacked where its server does not say that it is packed', async () => {
    feed = makeFeed({ title: 'Packed' })
    answer = (_, res) => res.writeHead(200, { 'Content-Type': 'application/x-gzip' }).end(gzipSync(feed))
    await boost('a', {})
    await follow()
    await round()
    expect((await show()).title).toBe('Packed')
  })

  it.each([
    [
      'a page',
      (_: IncomingMessage, res: ServerResponse) => void res.end('<html>hello</html>'),
      /no RSS feed/,
    ],
    ['nothing', (_: IncomingMessage, res: ServerResponse) => void res.writeHead(404).end(), /answers 404/],
    [
      'larger than can be',
      (_: IncomingMessage, res: ServerResponse) => void res.end(Buffer.alloc(LARGEST_FEED + 1, 'x')),
      /larger than 50 MiB/,
    ],
    [
      'larger than can be once it is unpacked',
      (_: IncomingMessage, res: ServerResponse) =>
        void res.end(gzipSync(Buffer.alloc(LARGEST_FEED + 1, 'x'))),
      /larger than 50 MiB/,
    ],
    [
      'packed, and cut off',
      (_: IncomingMessage, res: ServerResponse) => void res.end(gzipSync('x'.repeat(1000)).subarray(0, 15)),
      /cannot be unpacked/,
    ],
    [
      'a way into the network',
      (_: IncomingMessage, res: ServerResponse) =>
        void res.writeHead(302, { Location: 'https://10.0.0.1/' }).end(),
      /public internet/,
    ],
  ])('that is %s is said, and tried again later', async (_, broken, words) => {
    await boost('a', {})
    answer = broken
    await follow()
    await round()
    const state = await readFeedState(ctx.db, 'test-show')
    expect(state.problem).toMatch(words)
    expect(state.next_step).toMatch(/\.$/)
    await round()
    expect(asked).toHaveLength(1)
    answer = null
    clock += 10 * 60_000
    await round()
    expect((await readFeedState(ctx.db, 'test-show')).problem).toBeNull()
  })

  it('of another show is taken for none of this', async () => {
    await boost('a', {})
    await boost('b', { podcast: 'Other', guid: 'ffffffff-ccf0-5f69-a609-6b82873eab3c' })
    feed = makeFeed({ guid: 'ffffffff-ccf0-5f69-a609-6b82873eab3c', title: 'Other' })
    await follow()
    await round()
    expect((await readFeedState(ctx.db, 'test-show')).problem).toMatch(/feed of Other/)
  })

  it('is followed where it moved for good', async () => {
    await boost('a', {})
    answer = (req, res) =>
      req.url === '/new.xml' ? res.end(feed) : res.writeHead(301, { Location: '/new.xml' }).end()
    await follow()
    await round()
    expect((await show()).feed_url).toBe(`${server.url}/new.xml`)
    await round()
    expect(asked).toHaveLength(2)
  })
})
