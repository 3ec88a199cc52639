import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { createExportSlots } from '#api/export/export-slots.ts'
import { keyCredential } from '#tests/helper/credential.ts'
import { recordBoost } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()

/** Work that ends when it is told to. */
function held() {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  return { work: () => promise, end: resolve, fail: reject }
}

describe('export slots', () => {
  it('let so much run at once, and the rest in order', async () => {
    const slots = createExportSlots({ atOnce: 2 })
    const begun: string[] = []
    const works = ['a', 'b', 'c', 'd'].map((name) => ({ name, ...held() }))
    const ends = works.map(({ name, work }) =>
      slots(() => {
        begun.push(name)
        return work()
      }),
    )
    await new Promise(setImmediate)
    expect(begun).toEqual(['a', 'b'])
    works[1]?.fail(new Error('broken'))
    await expect(ends[1]).rejects.toThrow('broken')
    await new Promise(setImmediate)
    expect(begun).toEqual(['a', 'b', 'c'])
    for (const { end } of works) end('done')
    expect(await Promise.all([ends[0], ends[2], ends[3]])).toEqual(['done', 'done', 'done'])
    expect(begun).toEqual(['a', 'b', 'c', 'd'])
  })

  it('are given up by those that waited too long, and by them alone', async () => {
    const slots = createExportSlots({ atOnce: 1, patienceMs: 20 })
    const first = held()
    const running = slots(first.work)
    await expect(slots(async () => 'never')).rejects.toMatchObject({ status: 503 })
    first.end('first')
    expect(await running).toBe('first')
    expect(await slots(async () => 'next')).toBe('next')
  })

  it('are what exports and statements wait for', async () => {
    await recordBoost(service.ctx.db, { settled_at: '2026-05-14T12:00:00Z' })
    expect((await service.ask('post', '/months', { month: '2026-05' })).status).toBe(201)
    // What is kept of it waits for nobody.
    await service.ctx.db.deleteFrom('month_sums').execute()
    const ctx = { ...service.ctx, exportSlots: createExportSlots({ atOnce: 1, patienceMs: 20 }) }
    const key = await keyCredential(ctx, ['read', 'export'])
    const paths = ['/exports/payments.csv', '/exports/summary', '/statements', '/months?compare=true']
    const ask = (path: string) => request(createApp(ctx)).get(`/api/v1${path}`).set(key)
    const other = held()
    const running = ctx.exportSlots(other.work)
    for (const path of paths) {
      const { status, body, headers } = await ask(path)
      expect({ path, status }).toEqual({ path, status: 503 })
      expect(body.detail).toMatch(/Try again in a minute/)
      expect(headers['retry-after']).toBe('60')
    }
    other.end('')
    await running
    for (const path of paths)
      expect({ path, status: (await ask(path)).status }).toEqual({ path, status: 200 })
  })
})
