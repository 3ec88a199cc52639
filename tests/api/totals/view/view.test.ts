import { describe, expect, it } from 'vitest'
import { openTotals, sats } from '#tests/api/totals/read/open-totals.ts'
import { recordPayments } from '#tests/helper/record-payments.ts'

const totals = openTotals()
const { ask, get, newShow } = totals

type Row = { key: string | null; name: string | null; boosted_msat: number; [more: string]: unknown }
const amounts = (items: Row[]) => items.map(({ name, boosted_msat }) => [name, boosted_msat / 1000])
const from = (sender_name: string, settled_at: string, over = {}) =>
  [{ sender_name, ...over }, { settled_at }] as const

describe('a view of totals', () => {
  it('stands beside the days before, or those that are asked for', async () => {
    const { podcast, path } = newShow()
    await recordPayments(
      totals.db,
      sats(podcast, 100, ...from('ann', '2026-05-01T08:00:00Z')),
      sats(podcast, 200, ...from('ann', '2026-05-04T08:00:00Z')),
      sats(podcast, 400, ...from('bob', '2026-05-05T08:00:00Z')),
    )
    const view = await get(`${path}/view?from=2026-05-04&to=2026-05-06&tz=UTC`)
    expect(view.before).toEqual({ from: '2026-05-01', to: '2026-05-03' })
    expect(view.figures).toMatchObject({ boosts: 2, boosted_msat: 600_000, supporters: 2, new_supporters: 1 })
    expect(view.before_figures).toMatchObject({
      boosts: 1,
      boosted_msat: 100_000,
      supporters: 1,
      new_supporters: 1,
    })
    expect(view.days.map(({ day, boosts }: { day: string; boosts: number }) => [day, boosts])).toEqual([
      ['2026-05-04', 1],
      ['2026-05-05', 1],
    ])
    const asked = '&before_from=2026-04-01&before_to=2026-05-02'
    expect(
      (await get(`${path}/view?from=2026-05-04&to=2026-05-06&tz=UTC${asked}`)).before_figures.boosts,
    ).toBe(1)
    const ever = await get(`${path}/view?grain=month`)
    expect([ever.before, ever.before_figures, ever.days.length]).toEqual([null, null, 1])
    expect(ever.days[0]).toMatchObject({ day: '2026-05-01', supporters: 2, new_supporters: 2, boosts: 3 })
  })

  it('is narrowed by several things at once, and says who is new by what they gave for first', async () => {
    const { podcast, path } = newShow()
    await recordPayments(
      totals.db,
      sats(podcast, 100, ...from('ann', '2026-05-01T08:00:00Z', { episode: 'One', app_name: 'Fountain' })),
      sats(podcast, 200, ...from('ann', '2026-05-04T08:00:00Z', { episode: 'Two', app_name: 'Castamatic' })),
      sats(podcast, 400, ...from('bob', '2026-05-04T09:00:00Z', { episode: 'Two', app_name: 'Fountain' })),
    )
    const episodes = (await get(`${path}/view/episode`)).items
    expect(amounts(episodes)).toEqual([
      ['Two', 600],
      ['One', 100],
    ])
    expect(episodes[0]).toMatchObject({ new_supporters: 1 })
    const two = `episode=${episodes[0].key}`
    expect(amounts((await get(`${path}/view/app?${two}`)).items)).toEqual([
      ['Fountain', 400],
      ['Castamatic', 200],
    ])
    expect(amounts((await get(`${path}/view/supporter?${two}&app=Fountain`)).items)).toEqual([['bob', 400]])
    const arrived = await get(`${path}/view?${two}&app=Fountain&rail=keysend&wallet=node`)
    expect(arrived).toMatchObject({
      as_arrived: true,
      figures: { boosts: 1, boosted_msat: 400_000, supporters: 1 },
    })
    // Monday the fourth of May, at nine.
    expect((await get(`${path}/view?weekday=1&hour=9&tz=UTC`)).figures).toMatchObject({
      boosts: 1,
      new_supporters: 1,
    })
  })

  it('says what does not go together, and which wallet there is not', async () => {
    const { podcast, path } = newShow()
    await recordPayments(totals.db, sats(podcast, 1))
    for (const query of ['weekday=1', 'before_from=2026-05-01', 'from=2026-05-02&to=2026-05-01'])
      expect((await ask(`${path}/view?${query}`)).status).toBe(400)
    expect(await ask(`${path}/view?wallet=none`)).toMatchObject({
      status: 404,
      body: { detail: 'There is no wallet none.' },
    })
    expect((await get(`${path}/view?episode=01900000-0000-7000-8000-000000000000`)).figures.boosts).toBe(0)
  })
})

