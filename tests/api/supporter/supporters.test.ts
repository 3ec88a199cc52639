import { describe, expect, it } from 'vitest'
import { makeReport, recordBoost, recordPayments } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()
const { ask } = service

const boostBy = (sender_name: string, over: Record<string, unknown> = {}) =>
  recordBoost(service.ctx.db, { ...over, boostagram: { sender_name, ...(over.boostagram as object) } })

async function idOf(name: string, show = 'linux-unplugged'): Promise<string> {
  const found = await ask('get', `/shows/${show}/supporters?q=${encodeURIComponent(name)}`)
  return found.body.items[0]?.id
}

async function supporterOf(boostId: string): Promise<string | null> {
  const boost = await service.ctx.db
    .selectFrom('boosts')
    .select('supporter_id')
    .where('id', '=', boostId)
    .executeTakeFirstOrThrow()
  return boost.supporter_id
}

describe('the supporters of a show', () => {
  it('are listed by name, by last boost and by total, and found by any of their names', async () => {
    const show = { podcast: 'Listed' }
    await boostBy('Ada', { amount_msat: 3_000_000, settled_at: '2026-05-01T10:00:00Z', boostagram: show })
    await boostBy('bob', { amount_msat: 1_000_000, settled_at: '2026-05-03T10:00:00Z', boostagram: show })
    await boostBy('bob', { amount_msat: 1_000_000, settled_at: '2026-05-02T10:00:00Z', boostagram: show })
    await boostBy('Cy', { amount_msat: 9_000_000, settled_at: '2026-04-01T10:00:00Z', boostagram: show })
    await boostBy('anonymous', { boostagram: show })
    await recordPayments(
      service.ctx.db,
      makeReport({ boostagram: { ...show, action: 'stream', message: null, sender_name: 'Dora' } }),
    )
    const list = async (query: string) =>
      (await ask('get', `/shows/listed/supporters?${query}`)).body.items.map(
        (one: { name: string }) => one.name,
      )
    expect(await list('order=name')).toEqual(['Ada', 'bob', 'Cy', 'Dora'])
    expect(await list('order=last')).toEqual(['bob', 'Ada', 'Cy', 'Dora'])
    expect(await list('order=total')).toEqual(['Cy', 'Ada', 'bob', 'Dora'])
    expect(await list('q=%40BO')).toEqual(['bob'])
    for (const order of ['name', 'last', 'total']) {
      const seen: string[] = []
      for (let cursor = ''; ; ) {
        const page = await ask('get', `/shows/listed/supporters?order=${order}&limit=1${cursor}`)
        seen.push(...page.body.items.map((one: { name: string }) => one.name))
        if (page.body.next_cursor === null) break
        cursor = `&cursor=${page.body.next_cursor}`
      }
      expect(seen).toEqual(await list(`order=${order}`))
    }
    expect((await ask('get', '/shows/listed/supporters?order=name')).body.items[1]).toEqual({
      id: await idOf('bob', 'listed'),
      name: 'bob',
      names: [{ name: 'bob', app: null, sender_id: null }],
      say_as: null,
      note: null,
      team: false,
      hidden: false,
      boost_count: 2,
      counted_msat: 2_000_000,
      last_sent_at: '2026-05-03T10:00:00.000Z',
    })
  })

  it('have a page of their own over all shows', async () => {
    await boostBy('Eve', { boostagram: { podcast: 'First' }, settled_at: '2026-05-01T10:00:00Z' })
    await boostBy('@eve', { boostagram: { podcast: 'Second' }, settled_at: '2026-05-02T10:00:00Z' })
    const id = await idOf('eve', 'first')
    const patched = await ask('patch', `/supporters/${id}`, { say_as: 'Evie', note: '' })
    expect(patched.body).toMatchObject({ say_as: 'Evie', note: null })
    await ask('patch', `/shows/second/supporters/${id}`, { team: true })
    await ask('patch', `/shows/second/supporters/${id}`, { hidden: true })
    const { body } = await ask('get', `/supporters/${id}`)
    expect(body).toMatchObject({
      name: 'eve',
      say_as: 'Evie',
      boost_count: 2,
      counted_msat: 2_000_000,
      first_sent_at: '2026-05-01T10:00:00.000Z',
      last_sent_at: '2026-05-02T10:00:00.000Z',
    })
    expect(body.shows).toHaveLength(2)
    expect(body.shows.find((show: { slug: string }) => show.slug === 'second')).toMatchObject({
      team: true,
      hidden: true,
      boost_count: 1,
    })
    expect((await ask('get', '/shows/second/supporters')).body.items[0]).toMatchObject({
      team: true,
      hidden: true,
    })
    expect((await ask('get', '/shows/first/supporters')).body.items[0]).toMatchObject({
      team: false,
      hidden: false,
    })
  })

  it.each(['get', 'patch', 'post'] as const)(
    'are not there under an id that is nobody’s (%s)',
    async (method) => {
      const path = '/supporters/01900000-0000-7000-8000-000000000000'
      const answer =
        method === 'get'
          ? await ask('get', path)
          : method === 'patch'
            ? await ask('patch', path, { note: 'x' })
            : await ask('post', `${path}/anonymize`, { confirm: true })
      expect(answer.status).toBe(404)
    },
  )
})

