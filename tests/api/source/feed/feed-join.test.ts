import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordClaims } from '#api/claim/record-claims.ts'
import { findEpisode } from '#api/show/episode/find-episode.ts'
import { mergeEpisodes } from '#api/show/merge/merge-episodes.ts'
import { partEpisodes } from '#api/show/merge/part-episodes.ts'
import { listLive } from '#api/source/feed/list-live.ts'
import { shareFeedHost } from '#tests/api/source/feed/feed-host.ts'
import { makeClaim } from '#tests/helper/make-claim.ts'
import { makeFeed } from '#tests/helper/make-feed.ts'
import { runsOf } from '#tests/helper/runs.ts'

const host = shareFeedHost()
const START = Date.parse('2026-11-20T12:00:00Z')
const HOUR = 60
const at = (minutes: number) => new Date(START + minutes * 60_000).toISOString()
const rfc = (minutes: number) => new Date(START + minutes * 60_000).toUTCString()

type Live = { guid?: string; title?: string; status?: string; start?: number; file?: string }

function live({
  guid = 'live-12',
  title = 'Twelve, live',
  status = 'ended',
  start = 0,
  file = 'https://live.example/stream',
}: Live = {}) {
  return `<podcast:liveItem status="${status}" start="${at(start)}" end="${at(start + 2 * HOUR)}">
<title>${title}</title><guid isPermaLink="false">${guid}</guid>
<enclosure url="${file}" type="audio/mpeg" length="1"/></podcast:liveItem>`
}

type Item = { guid: string; title: string; minutes: number; enclosure?: string }

async function read(lives: readonly Live[], items: readonly Item[] = []): Promise<void> {
  host.feed = makeFeed({
    extra: lives.map(live).join(''),
    items: items.map(({ minutes, ...item }) => ({ ...item, date: rfc(minutes) })),
  })
  await host.again()
}

async function begin(rule?: 'off' | 'same' | 'next', hours = 24): Promise<void> {
  await host.boost('before', {}, { at: at(-90) })
  await host.follow()
  if (rule) await host.ctx.db.updateTable('shows').set({ live_join: rule, live_join_hours: hours }).execute()
}

async function named(value: string): Promise<string | null> {
  const row = await host.ctx.db
    .selectFrom('episode_names')
    .select('episode_id')
    .where('kind', '=', 'guid')
    .where('value', '=', value)
    .executeTakeFirst()
  return row?.episode_id ?? null
}

const isOne = async (one: string, other: string) => (await named(one)) === (await named(other))

async function liveItem(index = 0) {
  const { items } = await listLive({ db: host.ctx.db, now: () => new Date(host.clock) }, 'test-show')
  const item = items[index]
  if (!item) throw new Error('There is no live item')
  return item
}

/** Of each boost and payment by its sender the guid that leads to its episode. */
async function places() {
  const rows = await host.ctx.db
    .selectFrom('boosts')
    .innerJoin('payments', 'payments.boost_id', 'boosts.id')
    .select(['boosts.sender_name', 'boosts.episode_id', 'payments.episode_id as paid', 'named_episode_id'])
    .where('boosts.sender_name', '<>', 'before')
    .orderBy('boosts.sender_name')
    .execute()
  const names = new Map([
    [await named('live-12'), 'live'],
    [await named('ep-12'), 'published'],
  ])
  const say = (id: string | null) => (id === null ? null : (names.get(id) ?? 'another'))
  return rows.map((row) => [row.sender_name, say(row.episode_id), say(row.paid), say(row.named_episode_id)])
}

const TWELVE = { guid: 'ep-12', title: 'Twelve', minutes: 5 * HOUR }

