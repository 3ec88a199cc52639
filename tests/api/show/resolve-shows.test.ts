import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ShowNames } from '#api/metadata/reading.ts'
import { resolveShows, showKey } from '#api/show/resolve-shows.ts'
import { emptyIntake } from '#tests/helper/make-entry.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(() => emptyIntake(database.db))

const GUID = 'b5e3f6a0-0000-5000-8000-000000000001'
const OTHER_GUID = 'b5e3f6a0-0000-5000-8000-000000000002'

async function resolve(...wanted: ShowNames[]) {
  const found = await database.db.transaction().execute((trx) => resolveShows(trx, wanted))
  return wanted.map((names) => found.get(showKey(names)))
}
const one = async (names: ShowNames) => (await resolve(names))[0]
const shows = () =>
  database.db.selectFrom('shows').select(['title', 'slug', 'status']).orderBy('id').execute()

describe('a show is found', () => {
  it.each<[string, ShowNames]>([
    ['by its podcast guid, however it is written', { guid: GUID.toUpperCase() }],
    ['by its feed id', { feed_id: 42, title: 'Another spelling' }],
    ['by its feed address', { feed_url: 'https://feed.example/rss' }],
    ['by its exact title', { title: 'Kill Show' }],
  ])('%s', async (_, names) => {
    const whole = { guid: GUID, feed_id: 42, feed_url: 'https://feed.example/rss', title: 'Kill Show' }
    const made = await one(whole)
    expect(made).toMatchObject({ status: 'provisional', disagreement: null })
    expect(await one(names)).toMatchObject({ id: made?.id, disagreement: null })
    expect(await shows()).toHaveLength(1)
  })

  it('by what it was once called together with a known id', async () => {
    const made = await one({ guid: GUID, title: 'Kill Show' })
    await one({ guid: GUID, title: 'The Kill Show', feed_id: 42 })
    expect((await resolve({ title: 'The Kill Show' }, { feed_id: 42 })).map((show) => show?.id)).toEqual([
      made?.id,
      made?.id,
    ])
  })

  it('among several that are asked for at once, each by its own names', async () => {
    const [first, second, same] = await resolve(
      { guid: GUID, title: 'One' },
      { guid: OTHER_GUID, title: 'Two' },
      { title: 'One' },
    )
    expect(first?.id).not.toBe(second?.id)
    expect(same?.id).toBe(first?.id)
  })

  it('by no name at all: not', async () => {
    expect(await resolve({})).toEqual([undefined])
    expect(await shows()).toEqual([])
  })
})

describe('a new show', () => {
  it('gets a slug of its own', async () => {
    await resolve({ guid: GUID, title: 'Kill Show' }, { guid: OTHER_GUID, title: 'Kill Show' })
    expect(await shows()).toEqual([
      { title: 'Kill Show', slug: 'kill-show', status: 'provisional' },
      { title: 'Kill Show', slug: 'kill-show-2', status: 'provisional' },
    ])
  })

  it('is made once by two who meet it at the same time', async () => {
    const found = await Promise.all(Array.from({ length: 4 }, () => one({ title: 'Kill Show' })))
    expect(new Set(found.map((show) => show?.id)).size).toBe(1)
    expect(await shows()).toHaveLength(1)
  })
})

describe('ids that disagree', () => {
  it('go to the best of them, with a sentence, and teach nothing', async () => {
    const byGuid = await one({ guid: GUID, title: 'One' })
    await one({ feed_id: 42, title: 'Two' })
    expect(await one({ guid: GUID, feed_id: 42, feed_url: 'https://new.example' })).toMatchObject({
      id: byGuid?.id,
      disagreement: 'its podcast guid and its feed id name different shows',
    })
    expect((await one({ feed_url: 'https://new.example' }))?.id).not.toBe(byGuid?.id)
  })

  it('of a known show are said, where another id of it is the same', async () => {
    const made = await one({ guid: GUID, feed_id: 42, title: 'One' })
    expect(await one({ guid: OTHER_GUID, feed_id: 42 })).toMatchObject({
      id: made?.id,
      disagreement: 'its ids disagree with those of the show that its feed id names',
    })
  })

  it('make another show of the same title', async () => {
    const made = await one({ guid: GUID, title: 'One' })
    const other = await one({ guid: OTHER_GUID, title: 'One' })
    expect(other?.id).not.toBe(made?.id)
    expect(other?.disagreement).toBeNull()
  })
})
