import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EpisodeNames } from '#api/metadata/reading.ts'
import { CUT_TITLE, episodeKey, resolveEpisodes } from '#api/show/resolve-episodes.ts'
import { emptyIntake } from '#tests/helper/make-entry.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let database: TestDatabase
let show: number
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await emptyIntake(database.db)
  show = await makeShow('One')
})

async function makeShow(title: string): Promise<number> {
  const made = await database.db
    .insertInto('shows')
    .values({ title, slug: title.toLowerCase() })
    .returning('id')
    .executeTakeFirstOrThrow()
  return made.id
}

async function resolve(...wanted: EpisodeNames[]): Promise<(string | undefined)[]> {
  const named = wanted.map((names) => ({ show_id: show, names }))
  const found = await database.db.transaction().execute((trx) => resolveEpisodes(trx, named))
  return named.map(({ show_id, names }) => found.get(episodeKey(show_id, names)))
}
const one = async (names: EpisodeNames) => (await resolve(names))[0]
const titles = async () =>
  (await database.db.selectFrom('episodes').select('title').orderBy('id').execute()).map(({ title }) => title)

const WHOLE = '512: A title that is long enough to be cut short by an app of few letters'
const CUT = WHOLE.slice(0, CUT_TITLE)

describe('an episode is found', () => {
  it.each<[string, EpisodeNames]>([
    ['by its guid', { guid: 'guid-1', title: 'Another spelling' }],
    ['by its item id', { item_id: 7 }],
    ['by its title', { title: WHOLE }],
    ['by a title cut short', { title: CUT }],
  ])('%s', async (_, names) => {
    const made = await one({ guid: 'guid-1', item_id: 7, title: WHOLE })
    expect(await one(names)).toBe(made)
    expect(await titles()).toEqual([WHOLE])
  })

  it('by an item id that is a guid, as some apps have it', async () => {
    const made = await one({ guid: '7', title: WHOLE })
    expect(await one({ item_id: 7 })).toBe(made)
  })

  it('by the number that an app took its guid for, where only one fits', async () => {
    const made = [await one({ guid: '00123', title: 'A' }), await one({ guid: '1e3', title: 'B' })]
    expect(await resolve({ guid: '123', title: 'A' }, { guid: '1000' })).toEqual(made)
    const other = await one({ guid: '0123', title: 'C' })
    expect([...made, other]).not.toContain(await one({ guid: '123', title: 'D' }))
  })

  it('by its guid, and not by that of another which is the same number', async () => {
    const taken = await one({ guid: '007', title: 'A' })
    expect(await one({ guid: '7', title: 'A' })).toBe(taken)
    const known = await one({ guid: '7', title: 'B' })
    expect(known).toBe(taken)
    expect(
      await database.db.selectFrom('episode_names').select('value').where('kind', '=', 'guid').execute(),
    ).toEqual([{ value: '007' }])
  })

  it('by its whole title, where only a cut one was known, and is called by it then', async () => {
    const made = await one({ title: CUT })
    expect(await one({ title: WHOLE })).toBe(made)
    expect(await titles()).toEqual([WHOLE])
  })

  it('within its own show only', async () => {
    const made = await one({ guid: 'guid-1', title: WHOLE })
    show = await makeShow('Two')
    expect(await one({ guid: 'guid-1', title: WHOLE })).not.toBe(made)
  })

  it('by no name at all: not', async () => {
    expect(await resolve({})).toEqual([undefined])
    expect(await titles()).toEqual([])
  })

  it('as before, whatever is learned later', async () => {
    const made = await one({ title: CUT })
    await one({ guid: 'guid-2', title: `${CUT} of another episode` })
    expect(await one({ title: CUT })).toBe(made)
  })
})

describe('an episode is another', () => {
  it('where a cut title is that of two', async () => {
    const two = await resolve({ guid: 'a', title: `${CUT} one` }, { guid: 'b', title: `${CUT} two` })
    expect(two[0]).not.toBe(two[1])
    expect(two).not.toContain(await one({ title: CUT }))
  })

  it('where a title is too short to be a cut one', async () => {
    const made = await one({ title: WHOLE })
    expect(await one({ title: WHOLE.slice(0, CUT_TITLE - 1) })).not.toBe(made)
  })

  it('where it has the same title and another guid', async () => {
    const made = await one({ guid: 'a', title: WHOLE })
    expect(await one({ guid: 'b', title: WHOLE })).not.toBe(made)
  })
})

it('is made once by two who meet it at the same time', async () => {
  const found = await Promise.all(Array.from({ length: 4 }, () => one({ title: WHOLE })))
  expect(new Set(found).size).toBe(1)
  expect(await titles()).toEqual([WHOLE])
})
