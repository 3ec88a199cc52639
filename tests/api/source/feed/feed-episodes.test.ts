import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { readFeedState } from '#api/source/feed/read-feed-state.ts'
import { listEpisodes } from '#api/totals/episode/list-episodes.ts'
import { GUEST, HOST, shareFeedHost } from '#tests/api/source/feed/feed-host.ts'
import { makeFeed, makeValue } from '#tests/helper/make-feed.ts'

const host = shareFeedHost()
const CUT = 'A very long title of an episode that an app cuts short'

describe('a show’s feed', () => {
  it('names the show and its episodes, and makes provisional ones real', async () => {
    const byGuid = await host.boost('a', { episode: 'Ep one', episode_guid: 'ep-1' })
    const byTitle = await host.boost('b', { episode: 'Two' })
    const cut = await host.boost('c', { episode: CUT.slice(0, 45) })
    host.feed = makeFeed({
      items: [
        { guid: 'ep-1', title: 'One' },
        { guid: 'ep-2', title: 'Two' },
        { guid: 'ep-3', title: CUT },
        { title: 'Without a guid', date: 'nonsense' },
      ],
    })
    await host.follow()
    await host.round()
    expect((await host.episodes()).map(({ title, provisional }) => [title, provisional])).toEqual([
      [CUT, false],
      ['One', false],
      ['Two', false],
      ['Without a guid', false],
    ])
    const titles = new Map((await host.episodes()).map(({ id, title }) => [id, title]))
    for (const [id, title] of [
      [byGuid, 'One'],
      [byTitle, 'Two'],
      [cut, CUT],
    ] as const)
      expect(titles.get((await host.boostOf(id)).episode_id ?? '')).toBe(title)
    expect((await host.episodes())[1]?.published_at?.toISOString()).toBe('2022-05-16T02:00:00.000Z')
    const late = await host.boost('d', {
      podcast: undefined,
      guid: '9b024349-ccf0-5f69-a609-6b82873eab3c',
      itemID: 'ep-2',
    })
    expect(titles.get((await host.boostOf(late)).episode_id ?? '')).toBe('Two')
  })

  it('merges provisional episodes that turn out to be one, and no id of them dies', async () => {
    const one = await host.boost('a', { episode_guid: 'ep-1', episode: undefined })
    const other = await host.boost('b', { episode: 'The real title' })
    const before = [(await host.boostOf(one)).episode_id, (await host.boostOf(other)).episode_id]
    expect(before[0]).not.toBe(before[1])
    host.feed = makeFeed({ items: [{ guid: 'ep-1', title: 'The real title' }] })
    await host.follow()
    await host.round()
    expect((await host.boostOf(one)).episode_id).toBe((await host.boostOf(other)).episode_id)
    const aliases = await host.ctx.db.selectFrom('episode_aliases').selectAll().execute()
    expect(aliases).toHaveLength(1)
    expect(before).toContain(aliases[0]?.id)
  })

  it('keeps apart what only begins alike', async () => {
    const cut = await host.boost('a', { episode: CUT.slice(0, 45) })
    host.feed = makeFeed({
      items: [
        { guid: 'ep-1', title: `${CUT}, part one` },
        { guid: 'ep-2', title: `${CUT}, part two` },
      ],
    })
    await host.follow()
    await host.round()
    const own = await host.ctx.db
      .selectFrom('episodes')
      .selectAll()
      .where('id', '=', (await host.boostOf(cut)).episode_id ?? '')
      .executeTakeFirstOrThrow()
    expect([own.provisional, own.title]).toEqual([true, CUT.slice(0, 45)])
    expect(await host.episodes()).toHaveLength(3)
  })

  it('leaves what a host corrected until the feed says something new', async () => {
    await host.boost('a', {})
    host.feed = makeFeed({ items: [{ guid: 'ep-1', title: 'Typo' }] })
    await host.follow()
    await host.round()
    await host.ctx.db.updateTable('episodes').set({ title: 'Better' }).execute()
    await host.ctx.db.updateTable('shows').set({ title: 'My own name' }).execute()
    await host.again()
    expect((await host.episodes()).map(({ title }) => title)).toEqual(['Better'])
    expect((await host.show()).title).toBe('My own name')
    host.feed = makeFeed({ title: 'A new name', items: [{ guid: 'ep-1', title: 'Fixed' }] })
    await host.again()
    expect((await host.episodes()).map(({ title }) => title)).toEqual(['Fixed'])
    expect((await host.show()).title).toBe('A new name')
  })

  it('keeps its episodes when it moves to another host, and boosts of before and after under one id', async () => {
    const items = [
      { guid: 'old-1', title: 'One', date: 'Sun, 15 May 2022 19:00:00 -0700' },
      { guid: 'old-2', title: 'Two', date: 'Sun, 22 May 2022 19:00:00 -0700' },
    ]
    host.feed = makeFeed({ items })
    const before = await host.boost('a', { episode_guid: 'old-1', episode: 'One' })
    await host.follow()
    await host.round()
    const ids = (await host.episodes()).map(({ id }) => id)
    const between = await host.boost('b', { episode_guid: 'new-1', episode: 'One' })
    host.feed = makeFeed({
      items: items.map((item) => ({ ...item, guid: item.guid.replace('old', 'new') })).reverse(),
    })
    await host.again()
    const after = await host.boost('c', { episode_guid: 'new-1', episode: undefined })
    const late = await host.boost('d', { episode_guid: 'old-1', episode: undefined })
    expect((await host.episodes()).map(({ id, title }) => [id, title])).toEqual([
      [ids[0], 'One'],
      [ids[1], 'Two'],
    ])
    const named = []
    for (const id of [before, between, after, late]) named.push((await host.boostOf(id)).episode_id)
    expect(named).toEqual([ids[0], ids[0], ids[0], ids[0]])
    expect((await readFeedState(host.ctx.db, 'test-show')).episodes).toBe(2)
    const { items: listed } = await listEpisodes(host.ctx, await host.show(), { limit: 50 })
    expect(listed.map(({ guid }) => guid)).toEqual(['new-2', 'new-1'])
  })

  it('has an episode for each item that shares its guid with all others, and finds it by its title', async () => {
    host.feed = makeFeed({ items: [{ guid: 'show', title: 'One', date: '2026-03-03' }] })
    await host.boost('a', {})
    await host.follow()
    await host.round()
    const early = await host.boost('b', { episode_guid: 'show', episode: 'One' })
    const items = ['One', 'Two', 'Three'].map((title, n) => ({
      guid: 'show',
      title,
      date: `2026-03-0${n + 3}`,
    }))
    host.feed = makeFeed({ items })
    await host.again()
    expect((await host.episodes()).map(({ title }) => title)).toEqual(['One', 'Three', 'Two'])
    const titles = new Map((await host.episodes()).map(({ id, title }) => [id, title]))
    const late = await host.boost('c', { episode_guid: 'show', episode: 'Two' })
    const nameless = await host.boost('d', { episode_guid: 'show', episode: undefined })
    expect(titles.get((await host.boostOf(early)).episode_id ?? '')).toBe('One')
    expect(titles.get((await host.boostOf(late)).episode_id ?? '')).toBe('Two')
    expect((await host.boostOf(nameless)).episode_id).toBeNull()
    host.feed = makeFeed({ items: items.slice(2) })
    await host.again()
    expect(await host.episodes()).toHaveLength(3)
  })

  it('keeps how long its episodes are', async () => {
    host.feed = makeFeed({
      items: [
        { guid: 'a', title: 'A', inside: '<itunes:duration>1:00:00</itunes:duration>' },
        { guid: 'b', title: 'B', inside: '<itunes:duration>soon</itunes:duration>' },
      ],
    })
    await host.boost('a', {})
    await host.follow()
    await host.round()
    const lasting = () => host.ctx.db.selectFrom('episodes').select('duration_s').orderBy('title').execute()
    expect((await lasting()).map(({ duration_s }) => duration_s)).toEqual([3600, null])
    host.feed = makeFeed({
      items: [{ guid: 'a', title: 'A', inside: '<itunes:duration>3601</itunes:duration>' }],
    })
    await host.again()
    expect((await lasting()).map(({ duration_s }) => duration_s)).toEqual([3601, null])
  })

  it('writes nothing where it says nothing new, in whatever order', async () => {
    const items = Array.from({ length: 20 }, (_, n) => ({
      ...(n % 3 === 0 ? {} : { guid: `ep-${n}` }),
      title: `Episode ${n % 7}`,
      date: `2026-03-${10 + n}`,
      value: makeValue([HOST, { ...GUEST, split: n + 1 }]),
    }))
    host.feed = makeFeed({ items })
    await host.boost('a', {})
    await host.follow()
    await host.round()
    const rows = async () =>
      [
        await sql`select xmin, t.* from episodes t order by id`.execute(host.ctx.db),
        await sql`select xmin, t.* from episode_names t order by kind, value`.execute(host.ctx.db),
        await sql`select xmin, t.* from feed_items t order by key`.execute(host.ctx.db),
        await sql`select xmin, t.* from value_recipients t order by id`.execute(host.ctx.db),
      ].map((found) => found.rows)
    const before = await rows()
    expect(before[0]).toHaveLength(20)
    await host.again()
    host.feed = makeFeed({ items: items.toReversed() })
    await host.again()
    expect(await rows()).toEqual(before)
  })

  it('takes in boosts that come while it is taken over', async () => {
    const items = Array.from({ length: 700 }, (_, n) => ({
      guid: `ep-${n}`,
      title: `Episode ${n}`,
      date: new Date(1.6e12 + n * 864e5).toISOString(),
      value: makeValue([HOST, GUEST]),
    }))
    host.feed = makeFeed({ items })
    await host.boost('a', {})
    await host.follow()
    const boosts = async () => {
      for (let n = 699; n > 600; n -= 5)
        await host.boost(`by ${n}`, { episode_guid: `ep-${n}`, episode: `Episode ${n}` })
    }
    await Promise.all([host.round(), host.again(), boosts()])
    await host.again()
    const all = await host.episodes()
    expect([all.length, all.filter(({ provisional }) => provisional).length]).toEqual([700, 0])
    expect(new Set(all.map(({ title }) => title)).size).toBe(700)
  })

  it('of another show is taken for none of this', async () => {
    await host.boost('a', {})
    await host.boost('b', { podcast: 'Other', guid: 'ffffffff-ccf0-5f69-a609-6b82873eab3c' })
    host.feed = makeFeed({ guid: 'ffffffff-ccf0-5f69-a609-6b82873eab3c', title: 'Other' })
    await host.follow()
    await host.round()
    expect((await readFeedState(host.ctx.db, 'test-show')).problem).toMatch(/feed of Other/)
  })
})
