import { describe, expect, it } from 'vitest'
import { recordReports } from '#api/intake/record-reports.ts'
import { makeEntry } from '#tests/helper/make-entry.ts'
import { shareService } from '#tests/helper/share-service.ts'

describe('the first steps of an installation', () => {
  const service = shareService()
  const read = async () => (await service.ask('get', '/first-steps')).body
  const states = async () =>
    Object.fromEntries(
      (await read()).steps.map(({ step, state }: { step: string; state: string }) => [step, state]),
    )
  const pay = (id: string, settled_at: string) =>
    recordReports(service.ctx.db, [
      makeEntry({ id, settled_at, wallet: 'my-node', boostagram: { podcast: 'Garden Talk' } }),
    ])

  it('are open at first, and done by what is there, not by what was clicked', async () => {
    expect(await states()).toEqual({ show: 'open', wallet: 'open', past: 'open', page: 'open' })
    await service.ask('post', '/shows', { title: 'Garden Talk' })
    expect(await read()).toMatchObject({ show: { slug: 'garden-talk', public: false, episodes: 0 } })
    const { created_at } = await service.ctx.db
      .selectFrom('installation')
      .select('created_at')
      .executeTakeFirstOrThrow()
    await pay('today', new Date(created_at.getTime() + 60_000).toISOString())
    expect(await states()).toEqual({ show: 'done', wallet: 'done', past: 'open', page: 'open' })
    await pay('long ago', '2023-05-01T12:00:00Z')
    expect(await read()).toMatchObject({
      wallets: [{ name: 'my-node', payments: 2, more: false }],
      oldest_payment_at: '2023-05-01T12:00:00.000Z',
    })
    await service.ask('patch', '/shows/garden-talk', { public: true })
    expect(await states()).toEqual({ show: 'done', wallet: 'done', past: 'done', page: 'done' })
  })

  it('are not done by the demo', async () => {
    await service.ctx.db.updateTable('shows').set({ demo: true }).execute()
    await service.ctx.db.updateTable('wallets').set({ demo: true }).execute()
    expect(await read()).toMatchObject({ show: null, wallets: [], oldest_payment_at: null })
    expect(await states()).toEqual({ show: 'open', wallet: 'open', past: 'open', page: 'open' })
  })

  it('can be left out and taken up again, and the list put away, for everyone', async () => {
    const patch = (body: object) => service.ask('patch', '/first-steps', body)
    await patch({ skipped: { past: true, page: true } })
    await patch({ skipped: { past: true } })
    expect(await states()).toMatchObject({ past: 'skipped', page: 'skipped', wallet: 'open' })
    await patch({ skipped: { page: false } })
    expect(await states()).toMatchObject({ past: 'skipped', page: 'open' })
    expect((await patch({ dismissed: true })).body.dismissed).toBe(true)
    expect((await patch({ dismissed: false })).body.dismissed).toBe(false)
    expect((await patch({ skipped: { all: true } })).status).toBe(400)
  })
})
