import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { resolveSupporters, type Sender, senderId } from '#api/supporter/resolve-supporters.ts'
import { emptyIntake } from '#tests/helper/make-entry.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(() => emptyIntake(database.db))

async function resolve(...senders: Partial<Sender>[]): Promise<(string | null | undefined)[]> {
  const wanted = senders.map((sender) => ({ app: null, name: null, id: null, ...sender }))
  const found = await database.db.transaction().execute((trx) => resolveSupporters(trx, wanted))
  return wanted.map((sender) => found.get(senderId(sender)))
}
const one = async (sender: Partial<Sender>) => (await resolve(sender))[0]
const supporters = async () =>
  (await database.db.selectFrom('supporters').select('name').orderBy('id').execute()).map(({ name }) => name)
const suggestions = () => database.db.selectFrom('supporter_suggestions').selectAll().execute()

describe('a supporter', () => {
  it.each(['winebear', '@winebear', 'WineBear ', ' @winebear', 'wine\u200bbear', 'ｗｉｎｅｂｅａｒ'])(
    'is the same under %j, in whatever app',
    async (name) => {
      const made = await one({ name: 'winebear', app: 'Fountain' })
      expect(await one({ name, app: 'Castamatic' })).toBe(made)
      expect(await supporters()).toEqual(['winebear'])
    },
  )

  it('is shown as first written, without @', async () => {
    await one({ name: ' @WineBear ' })
    expect(await supporters()).toEqual(['WineBear'])
  })

  it('takes a new name along by the sender id of an app, and of that app only', async () => {
    const made = await one({ app: 'Fountain', id: 'x1', name: 'winebear' })
    expect(await one({ app: 'fountain ', id: 'x1', name: 'grapebear' })).toBe(made)
    expect(await one({ name: 'grapebear' })).toBe(made)
    expect(await one({ app: 'Castamatic', id: 'x1', name: 'someone else' })).not.toBe(made)
  })

  it('is never joined with another by a sender id: that is suggested', async () => {
    const [bear, marcel] = await resolve({ name: 'winebear' }, { app: 'Fountain', id: 'x1', name: 'marcel' })
    expect(await one({ app: 'Fountain', id: 'x1', name: 'winebear' })).toBe(bear)
    expect(await one({ name: 'marcel' })).toBe(marcel)
    expect(await suggestions()).toMatchObject([
      { reason: '“winebear” was used with a sender id of the other in fountain' },
    ])
  })

  it('is made once by two who meet them at the same time', async () => {
    const found = await Promise.all(Array.from({ length: 4 }, () => one({ name: 'winebear' })))
    expect(new Set(found).size).toBe(1)
    expect(await supporters()).toEqual(['winebear'])
  })
})

describe('nobody', () => {
  it.each([null, '', '  ', '@', 'Anonymous', 'anon', '\u200b'])('is who is called %j', async (name) => {
    expect(await one({ app: 'Fountain', id: 'x1', name })).toBeUndefined()
    expect(await supporters()).toEqual([])
    expect(await one({ app: 'Fountain', id: 'x1', name: 'winebear' })).toEqual(expect.any(String))
  })

  it('is who asked for it: the name stays known as nobody’s', async () => {
    await one({ name: 'winebear', app: 'Fountain', id: 'x1' })
    await database.db.updateTable('supporter_names').set({ supporter_id: null, name: '' }).execute()
    expect(await resolve({ name: 'winebear' }, { name: 'new name', app: 'Fountain', id: 'x1' })).toEqual([
      null,
      null,
    ])
    const names = await database.db.selectFrom('supporter_names').select('name').execute()
    expect(new Set(names.map(({ name }) => name))).toEqual(new Set(['']))
  })
})
