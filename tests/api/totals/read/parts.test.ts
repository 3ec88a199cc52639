import { describe, expect, it } from 'vitest'
import { openTotals, sats } from '#tests/api/totals/read/open-totals.ts'
import { recordPayments } from '#tests/helper/record-payments.ts'

const totals = openTotals()
const { get, newShow } = totals

describe('the parts of totals', () => {
  it('add up to the whole, by episode, app, wallet, rail, hour and day', async () => {
    const { podcast, path } = newShow()
    await recordPayments(
      totals.db,
      sats(podcast, 100, { episode: 'One', app_name: 'Fountain' }, { settled_at: '2026-05-04T08:00:00Z' }),
      sats(podcast, 200, { episode: 'Two', app_name: 'Castamatic' }, { wallet: 'other', source: 'other' }),
      sats(
        podcast,
        400,
        { episode: 'Two', app_name: undefined, message: undefined, action: 'stream' },
        { rail: 'bolt11' },
      ),
      sats(podcast, 800, { episode: undefined, app_name: 'Fountain' }),
    )
    const amounts = (
      items: {
        [key: string]: unknown
        boosts: { counted_msat?: number; received_msat?: number }
        streams: { received_msat: number }
      }[],
      name: string,
    ) =>
      items.map((item) => [
        item[name],
        ((item.boosts.counted_msat ?? item.boosts.received_msat ?? 0) + item.streams.received_msat) / 1000,
      ])
    const episodes = (await get(`${path}/episodes`)).items
    expect(
      episodes.map((item: { episode: { title: string } | null }) => item.episode?.title ?? null),
    ).toEqual(['One', 'Two', null])
    expect(episodes[0].first_boost).toMatchObject({
      supporter: { name: 'winebear' },
      sent_at: '2026-05-04T08:00:00.000Z',
    })
    expect(amounts(episodes, 'provisional').map(([, sum]) => sum)).toEqual([100, 600, 800])
    expect(amounts((await get(`${path}/apps`)).items, 'app')).toEqual([
      ['Fountain', 900],
      [null, 400],
      ['Castamatic', 200],
    ])
    expect(amounts((await get(`${path}/wallets`)).items, 'wallet')).toEqual([
      ['node', 1300],
      ['other', 200],
    ])
    expect(amounts((await get(`${path}/rails`)).items, 'rail')).toEqual([
      ['keysend', 1100],
      ['bolt11', 400],
    ])
    expect(amounts((await get(`${path}/days`)).items, 'day')).toEqual([
      ['2026-05-04', 100],
      ['2026-05-14', 1400],
    ])
    expect(amounts((await get(`${path}/months`)).items, 'month')).toEqual([['2026-05', 1500]])
    expect((await get(`${path}/hours`)).items).toEqual([
      {
        weekday: 1,
        hour: 8,
        boosts: { count: 1, counted_msat: 100_000 },
        streams: { count: 0, received_msat: 0 },
      },
      {
        weekday: 4,
        hour: 18,
        boosts: { count: 2, counted_msat: 1_000_000 },
        streams: { count: 1, received_msat: 400_000 },
      },
    ])
    expect(await get(`${path}/records`)).toMatchObject({
      largest_boost: { counted_msat: 800_000 },
      largest_day: { day: '2026-05-14', total_msat: 1_400_000 },
      best_month: { month: '2026-05', total_msat: 1_500_000 },
    })
  })
})
