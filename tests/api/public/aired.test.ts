import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { readPublicShow } from '#api/public/read/read-show.ts'
import { boost, makeMark, mark } from '#tests/helper/air.ts'
import { shareService } from '#tests/helper/share-service.ts'

const SHOW = 'linux-unplugged'
const FEED = 'https://feeds.example/lup.xml'
let clock = new Date()
const service = shareService({ now: () => clock })

/** Sets the time, in days of the tests. */
function at(day: number): void {
  clock = new Date(Date.UTC(2026, 5, 1) + day * 24 * 3600_000)
}

beforeEach(async () => {
  await sql`truncate shows, wallets, supporters, sources cascade`.execute(service.ctx.db)
  at(0)
})

/** A boost that is read in the open segment. @returns the segment */
async function read(message: string): Promise<string> {
  const id = await boost(service.ctx, message, 3000, { message, settled_at: clock.toISOString() })
  const created_at = new Date(Date.UTC(2026, 4, 1))
  await service.ctx.db.updateTable('shows').set({ status: 'kept', is_public: true, created_at }).execute()
  const { body } = await service.ask('get', `/segments/current?show=${SHOW}`)
  await mark(service.ctx, [makeMark(id, { status: 'read' })], body.id)
  return body.id
}
const close = (id: string) => service.ask('post', `/segments/${id}/close`, {})

/** What strangers may read, which every public reader asks for by the same way. */
async function seen(): Promise<string[]> {
  const { messages } = await readPublicShow(service.ctx, SHOW)
  return messages.map(({ message }) => message)
}

/** The same as it is answered, from what is kept for all readers. */
async function answered(): Promise<string[]> {
  const { body } = await service.ask('get', `/public/shows/${SHOW}`)
  return body.messages.map(({ message }: { message: string }) => message)
}

/** The feed has an episode from now on. */
async function publish(title: string, published_at = clock): Promise<void> {
  const { id } = await service.ctx.db.selectFrom('shows').select('id').executeTakeFirstOrThrow()
  await service.ctx.db
    .insertInto('feed_items')
    .values({ show_id: id, key: title, title, published_at, first_seen_at: clock })
    .execute()
  // As taking over an item does: it touches the show.
  await service.ctx.db.updateTable('shows').set({ title: 'LINUX Unplugged', feed_url: FEED }).execute()
}

describe('what was read on air', () => {
  it('without a feed is public once its segment is closed, and no more when that is opened again', async () => {
    const id = await read('one')
    expect(await answered()).toEqual([])
    await close(id)
    expect(await seen()).toEqual(['one'])
    await expect.poll(answered).toEqual(['one'])
    await service.ask('post', `/segments/${id}/reopen`, {})
    expect(await seen()).toEqual([])
    await expect.poll(answered).toEqual([])
  })

  it('does not wait for an episode where a feed was read once, from a file, and nothing follows it', async () => {
    const id = await read('one')
    await publish('in the file')
    await service.ctx.db.updateTable('shows').set({ feed_url: null }).execute()
    await close(id)
    expect(await seen()).toEqual(['one'])
  })

  it('is public once its episode is in the feed, not with those from before, nor with one that is still to come out', async () => {
    const id = await read('one')
    await publish('from before')
    at(1)
    await close(id)
    await publish('an old one that moved', new Date(Date.UTC(2024, 0, 1)))
    await publish('scheduled', new Date(Date.now() + 24 * 3600_000))
    expect(await seen()).toEqual([])
    at(4)
    await publish('its own')
    expect(await seen()).toEqual(['one'])
  })

  it('of two recordings in a row comes out with one episode each, in their order', async () => {
    await read('before')
    await publish('from before')
    at(1)
    const first = await read('first')
    await close(first)
    at(2)
    const second = await read('second')
    await close(second)
    at(3)
    await publish('of the first')
    expect(await seen()).not.toContain('second')
    expect(await seen()).toContain('first')
    at(10)
    await publish('of the second')
    expect(await seen()).toContain('second')
  })

  it('is public as its hosts choose, or when they say so', async () => {
    const id = await read('one')
    await publish('from before')
    at(1)
    const open = await service.ask('patch', `/segments/${id}`, { aired: true })
    expect(open.status).toBe(409)
    await close(id)
    expect((await service.ask('get', `/segments/${id}`)).body.aired).toBe(false)
    expect(await seen()).toEqual([])
    expect((await service.ask('patch', `/segments/${id}`, { aired: true })).body.aired).toBe(true)
    expect(await seen()).toEqual(['one'])
    await service.ask('patch', `/segments/${id}`, { aired: false })
    expect(await seen()).toEqual([])
    const path = `/shows/${SHOW}/public-settings`
    expect((await service.ask('get', path)).body.aired_with).toBeNull()
    await service.ask('patch', path, { aired_with: 'closing' })
    expect(await seen()).toEqual(['one'])
    await service.ask('patch', path, { aired_with: 'episode' })
    expect(await seen()).toEqual([])
  })
})