describe('a show’s rule for what was live', () => {
  it.each([
    ['same', { ...TWELVE, title: 'Twelve, LIVE' }, 'title'],
    ['same', { ...TWELVE, enclosure: 'https://live.example/stream' }, 'enclosure'],
    ['next', TWELVE, 'next'],
  ] as const)('joins by itself: %s, and says why', async (rule, item, why) => {
    await begin(rule)
    await read([{ status: 'live' }])
    await read([{}], [item])
    expect(await isOne('live-12', 'ep-12')).toBe(true)
    const joined = (await named('ep-12')) ?? ''
    const { title } = await findEpisode(host.ctx.db, joined)
    expect(title).toBe(item.title)
    expect((await liveItem()).joined).toMatchObject({
      why,
      apart_s: 5 * 3600,
      episode: { title: item.title },
    })
  })

  it('shows beside what was live only what was sent then, once it is one with what is published', async () => {
    await begin('next')
    await read([{ status: 'live' }])
    await host.boost('then', { episode_guid: 'live-12' }, { at: at(5) })
    host.clock += HOUR * 60_000
    await read([{}], [TWELVE])
    await host.boost('later', { episode_guid: 'ep-12' }, { at: at(6 * HOUR) })
    expect(await isOne('live-12', 'ep-12')).toBe(true)
    const { count, boosts } = await liveItem()
    expect([count, boosts.map(({ supporter }) => supporter.name)]).toEqual([1, ['then']])
  })

  it.each([
    ['off', { ...TWELVE, title: 'Twelve, live' }, 24],
    ['same', TWELVE, 24],
    ['next', TWELVE, 4],
    ['next', { ...TWELVE, minutes: -1 }, 24],
  ] as const)('leaves it alone: %s, %o within %i hours', async (rule, item, hours) => {
    await begin(rule, hours)
    await read([{}], [item])
    expect(await isOne('live-12', 'ep-12')).toBe(false)
  })

  it('takes what is next for none where another live show began before it', async () => {
    await begin('next')
    await read([{}, { guid: 'live-13', start: 3 * HOUR }], [TWELVE])
    expect(await isOne('live-12', 'ep-12')).toBe(false)
    expect(await isOne('live-13', 'ep-12')).toBe(true)
  })

  it('comes to the same however often the feed is read while it grows', async () => {
    // Hours at which something begins, is published, or is read: near each other, so that they often meet.
    const hours = (...of: number[]) => fc.constantFrom(...of)
    const shows = fc.record({
      rule: fc.constantFrom('same' as const, 'next' as const),
      lives: fc.uniqueArray(hours(0, 6, 30), { minLength: 1, maxLength: 3 }),
      items: fc.uniqueArray(
        fc.record({ hour: hours(1, 3, 7, 9, 12, 25, 31, 33, 50), title: fc.constantFrom('A', 'B') }),
        { minLength: 1, maxLength: 4, selector: ({ hour }) => hour },
      ),
      seen: fc.uniqueArray(hours(0.5, 1.5, 4, 6.5, 7.5, 10, 13, 26, 30.5, 31.5, 34, 51), { maxLength: 5 }),
    })
    const partition = async (lives: readonly number[], items: readonly { hour: number }[]) => {
      const guids = [...lives.map((hour) => `live-${hour}`), ...items.map(({ hour }) => `ep-${hour}`)]
      const ids = await Promise.all(guids.map(named))
      return ids.map((id) => ids.indexOf(id))
    }
    let round = 0
    await fc.assert(
      fc.asyncProperty(shows, async ({ rule, lives, items, seen }) => {
        const results: number[][] = []
        for (const hours of [[300], [...seen.sort((a, b) => a - b), 300]]) {
          round += 1
          await host.ctx.db.deleteFrom('live_items').execute()
          for (const table of ['feed_items', 'episode_names', 'episode_aliases', 'episode_joins'] as const)
            await host.ctx.db.deleteFrom(table).execute()
          if (round === 1) await begin()
          await host.ctx.db.updateTable('shows').set({ live_join: rule, live_join_hours: 24 }).execute()
          for (const now of hours) {
            host.clock = START + now * 3_600_000
            await read(
              lives
                .filter((hour) => hour <= now + 24)
                .map((hour) => ({
                  guid: `live-${hour}`,
                  title: hour === 6 ? 'B' : 'A',
                  start: hour * HOUR,
                  status: now < hour ? 'pending' : now < hour + 2 ? 'live' : 'ended',
                })),
              items
                .filter(({ hour }) => hour <= now)
                .map(({ hour, title }) => ({ guid: `ep-${hour}`, title, minutes: hour * HOUR })),
            )
          }
          results.push(await partition(lives, items))
        }
        expect(results[1]).toEqual(results[0])
      }),
      { numRuns: runsOf(60) },
    )
  })
})

