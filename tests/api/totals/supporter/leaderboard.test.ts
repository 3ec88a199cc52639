import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openTotals, sats } from '#tests/api/totals/read/open-totals.ts'
import { recordPayments } from '#tests/helper/record-payments.ts'

const totals = openTotals()
const { get, newShow } = totals

describe('the leaderboard', () => {
  it('pages through all, says who is new, what they gave before, and how many episodes in a row', async () => {
    const { podcast, path } = newShow()
    const day = (n: number) => `2026-05-0${n}T12:00:00Z`
    await recordPayments(
      totals.db,
      ...[1, 2, 3].map((n) =>
        sats(podcast, 100 * n, { episode: `Episode ${n}`, sender_name: 'faithful' }, { settled_at: day(n) }),
      ),
      sats(podcast, 500, { episode: 'Episode 1', sender_name: 'big' }, { settled_at: day(1) }),
      sats(
        podcast,
        50,
        { episode: 'Episode 3', sender_name: 'newcomer' },
        { settled_at: '2026-05-03T13:00:00Z' },
      ),
    )
    await sql`
      update episodes e set published_at = '2026-05-01T00:00:00Z'::timestamptz + make_interval(days => right(e.title, 1)::integer)
      from shows s where s.id = e.show_id and s.title = ${podcast}`.execute(totals.db)
    const first = await get(`${path}/supporters?limit=2`)
    expect(
      first.items.map((item: { supporter: { name: string }; total_msat: number }) => [
        item.supporter.name,
        item.total_msat,
      ]),
    ).toEqual([
      ['faithful', 600_000],
      ['big', 500_000],
    ])
    expect(first).toMatchObject({ supporters: 3 })
    const rest = await get(`${path}/supporters?limit=2&cursor=${first.next_cursor}`)
    expect(rest).toMatchObject({ items: [{ supporter: { name: 'newcomer' } }], next_cursor: null })
    expect(first.items[0].run).toEqual({ episodes: 3, is_current: true, longest: 3 })
    expect(first.items[1].run).toEqual({ episodes: 1, is_current: false, longest: 1 })
    const third = await get(`${path}/supporters?from=2026-05-03&to=2026-05-03`)
    expect(third).toMatchObject({
      supporters: 2,
      new_supporters: 1,
      items: [
        { supporter: { name: 'faithful' }, is_new: false, before_msat: 200_000 },
        { supporter: { name: 'newcomer' }, is_new: true, before_msat: null },
      ],
    })
    const episode = (await get(`${path}/episodes`)).items[0].episode.id
    expect(
      (await get(`${path}/supporters?episode=${episode}`)).items.map(
        (item: { total_msat: number }) => item.total_msat,
      ),
    ).toEqual([500_000, 100_000])
    for (const [order, name] of Object.entries({ total: 'faithful', boosts: 'faithful', recent: 'newcomer' }))
      expect((await get(`${path}/supporters?order=${order}`)).items[0].supporter.name).toBe(name)
  })
})
