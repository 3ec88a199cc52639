import { describe, expect, it } from 'vitest'

import { shareFeedHost } from '#tests/api/source/feed/feed-host.ts'
import { makeFeed } from '#tests/helper/make-feed.ts'

const host = shareFeedHost()
const EVENT = '0dfce62a-2a4c-4a48-a559-cb93d2390b20'
const BLOCK = 'ed6adf33-8887-4d7d-8272-7568065c4a0b'
const SONG_FEED = '73ea9a80-240e-5430-b9ee-142b25f80093'
const START = Date.parse('2026-11-20T12:00:00Z')
const at = (minutes: number) => new Date(START + minutes * 60_000).toISOString()

/** The Split Kit's server beside the feed. */
let blocks: unknown = null

async function goLive(status = 'live'): Promise<void> {
  host.feed = makeFeed({
    extra: `<podcast:liveItem status="${status}" start="${at(0)}"><title>Twelve, live</title><guid>live-12</guid>
<podcast:liveValue uri="${host.url}/event?event_id=${EVENT}" protocol="socket.io"/></podcast:liveItem>`,
  })
  host.answer = (req, res) => {
    const url = new URL(req.url ?? '', host.url)
    if (url.pathname !== '/api/sk/getblocks') return void res.end(host.feed)
    if (url.searchParams.get('guid') !== EVENT || blocks === null) return void res.writeHead(404).end()
    res.end(JSON.stringify({ guid: EVENT, eventName: 'A show', settings: {}, blocks }))
  }
  await host.again()
}

async function begin(): Promise<void> {
  blocks = null
  await host.boost('before', {}, { at: at(-90) })
  await host.follow()
  await goLive()
}

/** As an app that plays the show sends it: the show's own names, and which block was on. */
const byPlayer = {
  remote_feed_guid: SONG_FEED,
  remote_item_guid: 'track-9',
  eventGuid: EVENT,
  blockGuid: BLOCK,
}

/** As The Split Kit's own page sends it: the block's title in the place of the show's. */
const byPage = {
  podcast: 'Ring That Bell',
  app_name: 'The Split Kit',
  remoteFeedGuid: SONG_FEED,
  remoteItemGuid: 'track-9',
  eventGuid: EVENT,
  blockGuid: BLOCK,
  eventAPI: 'https://event.example/api/sk/event/lookup',
}

const seen = async (id: string) => {
  const { playing, episode_id, show_id } = await host.boostOf(id)
  const title = (await host.episodes()).find((episode) => episode.id === episode_id)?.title
  return { playing, episode: title, show: show_id === (await host.show()).id }
}
const DURING = { episode: 'Twelve, live', show: true }

describe('what was on as a boost was sent', () => {
  it('is the block whose title The Split Kit’s page wrote', async () => {
    await begin()
    const id = await host.boost('page', byPage, { at: at(5) })
    expect(await seen(id)).toEqual({ ...DURING, playing: 'Ring That Bell' })
  })

  it('is nothing where the show’s own block was on', async () => {
    await begin()
    const { remoteFeedGuid: _, remoteItemGuid: __, ...own } = { ...byPage, podcast: 'Test Show' }
    expect(await seen(await host.boost('own', own, { at: at(5) }))).toEqual({ ...DURING, playing: null })
  })

  it('is asked of the event by its block where the metadata has no title, for those too that came before', async () => {
    await begin()
    const early = await host.boost('early', byPlayer, { at: at(5) })
    expect(await seen(early)).toEqual({ ...DURING, playing: null })
    blocks = [
      null,
      { blockGuid: 'another', title: 'Title - click to edit' },
      { blockGuid: BLOCK, title: ' Ring That Bell ', line: ['An album', 'A band'], value: {} },
    ]
    await goLive()
    expect(await seen(early)).toEqual({ ...DURING, playing: 'Ring That Bell' })
    const late = await host.boost('late', byPlayer, { at: at(6) })
    expect(await seen(late)).toEqual({ ...DURING, playing: 'Ring That Bell' })
    const other = await host.boost('other', { ...byPlayer, blockGuid: 'another' }, { at: at(7) })
    expect((await seen(other)).playing).toBeNull()
  })

  it.each(['constructor', 'toString', '__proto__'])(
    'is nothing of a block that is called %s',
    async (blockGuid) => {
      await begin()
      const id = await host.boost(blockGuid, { ...byPlayer, blockGuid }, { at: at(5) })
      expect(await seen(id)).toEqual({ ...DURING, playing: null })
    },
  )

  it('is of the show whose feed named the event first: another that names it takes none of its boosts', async () => {
    await begin()
    const { db } = host.ctx
    const { id: show_id } = await host.show()
    const other = { slug: 'other', title: 'Other', status: 'kept' } as const
    const { id } = await db.insertInto('shows').values(other).returning('id').executeTakeFirstOrThrow()
    await db.insertInto('show_names').values({ kind: 'guid', value: 'other', show_id: id }).execute()
    await db
      .insertInto('live_items')
      .values({
        // Of an older episode, and live later.
        ...{ show_id: id, key: 'taken', episode_id: '00000000-0000-7000-8000-000000000000', status: 'live' },
        ...{ event_guid: EVENT, event_since: new Date(at(3)), began_at: new Date(at(3)) },
      })
      .execute()
    const boost = await host.boostOf(await host.boost('page', byPage, { at: at(5) }))
    expect(boost).toMatchObject({ show_id, playing: 'Ring That Bell' })
  })

  it('is left open where the event answers with something else, and the feed is read all the same', async () => {
    await begin()
    blocks = 'none'
    await goLive()
    const id = await host.boost('open', byPlayer, { at: at(5) })
    expect(await seen(id)).toEqual({ ...DURING, playing: null })
    const feed = await host.ctx.db.selectFrom('feeds').select('problem').executeTakeFirstOrThrow()
    expect(feed.problem).toBeNull()
  })

  it('is the song and its album that an episode played', async () => {
    await begin()
    const song = { remote_feed_guid: SONG_FEED, remote_podcast: 'An Album', remote_episode: 'A Song' }
    expect((await seen(await host.boost('song', { ...song, episode: 'Ten' }, { at: at(5) }))).playing).toBe(
      'A Song – An Album',
    )
    const own = { remote_podcast: 'Test Show', remote_episode: 'Ten', episode: 'Ten' }
    expect((await seen(await host.boost('itself', own, { at: at(6) }))).playing).toBeNull()
  })
})