describe('merging supporters', () => {
  it('keeps the older, with all names, words and boosts; the other id stays good', async () => {
    const first = await boostBy('Old name')
    const second = await boostBy('New name')
    const [older, newer] = [await supporterOf(first), await supporterOf(second)]
    await ask('patch', `/supporters/${newer}`, { say_as: 'Newt', note: 'Likes tea' })
    await ask('patch', `/shows/linux-unplugged/supporters/${newer}`, { team: true })
    const merged = await ask('post', `/supporters/${newer}/merge`, { with: older })
    expect(merged.status).toBe(200)
    expect(merged.body).toMatchObject({ id: older, say_as: 'Newt', note: 'Likes tea', boost_count: 2 })
    expect(merged.body.names.map((name: { name: string }) => name.name)).toEqual(['Old name', 'New name'])
    expect(merged.body.shows[0]).toMatchObject({ team: true })
    expect((await ask('get', `/supporters/${newer}`)).body.id).toBe(older)
    expect(await supporterOf(await boostBy('New name'))).toBe(older)
    expect((await ask('post', `/supporters/${newer}/merge`, { with: older })).status).toBe(422)
  })

  it('keeps the one that was read on air', async () => {
    const [older, newer] = [await boostBy('Quiet'), await boostBy('On air')]
    const ids = [await supporterOf(older), await supporterOf(newer)]
    await service.ctx.db.updateTable('boosts').set({ read_at: new Date() }).where('id', '=', newer).execute()
    const merged = await ask('post', `/supporters/${ids[0]}/merge`, { with: ids[1] })
    expect(merged.body.id).toBe(ids[1])
    expect(await supporterOf(older)).toBe(ids[1])
  })

  it('follows merges of merges', async () => {
    const ids = [await boostBy('Chain a'), await boostBy('Chain b'), await boostBy('Chain c')]
    const [a, b, c] = [
      await supporterOf(ids[0] ?? ''),
      await supporterOf(ids[1] ?? ''),
      await supporterOf(ids[2] ?? ''),
    ]
    await ask('post', `/supporters/${c}/merge`, { with: b })
    await ask('post', `/supporters/${b}/merge`, { with: a })
    for (const id of [a, b, c])
      expect((await ask('get', `/supporters/${id}`)).body).toMatchObject({ id: a, boost_count: 3 })
  })

  it('loses nothing that arrives in the middle: all of it ends at the survivor', async () => {
    const { ctx } = service
    const report = (index: number, podcast = 'Streamed') =>
      makeReport({
        source: `wallet-${index % 2}`,
        settled_at: new Date(Date.UTC(2026, 4, 17, 0, index)).toISOString(),
        boostagram: {
          podcast,
          action: index % 3 === 0 ? 'boost' : 'stream',
          sender_name: index % 2 === 0 ? 'Twin one' : 'Twin two',
          sender_id: index % 4 === 0 ? `device-${index % 8}` : undefined,
          message: `Twin message ${index}`,
        },
      })
    const reports = Array.from({ length: 1120 }, (_, index) => report(index))
    for (const from of [0, 500]) await recordPayments(ctx.db, ...reports.slice(from, from + 500))
    const [one, two] = [await idOf('Twin one', 'streamed'), await idOf('Twin two', 'streamed')]
    const late = reports.slice(1000)
    const [merged] = await Promise.all([
      ask('post', `/supporters/${one}/merge`, { with: two }),
      ...Array.from({ length: 6 }, async (_, part) => {
        await new Promise((resolve) => setTimeout(resolve, part * 30))
        await recordPayments(ctx.db, ...late.slice(part * 20, part * 20 + 20))
      }),
    ])
    expect(merged.status).toBe(200)
    const rows = await ctx.db
      .selectFrom('payments')
      .select(['supporter_id', (select) => select.fn.countAll<number>().as('count')])
      .where('sender_name', 'like', 'Twin %')
      .groupBy('supporter_id')
      .execute()
    expect(rows.map((row) => ({ ...row, count: Number(row.count) }))).toEqual([
      { supporter_id: merged.body.id, count: 1120 },
    ])
    const boosts = await ctx.db
      .selectFrom('boosts')
      .select('supporter_id')
      .distinct()
      .where('sender_name', 'like', 'Twin %')
      .execute()
    expect(boosts).toEqual([{ supporter_id: merged.body.id }])
    expect(await ctx.db.selectFrom('tasks').selectAll().execute()).toEqual([])
  })

  it('ends the same when two hosts merge the same two at once, either way round', async () => {
    const ids = [await supporterOf(await boostBy('Both a')), await supporterOf(await boostBy('Both b'))]
    const answers = await Promise.all([
      ask('post', `/supporters/${ids[0]}/merge`, { with: ids[1] }),
      ask('post', `/supporters/${ids[1]}/merge`, { with: ids[0] }),
    ])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 422])
    expect((await ask('get', `/supporters/${ids[1]}`)).body).toMatchObject({ id: ids[0], boost_count: 2 })
  })
})

