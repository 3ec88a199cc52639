import { beforeAll, describe, expect, it } from 'vitest'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()
const { ask } = service

type Sum = { episode: { title: string } | null; supporter: { name: string } | null }

/** A minute streamed; in two wallets where asked for. */
function minute(episode: string | null, sender_name: string, position: number | null, over: object = {}) {
  return makeReport({
    amount_msat: 10_000,
    settled_at: new Date(Date.UTC(2026, 4, 14, 18, position ?? 0)).toISOString(),
    boostagram: {
      podcast: 'Streamed',
      action: 'stream',
      message: null,
      episode,
      sender_name,
      ts: position === null ? undefined : position * 60,
    },
    ...over,
  })
}

beforeAll(async () => {
  const minutes = Array.from({ length: 5 }, (_, index) => index)
  await recordPayments(
    service.ctx.db,
    ...minutes.map((at) => minute('Long', 'ada', at)),
    ...minutes.map((at) => minute('Long', 'ada', at, { source: 'hub' })),
    ...minutes.slice(0, 2).map((at) => minute('Short', 'bob', at)),
    minute('Short', 'anonymous', 1),
    minute(null, 'cy', null),
    makeReport({ boostagram: { podcast: 'Streamed', message: 'A boost is no stream' } }),
  )
})

describe('streams', () => {
  it('are summed by episode, the largest first', async () => {
    const { body, status } = await ask('get', '/shows/streamed/streams')
    expect(status).toBe(200)
    expect(body.total).toEqual({ received_msat: 140_000, payment_count: 14 })
    expect(
      body.items.map(({ episode, ...rest }: Sum) => ({ title: episode?.title ?? null, ...rest })),
    ).toEqual([
      {
        title: 'Long',
        supporter: null,
        received_msat: 100_000,
        payment_count: 10,
        minutes: 5,
        last_at: '2026-05-14T18:04:00.000Z',
      },
      {
        title: 'Short',
        supporter: null,
        received_msat: 30_000,
        payment_count: 3,
        minutes: 3,
        last_at: '2026-05-14T18:01:00.000Z',
      },
      {
        title: null,
        supporter: null,
        received_msat: 10_000,
        payment_count: 1,
        minutes: null,
        last_at: '2026-05-14T18:00:00.000Z',
      },
    ])
  })

  it('are summed by supporter, page by page', async () => {
    const seen: (string | undefined)[] = []
    for (let cursor = ''; ; ) {
      const page = await ask('get', `/shows/streamed/streams?group=supporter&limit=1${cursor}`)
      seen.push(...page.body.items.map((sum: Sum) => sum.supporter?.name))
      expect(page.body.total.payment_count).toBe(14)
      if (page.body.next_cursor === null) break
      cursor = `&cursor=${page.body.next_cursor}`
    }
    expect(seen[0]).toBe('ada')
    expect(seen[1]).toBe('bob')
    expect(seen.slice(2).sort()).toEqual(['Anonymous', 'cy'])
  })

  it('are narrowed by time', async () => {
    const query = 'since=2026-05-14T18:03:00Z&until=2026-05-14T18:04:00Z'
    const { body } = await ask('get', `/shows/streamed/streams?${query}`)
    expect(body.total).toEqual({ received_msat: 20_000, payment_count: 2 })
    expect((await ask('get', '/shows/streamed/streams?since=yesterday')).status).toBe(400)
    expect((await ask('get', '/shows/nobody/streams')).status).toBe(404)
    expect((await ask('get', '/shows/streamed/streams?cursor=x')).status).toBe(400)
  })
})
