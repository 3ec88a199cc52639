import { describe, expect, it } from 'vitest'
import { newShowSchema } from '#api/contract/show.ts'
import { readShow } from '#api/show/read-show.ts'
import { addShow } from '#api/source/feed/add-show.ts'
import { readFeedState } from '#api/source/feed/read-feed-state.ts'
import { GUEST, HOST, shareFeedHost } from '#tests/api/source/feed/feed-host.ts'
import { makeFeed } from '#tests/helper/make-feed.ts'

const GUID = '9b024349-ccf0-5f69-a609-6b82873eab3c'

describe('a show that is added by its hosts', () => {
  const host = shareFeedHost()
  const feed = () => `${host.url}/feed.xml`
  const add = (wanted: unknown) => addShow(host.ctx, newShowSchema.parse(wanted))
  const told = () => makeFeed({ recipients: [HOST, GUEST], items: [{ guid: 'one', title: 'The first one' }] })

  it('is here with its title, episodes and recipients before anybody has paid it, and is followed', async () => {
    host.feed = told()
    const slug = await add({ feed: feed(), time_zone: 'Europe/Berlin' })
    expect(await readShow(host.ctx.db, slug)).toMatchObject({
      slug: 'test-show',
      title: 'Test Show',
      guid: GUID,
      provisional: false,
      time_zone: 'Europe/Berlin',
      feed: feed(),
    })
    const state = await readFeedState(host.ctx.db, slug)
    expect(state).toMatchObject({ title: 'Test Show', episodes: 1, problem: null })
    expect(state.image).toBe('https://img.example/cover.jpg')
    expect(state.recipients.map(({ name }) => name)).toEqual(['Host', 'Guest'])
    const asked = host.asked.length
    await host.round()
    expect(host.asked.length).toBe(asked)
  })

  it('is the one that payments have named already, with what they brought', async () => {
    const boost = await host.boost('Ada', {})
    const slug = await add({ feed: feed() })
    const show = await host.show()
    expect([show.slug, show.status, (await host.boostOf(boost)).show_id]).toEqual([slug, 'kept', show.id])
    const later = await host.boost('Bo', { podcast: 'Another name', guid: GUID })
    expect((await host.boostOf(later)).show_id).toBe(show.id)
  })

  it('comes from a file too, which nothing follows, and takes its feed’s address later', async () => {
    const slug = await add({ feed_text: told() })
    expect(await readShow(host.ctx.db, slug)).toMatchObject({ title: 'Test Show', feed: null, guid: GUID })
    expect(await host.episodes()).toMatchObject([{ title: 'The first one', provisional: false }])
    await host.round()
    expect(host.asked).toEqual([])
    expect(await add({ feed: feed() })).toBe(slug)
    expect(await readShow(host.ctx.db, slug)).toMatchObject({ feed: feed() })
  })

  it('may have nothing but a title', async () => {
    expect(await add({ title: 'Garden Talk' })).toBe('garden-talk')
    await expect(add({ title: 'Garden Talk' })).rejects.toThrow('Garden Talk is here already.')
    expect(newShowSchema.safeParse({}).success).toBe(false)
  })

  it('is added once, and where its feed cannot be read nothing is added and the reason is said', async () => {
    host.feed = '<html><body>Hello</body></html>'
    await expect(add({ feed: feed() })).rejects.toThrow(
      /a web page, no RSS feed.*Give the address of the RSS/,
    )
    await expect(add({ feed: 'https://127.0.0.2/feed' })).rejects.toThrow('The feed cannot be read')
    await expect(add({ feed_text: 'not xml' })).rejects.toThrow('The file cannot be read')
    await expect(add({ feed_text: '' })).rejects.toThrow('There is nothing in it')
    await expect(add({ feed_text: told().slice(0, told().indexOf('</title>')) })).rejects.toThrow(
      'is cut off',
    )
    expect(await host.ctx.db.selectFrom('shows').select('id').execute()).toEqual([])
    host.feed = told()
    await add({ feed: feed() })
    await expect(add({ feed: feed() })).rejects.toThrow('Test Show is here already.')
    await expect(add({ feed: `${host.url}/other.xml` })).rejects.toThrow('with another feed')
    await host.ctx.db.updateTable('shows').set({ status: 'set_aside' }).execute()
    await expect(add({ feed: feed() })).rejects.toThrow('set aside')
    await host.ctx.db.updateTable('shows').set({ status: 'kept', demo: true }).execute()
    await expect(add({ feed: feed() })).rejects.toThrow('Leave the demo first')
  })
})