describe('splitting a supporter', () => {
  it('takes names out with all that came and comes under them', async () => {
    const withId = (sender_id: string) => ({ boostagram: { sender_id, app_name: 'Fountain' } })
    const own = await boostBy('Sam', withId('one'))
    const theirs = await boostBy('Sam', withId('two'))
    const [streamed] = await recordPayments(
      service.ctx.db,
      makeReport({
        boostagram: {
          action: 'stream',
          message: null,
          sender_name: 'Sam',
          sender_id: 'two',
          app_name: 'fountain',
        },
      }),
    )
    const id = await supporterOf(own)
    expect(await supporterOf(theirs)).toBe(id)
    const split = await ask('post', `/supporters/${id}/split`, {
      names: [{ name: 'Sam', app: 'fountain', sender_id: 'two' }],
    })
    expect(split.status).toBe(201)
    expect(split.body).toMatchObject({
      name: 'Sam',
      boost_count: 1,
      names: [{ name: 'Sam', app: 'fountain', sender_id: 'two' }],
    })
    expect(split.body.id).not.toBe(id)
    expect(await supporterOf(theirs)).toBe(split.body.id)
    expect(await supporterOf(own)).toBe(id)
    const stream = await service.ctx.db
      .selectFrom('payments')
      .select('supporter_id')
      .where('id', '=', streamed?.payment_id ?? '')
      .executeTakeFirstOrThrow()
    expect(stream.supporter_id).toBe(split.body.id)
    expect(await supporterOf(await boostBy('Sam', withId('two')))).toBe(split.body.id)
    expect(await supporterOf(await boostBy('Sam', withId('one')))).toBe(id)
    expect(await supporterOf(await boostBy('Sam', withId('three')))).toBe(id)
    const suggestions = (await ask('get', '/supporters/suggestions')).body.items
    expect(
      suggestions.filter((one: { supporter: { name: string } }) => one.supporter.name === 'Sam'),
    ).toEqual([])
  })

  it('leaves at least one name, and takes only names that are theirs', async () => {
    const id = await supporterOf(await boostBy('Single'))
    const names = (name: string) => ({ names: [{ name }] })
    expect((await ask('post', `/supporters/${id}/split`, names('Single'))).status).toBe(422)
    expect((await ask('post', `/supporters/${id}/split`, names('Other'))).status).toBe(422)
    expect((await ask('post', `/supporters/${id}/split`, { names: [] })).status).toBe(400)
  })

  it('undoes a merge', async () => {
    const boosts = [await boostBy('Merged by mistake'), await boostBy('Somebody else')]
    const id = await supporterOf(boosts[0] ?? '')
    await ask('post', `/supporters/${id}/merge`, { with: await supporterOf(boosts[1] ?? '') })
    const split = await ask('post', `/supporters/${id}/split`, { names: [{ name: 'Somebody else' }] })
    expect(await supporterOf(boosts[1] ?? '')).toBe(split.body.id)
    expect(await supporterOf(boosts[0] ?? '')).toBe(id)
  })
})

