import { describe, expect, it } from 'vitest'
import { makeReport, recordBoost, recordPayments } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()
const { ask } = service

type Item = { id: string; title: string; boost_count: number }

describe('the episodes of a show', () => {
  it('are listed the latest published first, undated ones last, with sums where asked for', async () => {
    const show = { podcast: 'Dated' }
    await recordBoost(service.ctx.db, { boostagram: { ...show, episode: 'Only named' } })
    await recordPayments(
      service.ctx.db,
      makeReport({
        amount_msat: 5_000,
        boostagram: { ...show, episode: 'Only named', action: 'stream', message: null },
      }),
    )
    const dates = ['2026-05-02', '2026-05-09', '2026-04-25', '2026-05-09']
    for (const [index, day] of dates.entries()) {
      const made = await ask('post', '/shows/dated/episodes', {
        title: `Episode ${index}`,
        published_at: `${day}T10:00:00+02:00`,
        guid: `guid-${index}`,
      })
      expect(made.status).toBe(201)
      expect(made.body).toMatchObject({
        provisional: false,
        guid: `guid-${index}`,
        published_at: `${day}T08:00:00.000Z`,
      })
    }
    const listed = (await ask('get', '/shows/dated/episodes?sums=true')).body.items
    expect(listed.map((episode: Item) => episode.title)).toEqual([
      'Episode 3',
      'Episode 1',
      'Episode 0',
      'Episode 2',
      'Only named',
    ])
    expect(listed[4]).toMatchObject({
      provisional: true,
      boost_count: 1,
      counted_msat: 1_000_000,
      stream_count: 1,
      streamed_msat: 5_000,
    })
    await service.ctx.db.updateTable('boosts').set({ hidden: true }).execute()
    expect((await ask('get', '/shows/dated/episodes?sums=true')).body.items[4]).toMatchObject({
      boost_count: 0,
      counted_msat: 0,
      streamed_msat: 5_000,
    })
    expect((await ask('get', '/shows/dated/episodes')).body.items[4]).not.toHaveProperty('boost_count')
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const page = await ask('get', `/shows/dated/episodes?limit=2${cursor}`)
      seen.push(...page.body.items.map((episode: Item) => episode.id))
      if (page.body.next_cursor === null) break
      cursor = `&cursor=${page.body.next_cursor}`
    }
    expect(seen).toEqual(listed.map((episode: Item) => episode.id))
    const found = await ask('get', '/shows/dated/episodes?q=only%20NAMED&provisional=true')
    expect(found.body.items).toHaveLength(1)
  })

  it('added by hand take the boosts that name them', async () => {
    const { db } = service.ctx
    await recordBoost(db, { boostagram: { podcast: 'By hand' } })
    const made = await ask('post', '/shows/by-hand/episodes', { title: 'A special', guid: 'special-1' })
    const boost = await recordBoost(db, {
      boostagram: { podcast: 'By hand', episode: 'Whatever', episode_guid: 'special-1' },
    })
    const row = await db
      .selectFrom('boosts')
      .select('episode_id')
      .where('id', '=', boost)
      .executeTakeFirstOrThrow()
    expect(row.episode_id).toBe(made.body.id)
    expect((await ask('post', '/shows/by-hand/episodes', { title: 'Twin', guid: 'special-1' })).status).toBe(
      409,
    )
    expect((await ask('get', '/shows/by-hand/episodes?q=Twin')).body.items).toEqual([])
  })

  it('can be corrected', async () => {
    const made = await ask('post', '/shows/by-hand/episodes', { title: 'Tpyo' })
    const path = `/episodes/${made.body.id}`
    const patched = await ask('patch', path, { title: 'Typo', published_at: '2026-01-01T00:00:00Z' })
    expect(patched.body).toMatchObject({ title: 'Typo', published_at: '2026-01-01T00:00:00.000Z' })
    expect((await ask('patch', path, { published_at: null })).body).toMatchObject({
      title: 'Typo',
      published_at: null,
    })
    for (const body of [
      { title: '' },
      { title: 'a\0b' },
      { published_at: '0000-01-01T00:00:00Z' },
      { other: 1 },
    ])
      expect((await ask('patch', path, body)).status).toBe(400)
  })
})

