import { describe, expect, it } from 'vitest'
import { listLive } from '#api/source/feed/list-live.ts'
import { shareFeedHost } from '#tests/api/source/feed/feed-host.ts'
import { makeFeed } from '#tests/helper/make-feed.ts'

const host = shareFeedHost()
const EVENT = '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d'

function live(
  status: string,
  { guid = 'live-12', title = 'Twelve, live', start = '2026-11-20T12:00:00Z' } = {},
) {
  return `<podcast:liveItem status="${status}" start="${start}" end="2026-11-20T14:00:00Z">
<title>${title}</title><guid isPermaLink="false">${guid}</guid>
<enclosure url="https://live.example/stream" type="audio/mpeg" length="1"/>
<podcast:liveValue uri="https://value.example/event?event_id=${EVENT}" protocol="socket.io"/></podcast:liveItem>`
}

async function announce(status: string, over: { items?: Parameters<typeof makeFeed>[0] } = {}) {
  host.feed = makeFeed({ extra: live(status), ...over.items })
  await host.again()
  return (await listLive({ db: host.ctx.db, now: () => new Date(host.clock) }, 'test-show')).items
}

const at = (minutes: number) => new Date(Date.parse('2026-11-20T12:00:00Z') + minutes * 60_000).toISOString()

describe('a live item of a feed', () => {
  it('is an episode with its title and guid, to which what is sent during it belongs', async () => {
    await host.boost('before', {}, { at: at(-90) })
    await host.follow()
    expect(await announce('pending')).toMatchObject([
      { title: 'Twelve, live', status: 'pending', began_at: null },
    ])
    host.clock += 2 * 60_000
    await announce('live')
    await host.boost('named', { episode: 'Whatever', episode_guid: 'live-12' }, { at: at(5) })
    await host.boost('unnamed', { episode: undefined }, { at: at(6) })
    host.clock += 60 * 60_000
    const [ended] = await announce('ended')
    expect(ended).toMatchObject({ status: 'ended', count: 2, published: null })
    const episodes = await host.episodes()
    expect(episodes.filter(({ title }) => title === 'Twelve, live')).toHaveLength(1)
  })

  it('is no more on the air a day after its announced end, though its feed forgets to say so', async () => {
    await host.boost('before', {}, { at: at(-90) })
    await host.follow()
    expect(await announce('live')).toHaveLength(1)
    host.clock += 25 * 60 * 60_000
    expect(await announce('live')).toHaveLength(1)
    host.clock += 2 * 60 * 60_000
    expect(await announce('live')).toEqual([])
  })

  it('is joined with the published episode of its title by itself, and others are offered', async () => {
    await host.boost('before', {}, { at: at(-90) })
    await host.follow()
    await announce('live')
    const boost = await host.boost('named', { episode_guid: 'live-12' }, { at: at(5) })
    host.clock += 60 * 60_000
    const date = 'Fri, 20 Nov 2026 18:00:00 +0000'
    const [offered] = await announce('ended', {
      items: { items: [{ guid: 'ep-12', title: 'Twelve', date }] },
    })
    expect(offered?.published).toMatchObject({ title: 'Twelve' })
    const [joined] = await announce('ended', {
      items: { items: [{ guid: 'ep-12', title: 'Twelve, live', date }] },
    })
    expect(joined).toMatchObject({ published: null, count: 1 })
    const names = await host.ctx.db
      .selectFrom('episode_names')
      .select('episode_id')
      .where('kind', '=', 'guid')
      .where('value', 'in', ['ep-12', 'live-12'])
      .execute()
    expect(new Set(names.map(({ episode_id }) => episode_id)).size).toBe(1)
    expect((await host.boostOf(String(boost))).episode_id).toBe(names[0]?.episode_id)
  })

  it('is listed beside others, each with what was sent to it, the newest first', async () => {
    await host.boost('before', {}, { at: at(-90) })
    await host.follow()
    const later = live('pending', { guid: 'live-13', title: 'Thirteen, live', start: '2026-11-27T12:00:00Z' })
    await announce('live', { items: { extra: live('live') + later } })
    const first = await host.boost('first', { episode_guid: 'live-12' }, { at: at(5) })
    const second = await host.boost('second', { episode_guid: 'live-12' }, { at: at(6) })
    const early = await host.boost('early', { episode_guid: 'live-13' }, { at: at(7) })
    const { items } = await listLive({ db: host.ctx.db, now: () => new Date(host.clock) }, 'test-show')
    const said = items.map(({ title, count, boosts }) => ({ title, count, ids: boosts.map(({ id }) => id) }))
    expect(said).toEqual([
      { title: 'Thirteen, live', count: 1, ids: [String(early)] },
      { title: 'Twelve, live', count: 2, ids: [String(second), String(first)] },
    ])
  })

  it('is looked at again in minutes while it is on', async () => {
    await host.boost('before', {}, { at: at(-90) })
    await host.follow()
    await announce('live')
    const soon = await host.ctx.db.selectFrom('feeds').select('next_at').executeTakeFirstOrThrow()
    expect(soon.next_at.getTime() - host.clock).toBeLessThan(5 * 60_000)
    await announce('ended')
    const later = await host.ctx.db.selectFrom('feeds').select('next_at').executeTakeFirstOrThrow()
    expect(later.next_at.getTime() - host.clock).toBeGreaterThan(30 * 60_000)
  })

  it('takes boosts that name the song and the event of The Split Kit', async () => {
    await host.boost('before', {}, { at: at(-90) })
    await host.follow()
    await announce('live')
    await host.boost('song', { podcast: 'A Band', episode: 'A Song', eventGuid: EVENT }, { at: at(7) })
    const items = (await listLive({ db: host.ctx.db, now: () => new Date(host.clock) }, 'test-show')).items
    expect(items[0]?.count).toBe(1)
    const shows = await host.ctx.db.selectFrom('shows').select('title').execute()
    expect(shows.map(({ title }) => title)).toEqual(['Test Show'])
  })
})