describe('the last episodes', () => {
  it('stand beside each other by days since each was released, with those whom each brought', async () => {
    const { podcast, path } = newShow()
    await recordPayments(
      totals.db,
      sats(podcast, 100, ...from('ann', '2026-05-01T08:00:00Z', { episode: 'One' })),
      sats(podcast, 200, ...from('ann', '2026-05-09T08:00:00Z', { episode: 'Two' })),
      sats(podcast, 400, ...from('bob', '2026-05-10T08:00:00Z', { episode: 'Two' })),
      sats(podcast, 800, ...from('bob', '2026-05-12T08:00:00Z', { episode: 'Two' })),
    )
    const show = await totals.db
      .selectFrom('shows')
      .select('id')
      .where('slug', '=', path.split('/')[2] ?? '')
      .executeTakeFirstOrThrow()
    for (const [title, day] of [
      ['One', '2026-05-01'],
      ['Two', '2026-05-10'],
    ])
      await totals.db
        .updateTable('episodes')
        .set({ published_at: new Date(`${day}T00:00:00Z`), provisional: false })
        .where('title', '=', title ?? '')
        .where('show_id', '=', show.id)
        .execute()
    await totals.db.updateTable('shows').set({ time_zone: 'UTC' }).where('id', '=', show.id).execute()
    const [two, one] = (await get(`${path}/releases`)).items
    expect([two.episode.title, one.episode.title]).toEqual(['Two', 'One'])
    expect(two).toMatchObject({ boosts: 3, boosted_msat: 1_400_000, supporters: 2, new_supporters: 1 })
    expect(
      two.days.map((day: Record<string, number>) => [
        day.since,
        day.boosts,
        day.supporters,
        day.new_supporters,
      ]),
    ).toEqual([
      // What came before the release counts with its day.
      [0, 2, 2, 1],
      [2, 1, 0, 0],
    ])
    expect((await get(`${path}/releases?days=2&last=1`)).items).toMatchObject([{ boosts: 2, supporters: 2 }])
    expect((await get(`${path}/releases?last=1&episode=${one.episode.id}`)).items).toHaveLength(2)
  })
})

describe('cohorts', () => {
  it('say how many of those who first gave in a month gave again in which', async () => {
    const { podcast, path } = newShow()
    await recordPayments(
      totals.db,
      sats(podcast, 1, ...from('ann', '2026-03-01T12:00:00Z')),
      sats(podcast, 1, ...from('bob', '2026-03-31T12:00:00Z')),
      sats(podcast, 1, ...from('ann', '2026-05-04T12:00:00Z')),
      sats(podcast, 1, ...from('cat', '2026-05-05T12:00:00Z')),
    )
    expect((await get(`${path}/cohorts`)).items).toEqual([
      {
        month: '2026-03',
        months: [
          { month: '2026-03', supporters: 2 },
          { month: '2026-05', supporters: 1 },
        ],
      },
      { month: '2026-05', months: [{ month: '2026-05', supporters: 1 }] },
    ])
    const months = (await get(`${path}/months`)).items
    expect(
      months.map((one: Record<string, unknown>) => [one.month, one.supporters, one.new_supporters]),
    ).toEqual([
      ['2026-03', 2, 2],
      ['2026-05', 2, 1],
    ])
  })
})
