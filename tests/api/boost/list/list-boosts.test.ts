import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BoostJson, boostListSchema } from '#api/contract/boost.ts'
import { askAs } from '#tests/helper/ask.ts'
import { makeReport, recordBoost, recordPayments } from '#tests/helper/record-payments.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let ask: Awaited<ReturnType<typeof askAs>>
const open = async () => {
  ctx = await createTestContext()
  ask = await askAs(ctx, ['read'])
}
const close = () => ctx.close()

const list = async (query = '') => {
  const answer = await ask.get(`/boosts${query}`)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  expect(boostListSchema.parse(answer.body)).toEqual(answer.body)
  return answer.body
}
const messages = async (query: string) => (await list(query)).items.map(({ message }: BoostJson) => message)
const at = (minute: number) => new Date(Date.UTC(2026, 4, 14, 18, minute)).toISOString()

describe('filters', () => {
  afterAll(close)
  let episode: string
  let winebear: string
  beforeAll(async () => {
    await open()
    const post = (minute: number, message: string, over: object = {}, boostagram: object = {}) =>
      recordBoost(ctx.db, { settled_at: at(minute), ...over, boostagram: { message, ...boostagram } })
    await post(1, 'one', {}, { sender_name: 'winebear', app_name: 'Fountain' })
    await post(
      2,
      'two',
      { amount_msat: 5_000_000 },
      { sender_name: 'marcel', app_name: 'Castamatic', episode: 'Another' },
    )
    await post(3, 'three', { source: 'pocket' }, { sender_name: 'anonymous', podcast: 'Coder Radio' })
    await post(4, 'ÄÖ 100% of_it \\ done', {}, { sender_name: 'Ünal', action: 'auto' })
    await post(5, 'five', {
      amount_msat: undefined,
      fiat: { amount_minor: 500, fee_minor: 0, currency: 'USD' },
    })
    await post(6, 'six', {
      amount_msat: undefined,
      fiat: { amount_minor: 900, fee_minor: 0, currency: 'USD' },
    })
    await recordPayments(ctx.db, makeReport({ settled_at: at(7), boostagram: { action: 'stream' } }))
    const { items } = await list()
    const first = items.find(({ message }: BoostJson) => message === 'one')
    episode = first.episode.id
    winebear = first.supporter.id
  })

  it('let all boosts through where none is given, the newest first, and no stream', async () => {
    expect(await messages('')).toEqual(['six', 'five', 'ÄÖ 100% of_it \\ done', 'three', 'two', 'one'])
  })

  it('order by size, what came as other money last', async () => {
    const found = await messages('?order=largest')
    expect(found[0]).toBe('two')
    expect(found.slice(-2)).toEqual(['six', 'five'])
  })

  it.each<[string, string[]]>([
    ['?show=coder-radio', ['three']],
    ['?show=nothing-there', []],
    ['?action=auto', ['ÄÖ 100% of_it \\ done']],
    ['?supporter=anonymous', ['three']],
    ['?app=castamatic', ['two']],
    ['?wallet=pocket', ['three']],
    ['?wallet=nowhere', []],
    ['?min_sats=5000', ['two']],
    [`?since=${at(2)}&until=${at(4)}`, ['three', 'two']],
    ['?since=2026-05-14T20:02:00%2B02:00&until=2026-05-14T18:03:00Z', ['two']],
    ['?status=hidden', []],
    ['?status=doubtful', []],
    ['?status=possible_double', []],
    ['?status=read', []],
    ['?q=WO', ['two']],
    ['?q=Th', ['three']],
    ['?q=WineBear', ['six', 'five', 'one']],
    ['?q=äö', ['ÄÖ 100% of_it \\ done']],
    ['?q=ünal', ['ÄÖ 100% of_it \\ done']],
    ['?q=%25', ['ÄÖ 100% of_it \\ done']],
    ['?q=f_i', ['ÄÖ 100% of_it \\ done']],
    ['?q=%5C', ['ÄÖ 100% of_it \\ done']],
    ['?q=f%25i', []],
    ['?q=zzz', []],
  ])('%s', async (query, expected) => {
    expect(await messages(query)).toEqual(expected)
    const { items, total } = await list(`${query}&group=episode`)
    expect(items.map(({ message }: BoostJson) => message).sort()).toEqual([...expected].sort())
    expect(total.count).toBe(expected.length)
  })

  it('take the ids of an episode and a supporter, and those that have become theirs', async () => {
    expect(await messages(`?episode=${episode}`)).toEqual(['six', 'five', 'ÄÖ 100% of_it \\ done', 'one'])
    expect(await messages(`?supporter=${winebear}`)).toEqual(['six', 'five', 'one'])
    const old = '0199c2a0-0000-7000-8000-000000000001'
    await ctx.db.insertInto('episode_aliases').values({ id: old, episode_id: episode }).execute()
    await ctx.db.insertInto('supporter_aliases').values({ id: old, supporter_id: winebear }).execute()
    expect(await messages(`?episode=${old}&supporter=${old}&q=one`)).toEqual(['one'])
  })

  it('leave out shows that were set aside until they are asked for', async () => {
    const set = (status: 'set_aside' | 'kept') =>
      ctx.db.updateTable('shows').set({ status }).where('slug', '=', 'coder-radio').execute()
    await set('set_aside')
    expect(await messages('')).not.toContain('three')
    expect(await messages('?group=episode')).not.toContain('three')
    expect(await messages('?show=coder-radio')).toEqual(['three'])
    await set('kept')
    expect(await messages('')).toContain('three')
  })

  it('know hidden, read and doubtful ones', async () => {
    const change = (values: object, message: string) =>
      ctx.db.updateTable('boosts').set(values).where('message', '=', message).execute()
    await change({ hidden: true }, 'one')
    await change({ read_at: new Date() }, 'two')
    await change({ claim: 'doubtful' }, 'three')
    expect(await messages('?status=hidden')).toEqual(['one'])
    expect(await messages('?status=read')).toEqual(['two'])
    expect(await messages('?status=doubtful')).toEqual(['three'])
    expect(await messages('?status=unread')).not.toContain('two')
  })

  it.each([
    '?limit=0',
    '?limit=201',
    '?order=oldest',
    '?cursor=x',
    '?cursor=WyI5OTk5LTk5LTk5VDk5Ojk5Ojk5Ljk5OTk5OVoiLCIwMTk5YzJhMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDEiXQ',
    '?group=episode&cursor=W10',
    '?changed_since=x',
    '?q=',
    '?q=%00',
    '?min_sats=-1',
    '?since=yesterday',
    '?since=0000-01-01T00:00:00Z',
    '?episode=1',
  ])('refuse %s', async (query) => {
    expect((await ask.get(`/boosts${query}`)).status).toBe(400)
  })
})