describe('merging episodes', () => {
  it('keeps the older id with the words of the one that is known for sure, and moves boosts and streams', async () => {
    const { db } = service.ctx
    const show = { podcast: 'Merged' }
    const early = await recordBoost(db, { boostagram: { ...show, episode: 'Ep 7 - the cut' } })
    await recordPayments(
      db,
      makeReport({ boostagram: { ...show, episode: 'Ep 7 - the cut', action: 'stream', message: null } }),
    )
    const real = await ask('post', '/shows/merged/episodes', {
      title: '7: The real title',
      published_at: '2026-05-01T10:00:00Z',
      guid: 'seven',
    })
    const late = await recordBoost(db, { boostagram: { ...show, episode: 'x', episode_guid: 'seven' } })
    const old = (
      await db.selectFrom('boosts').select('episode_id').where('id', '=', early).executeTakeFirstOrThrow()
    ).episode_id
    const merged = await ask('post', `/episodes/${real.body.id}/merge`, { with: old })
    expect(merged.status).toBe(200)
    expect(merged.body).toMatchObject({
      id: old,
      title: '7: The real title',
      guid: 'seven',
      provisional: false,
      published_at: '2026-05-01T10:00:00.000Z',
    })
    expect((await ask('get', `/episodes/${real.body.id}`)).body).toMatchObject({
      id: old,
      boost_count: 2,
      stream_count: 1,
    })
    expect((await ask('get', '/shows/merged/episodes')).body.items).toHaveLength(1)
    const after = await recordBoost(db, { boostagram: { ...show, episode: 'Ep 7 - the cut' } })
    const rows = await db
      .selectFrom('boosts')
      .select('episode_id')
      .where('id', 'in', [early, late, after])
      .execute()
    expect(rows).toEqual([{ episode_id: old }, { episode_id: old }, { episode_id: old }])
    expect((await ask('post', `/episodes/${real.body.id}/merge`, { with: old })).status).toBe(422)
  })

  it('carries what the feed says of an episode to the one that survives', async () => {
    const { db } = service.ctx
    const show = { podcast: 'Fed' }
    await recordBoost(db, { boostagram: { ...show, episode: 'Named by an app' } })
    const old = (await ask('get', '/shows/fed/episodes')).body.items[0].id
    const fed = (await ask('post', '/shows/fed/episodes', { title: 'In the feed' })).body.id
    const { show_id } = await db
      .selectFrom('episodes')
      .select('show_id')
      .where('id', '=', fed)
      .executeTakeFirstOrThrow()
    const item = { show_id, key: 'guid:fed', title: 'In the feed', published_at: null, episode_id: fed }
    await db.insertInto('feed_items').values(item).execute()
    const recipient = {
      show_id,
      episode_id: fed,
      name: 'host',
      address: 'node',
      is_fee: false,
      share: '0.5',
      custom_key: '',
      custom_value: '',
    }
    await db.insertInto('value_recipients').values(recipient).execute()
    const split = { episode_id: fed, start_s: 60, duration_s: 30, remote_share: '0.9' }
    await db
      .insertInto('value_time_splits')
      .values({ ...split, feed_guid: null, item_guid: null })
      .execute()
    expect((await ask('post', `/episodes/${fed}/merge`, { with: old })).body.id).toBe(old)
    for (const table of ['feed_items', 'value_recipients', 'value_time_splits'] as const)
      expect(await db.selectFrom(table).select('episode_id').execute()).toEqual([{ episode_id: old }])
  })

  it('keeps the one that was read on air, and refuses two of different shows', async () => {
    const { db } = service.ctx
    const boosts: string[] = []
    for (const episode of ['One', 'Two'])
      boosts.push(await recordBoost(db, { boostagram: { podcast: 'Aired', episode } }))
    await db
      .updateTable('boosts')
      .set({ read_at: new Date() })
      .where('id', '=', boosts[1] ?? '')
      .execute()
    const items: Item[] = (await ask('get', '/shows/aired/episodes')).body.items
    const [one, two] = ['One', 'Two'].map((title) => items.find((item) => item.title === title)?.id)
    expect((await ask('post', `/episodes/${one}/merge`, { with: two })).body.id).toBe(two)
    const other = await ask('post', '/shows/merged/episodes', { title: 'Elsewhere' })
    expect((await ask('post', `/episodes/${two}/merge`, { with: other.body.id })).status).toBe(422)
  })
})
