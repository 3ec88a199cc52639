import request from 'supertest'
import { beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import { personCredential } from '#tests/helper/credential.ts'
import { makeEntry } from '#tests/helper/make-entry.ts'
import { shareService } from '#tests/helper/share-service.ts'

describe('a host’s first page', () => {
  let now = new Date('2026-11-20T12:00:00Z')
  const service = shareService({ now: () => now })
  const home = async () => (await service.ask('get', '/home?show=garden-talk')).body
  const plan = (planned: unknown) =>
    service.ask('put', '/shows/garden-talk/recording', { planned: planned as object })

  beforeAll(async () => {
    await service.ask('post', '/shows', { title: 'Garden Talk', time_zone: 'Europe/Berlin' })
  })

  it('knows of no recording without episodes, and by their rhythm of the next, at the same hour over summer time', async () => {
    expect(await home()).toEqual({ next: null, planned: null, latest_episode: null, news: null })
    // 19:00 in Berlin, each Sunday.
    for (const day of ['2026-03-01', '2026-03-08', '2026-03-15', '2026-03-22'])
      await service.ask('post', '/shows/garden-talk/episodes', {
        title: `Of ${day}`,
        published_at: `${day}T18:00:00Z`,
      })
    now = new Date('2026-03-25T12:00:00Z')
    expect(await home()).toMatchObject({
      next: { at: '2026-03-29T17:00:00.000Z', by: 'rhythm', every_days: 7 },
      latest_episode: { title: 'Of 2026-03-22' },
    })
  })

  it('goes by what a host set, once or again and again at the same hour, until it is left to the feed', async () => {
    const at = '2026-03-26T19:00:00.000Z'
    expect((await plan({ at })).body).toMatchObject({
      next: { at, by: 'host', every_days: null },
      planned: { at, every_days: null },
    })
    now = new Date('2026-03-27T00:00:00Z')
    expect((await home()).next).toMatchObject({ by: 'rhythm' })
    expect((await plan({ at, every_days: 14 })).body.next).toEqual({
      at: '2026-04-09T18:00:00.000Z',
      by: 'host',
      every_days: 14,
    })
    expect((await plan({ at, every_days: 0 })).status).toBe(400)
    expect((await plan(null)).body).toMatchObject({ planned: null, next: { by: 'rhythm' } })
  })

  it('tells each host what came since their own last visit', async () => {
    // Boosts are dated by the database, and so are these looks.
    now = new Date()
    const app = createApp(service.ctx)
    const { Cookie } = await personCredential(service.ctx, 'host')
    const look = () =>
      request(app).put('/api/v1/home/look').set({ Cookie }).send({ show: 'garden-talk' }).expect(204)
    const news = async () =>
      (await request(app).get('/api/v1/home?show=garden-talk').set({ Cookie }).expect(200)).body.news
    const pay = (id: string, sender_name: string) =>
      recordReports(service.ctx.db, [
        makeEntry({
          id,
          amount_msat: 2_000_000,
          boostagram: { podcast: 'Garden Talk', action: 'boost', sender_name, message: id },
        }),
      ])
    await pay('before', 'Ada')
    expect(await news()).toBeNull()
    await look()
    expect(await news()).toBeNull()
    await service.ctx.db
      .updateTable('show_looks')
      .set({ looked_at: new Date(Date.now() - 3_600_000) })
      .execute()
    await service.ctx.db
      .updateTable('boosts')
      .set({ recorded_at: new Date(Date.now() - 7_200_000) })
      .execute()
    await pay('again', 'Ada')
    await pay('new', 'Bo')
    const since = { boosts: 2, more: false, counted_msat: 4_000_000, new_supporters: 1 }
    expect(await news()).toMatchObject(since)
    // It stays while the page is before them.
    await look()
    expect(await news()).toMatchObject(since)
    expect((await home()).news).toBeNull()
  })
})