describe('suggestions', () => {
  it('come from a sender id used with the name of another, and can be dismissed for good', async () => {
    const sender = (sender_id: string) => ({ boostagram: { sender_id, app_name: 'Castamatic' } })
    await boostBy('Ann', sender('phone-1'))
    await boostBy('Beth')
    await boostBy('Beth', sender('phone-1'))
    const { body } = await ask('get', '/supporters/suggestions')
    const found = body.items.find((one: { reason: string }) => one.reason.includes('castamatic'))
    expect([found.supporter.name, found.other.name].sort()).toEqual(['Ann', 'Beth'])
    const dismissed = await ask('post', '/supporters/suggestions/dismiss', {
      supporter: found.other.id,
      other: found.supporter.id,
    })
    expect(dismissed.status).toBe(204)
    await boostBy('Beth', { boostagram: { sender_id: 'phone-1', app_name: 'Castamatic' } })
    expect((await ask('get', '/supporters/suggestions')).body.items).not.toContainEqual(found)
  })
})

describe('anonymous names', () => {
  it('are nobody’s from now on, and what came under them before too', async () => {
    const id = await boostBy('Mystery Guest')
    const person = await supporterOf(id)
    const other = await boostBy('Real one')
    await ask('post', `/supporters/${person}/merge`, { with: await supporterOf(other) })
    const before = (await ask('get', '/anonymous-names')).body.names
    expect(before).toContain('anonymous')
    const put = await ask('put', '/anonymous-names', { names: [...before, ' @Mystery guest'] })
    expect(put.body.names).toEqual([...before, 'mystery guest'].sort())
    expect(await supporterOf(id)).toBeNull()
    expect(await supporterOf(other)).toBe(person)
    expect(await supporterOf(await boostBy('mystery guest'))).toBeNull()
    await ask('put', '/anonymous-names', { names: before })
    expect(await supporterOf(id)).toBeNull()
    expect(await supporterOf(await boostBy('Mystery Guest'))).not.toBeNull()
  })
})

describe('a supporter who asks to be anonymous', () => {
  it('is nobody everywhere, later too, whatever new name or device they use', async () => {
    const { db } = service.ctx
    const sender = { boostagram: { sender_id: 'secret-device', app_name: 'Fountain' } }
    const id = await boostBy('Private Person', sender)
    const hidden = await boostBy('Private Person', { boostagram: { podcast: 'Hiding' } })
    const person = await supporterOf(id)
    await ask('patch', `/shows/hiding/supporters/${person}`, { hidden: true })
    await ask('patch', `/supporters/${person}`, { say_as: 'Priv', note: 'Private note' })
    expect((await ask('post', `/supporters/${person}/anonymize`, {})).status).toBe(400)
    expect((await ask('post', `/supporters/${person}/anonymize`, { confirm: true })).status).toBe(204)
    expect((await ask('get', `/supporters/${person}`)).status).toBe(404)
    const later = [
      await boostBy('private person'),
      await boostBy('Private Person', { boostagram: { sender_id: 'new-device', app_name: 'Breez' } }),
      await boostBy('A new name', sender),
    ]
    for (const boost of [id, hidden, ...later]) expect(await supporterOf(boost)).toBeNull()
    for (const table of ['boosts', 'payments'] as const) {
      const named = await db
        .selectFrom(table)
        .select('id')
        .where('sender_name', 'in', ['Private Person', 'private person', 'A new name'])
        .execute()
      expect(named).toEqual([])
    }
    const names = await db
      .selectFrom('supporter_names')
      .select('name')
      .where('supporter_id', 'is', null)
      .execute()
    expect(new Set(names.map((row) => row.name))).toEqual(new Set(['']))
    const flags = await db
      .selectFrom('boosts')
      .select(['id', 'hidden'])
      .where('id', 'in', [id, hidden])
      .execute()
    expect(Object.fromEntries(flags.map((row) => [row.id, row.hidden]))).toEqual({
      [id]: false,
      [hidden]: true,
    })
  })
})