describe('pages', () => {
  afterAll(close)
  const ORDERS = ['newest', 'largest'] as const

  beforeAll(async () => {
    await open()
    // Many at one time and of one size, in several episodes and none.
    const reports = Array.from({ length: 60 }, (_, n) =>
      makeReport({
        settled_at: at(n % 3),
        amount_msat: 1_000_000 * (1 + (n % 2)),
        boostagram: { sender_name: `sender ${n}`, episode: n % 5 === 0 ? '' : `Episode ${n % 5}` },
      }),
    )
    await recordPayments(ctx.db, ...reports)
    // As SQL has it, times are to the microsecond.
    await sql`update boosts set sent_at = sent_at + interval '1 microsecond' where message like '%3'`.execute(
      ctx.db,
    )
  })

  const walk = async (query: string) => {
    const items: BoostJson[] = []
    let cursor: string | null = null
    do {
      const page: { items: BoostJson[]; next_cursor: string | null } = await list(
        `${query}${cursor ? `&cursor=${cursor}` : ''}`,
      )
      expect(page.items.length).toBeGreaterThan(0)
      items.push(...page.items)
      cursor = page.next_cursor
    } while (cursor !== null)
    return items
  }

  it.each(ORDERS)('never skip or repeat under ties, %s first', async (order) => {
    const all = (await list(`?order=${order}&limit=200`)).items
    expect(all).toHaveLength(60)
    for (const limit of [1, 7, 59, 60]) expect(await walk(`?order=${order}&limit=${limit}`)).toEqual(all)
  })

  it.each(ORDERS)('keep the boosts of an episode together, %s first', async (order) => {
    const answer = await list(`?order=${order}&limit=200&group=episode`)
    const all: BoostJson[] = answer.items
    const keys = all.map(({ episode }) => episode?.id ?? '')
    expect(keys.filter((key, index) => key !== keys[index - 1])).toHaveLength(5)
    expect(answer.groups).toHaveLength(5)
    expect(answer.total).toEqual({
      count: 60,
      counted_msat: all.reduce((sum, { counted_msat }) => sum + counted_msat, 0),
    })
    for (const group of answer.groups) {
      const own = all.filter(({ episode }) => episode?.id === group.episode?.id)
      expect(group.count).toBe(own.length)
      expect(group.counted_msat).toBe(own.reduce((sum, { counted_msat }) => sum + counted_msat, 0))
    }
    for (const limit of [1, 7, 59])
      expect(await walk(`?order=${order}&limit=${limit}&group=episode`)).toEqual(all)
    for (const limit of [1, 7])
      expect(await walk(`?order=${order}&limit=${limit}&group=episode&q=sender`)).toEqual(all)
  })

  it('show the episode first whose boost is the newest, and again once another gets one', async () => {
    const first = async () => (await list('?limit=1&group=episode')).items[0]
    await recordBoost(ctx.db, { settled_at: at(30), boostagram: { episode: 'Episode 4', message: 'now 4' } })
    expect((await first()).message).toBe('now 4')
    const id = await recordBoost(ctx.db, {
      settled_at: at(31),
      boostagram: { episode: 'Episode 2', message: 'now 2' },
    })
    expect((await first()).message).toBe('now 2')
    await ctx.db.updateTable('boosts').set({ payment_count: 0 }).where('id', '=', id).execute()
    expect((await first()).message).toBe('now 4')
  })

  it('are read to their end without gaps while new boosts come', async () => {
    const before: BoostJson[] = (await list('?limit=200&group=episode')).items
    const seen: BoostJson[] = []
    let cursor: string | null = null
    for (let minute = 40; ; minute++) {
      const page: { items: BoostJson[]; next_cursor: string | null } = await list(
        `?limit=9&group=episode${cursor ? `&cursor=${cursor}` : ''}`,
      )
      seen.push(...page.items)
      cursor = page.next_cursor
      if (cursor === null) break
      await recordBoost(ctx.db, { settled_at: at(minute), boostagram: { episode: `Episode ${minute % 5}` } })
    }
    expect(seen.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
  })

  it('leave the demo out of the sum over all shows, unless there is nothing else', async () => {
    const setDemo = (demo: boolean) => ctx.db.updateTable('shows').set({ demo }).execute()
    const own = (await list('?group=episode')).total
    await setDemo(true)
    expect((await list('?group=episode')).total).toEqual(own)
    await recordBoost(ctx.db, { boostagram: { podcast: 'Coder Radio', episode: '' } })
    expect((await list('?group=episode')).total).toEqual({ count: 1, counted_msat: 1_000_000 })
    expect((await list('?group=episode&show=linux-unplugged')).total).toEqual(own)
    expect((await list('?limit=200')).items).toHaveLength(own.count + 1)
    await setDemo(false)
  })
})