describe('parting them again', () => {
  const OLDER = { ...TWELVE, title: 'Twelve, live' }

  it.each([
    ['the live one ended', true],
    ['the published one ended', false],
  ])('gives each its own back, also what came meanwhile, where %s', async (_, publishedFirst) => {
    await begin('off')
    if (publishedFirst) await read([], [TWELVE])
    await read([{ status: 'live' }], publishedFirst ? [TWELVE] : [])
    await host.boost('live before', { episode_guid: 'live-12', episode: 'x' }, { at: at(5) })
    await host.boost('stream', { episode_guid: 'live-12', action: 'auto' }, { at: at(6) })
    await read([{}], [TWELVE])
    await host.boost('published before', { episode_guid: 'ep-12', episode: 'Twelve' }, { at: at(400) })
    const by = await host.boost('by hand', {}, { at: at(7) })
    const liveId = String(await named('live-12'))
    await host.ctx.db.updateTable('boosts').set({ episode_id: liveId }).where('id', '=', by).execute()
    await host.ctx.db.updateTable('payments').set({ episode_id: liveId }).where('boost_id', '=', by).execute()
    const before = await places()
    const episodes = await host.episodes()
    const survivor = await mergeEpisodes(host.ctx, liveId, String(await named('ep-12')))
    expect(new Set((await places()).map(([, episode]) => episode)).size).toBe(1)
    const [join] = await host.ctx.db.selectFrom('episode_joins').selectAll().execute()
    expect(join?.gone === liveId).toBe(publishedFirst)
    await host.boost('live between', { episode_guid: 'live-12', episode: 'Another' }, { at: at(500) })
    await host.boost('published between', { episode_guid: 'ep-12', episode: 'Other' }, { at: at(500) })
    await partEpisodes(host.ctx, survivor, String(join?.id))
    expect(await named('live-12')).toBe(liveId)
    const after = await places()
    expect(after.filter(([name]) => !name?.endsWith('between'))).toEqual(before)
    expect(after.filter(([name]) => name?.endsWith('between'))).toEqual([
      ['live between', 'live', 'live', 'live'],
      ['published between', 'published', 'published', 'published'],
    ])
    expect(await host.episodes()).toEqual(episodes)
    await host.boost('live after', { episode_guid: 'live-12' }, { at: at(600) })
    await host.boost('title after', { episode: 'Twelve' }, { at: at(600) })
    const last = (await places()).filter(([name]) => name?.endsWith('after'))
    expect(last.map(([name, episode]) => [name, episode])).toEqual([
      ['live after', 'live'],
      ['title after', 'published'],
    ])
    expect(await host.ctx.db.selectFrom('episode_joins').selectAll().execute()).toEqual([])
  })

  it('gives back what was only claimed, before or meanwhile', async () => {
    await begin('off')
    await read([{}], [TWELVE])
    const { id: show } = await host.show()
    const claim = async (name: string, guid: string) => {
      const reading = { episode: { guid }, sender: { name }, show: { title: 'Test Show' } }
      await recordClaims(host.ctx.db, [makeClaim(show, { sent_at: new Date(at(10)), reading })])
    }
    const claimed = async () => {
      const rows = await host.ctx.db
        .selectFrom('claims')
        .innerJoin('boosts', 'boosts.id', 'claims.boost_id')
        .select(['claims.sender_name', 'claims.episode_id', 'boosts.episode_id as boosted'])
        .orderBy('claims.sender_name')
        .execute()
      const live = await named('live-12')
      return rows.map((row) => [row.sender_name, row.episode_id === live, row.boosted === live])
    }
    await claim('a', 'live-12')
    await claim('b', 'ep-12')
    const survivor = await mergeEpisodes(
      host.ctx,
      String(await named('live-12')),
      String(await named('ep-12')),
    )
    await claim('c', 'live-12')
    await claim('d', 'ep-12')
    const join = await host.ctx.db.selectFrom('episode_joins').select('id').executeTakeFirstOrThrow()
    await partEpisodes(host.ctx, survivor, join.id)
    expect(await claimed()).toEqual([
      ['a', true, true],
      ['b', false, false],
      ['c', true, true],
      ['d', false, false],
    ])
  })

  it('is not undone by the rule, and a host may join it by hand after all', async () => {
    await begin()
    await read([{ status: 'live' }])
    await read([{}], [OLDER])
    const { joined, episode } = await liveItem()
    await partEpisodes(host.ctx, episode.id, String(joined?.id))
    await read([{}], [OLDER])
    expect(await isOne('live-12', 'ep-12')).toBe(false)
    expect(await liveItem()).toMatchObject({
      joined: null,
      parted: true,
      published: { id: await named('ep-12') },
    })
    await mergeEpisodes(host.ctx, String(await named('live-12')), String(await named('ep-12')))
    expect(await liveItem()).toMatchObject({ joined: { why: 'hand' }, parted: false })
  })

  it('waits for what was joined later, and is there once', async () => {
    await begin('off')
    await read([{}], [TWELVE, { guid: 'ep-13', title: 'Thirteen', minutes: 6 * HOUR }])
    const one = await mergeEpisodes(host.ctx, String(await named('live-12')), String(await named('ep-12')))
    const [first] = await host.ctx.db.selectFrom('episode_joins').select('id').execute()
    const both = await mergeEpisodes(host.ctx, one, String(await named('ep-13')))
    await expect(partEpisodes(host.ctx, both, String(first?.id))).rejects.toThrow('Undo that first')
    const joins = await host.ctx.db.selectFrom('episode_joins').selectAll().orderBy('id', 'desc').execute()
    for (const { id, survivor } of joins) await partEpisodes(host.ctx, survivor, id)
    expect(await isOne('live-12', 'ep-12')).toBe(false)
    expect(await isOne('ep-12', 'ep-13')).toBe(false)
    await expect(partEpisodes(host.ctx, both, String(first?.id))).rejects.toThrow('no join of episodes')
  })
})
