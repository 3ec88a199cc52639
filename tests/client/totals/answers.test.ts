import { describe, expect, it } from 'vitest'
import { changeOf } from '#client/totals/change.ts'
import { sayChanges } from '#client/totals/changes.ts'
import { cohortsOf, keptOf, monthsOf } from '#client/totals/cohorts.ts'
import { growthOf, sayBest, usualOf } from '#client/totals/release.ts'

const figures = (sats: number) => ({
  boosts: 1,
  boosted_msat: sats * 1000,
  streams: 0,
  streamed_msat: 0,
  minutes: 0,
  supporters: 1,
  new_supporters: 0,
})

describe('a change', () => {
  it.each([
    [0, 0, null],
    [5, 0, 'none before'],
    [0, 5, 'down 100%'],
    [100, 100, 'as before'],
    [1001, 1000, 'as before'],
    [112, 100, 'up 12%'],
    [60, 100, 'down 40%'],
    [350, 100, '3.5 times as much'],
    [1234, 100, '12 times as much'],
  ])('from %i after %i is %s', (now, before, said) => {
    expect(changeOf(now, before, ['en'])?.text ?? null).toBe(said)
  })
})

describe('what changed', () => {
  const item = (name: string | null, sats: number, before: number | null) => ({
    key: name,
    name,
    ...figures(sats),
    before: before === null ? null : figures(before),
  })
  const view = (sats: number, before: number | null, fresh = 0, freshBefore = 0) => ({
    as_of: '',
    time_zone: 'UTC',
    from: '2026-05-01',
    to: '2026-05-07',
    before: null,
    as_arrived: false,
    figures: { ...figures(sats), new_supporters: fresh },
    before_figures: before === null ? null : { ...figures(before), new_supporters: freshBefore },
    days: [],
    before_days: [],
  })
  const NONE = { episodes: [], apps: [], supporters: [] }

  it('is said of the whole, of people, and of what moved it most', () => {
    const parts = {
      episodes: [item('Eleven', 700, null), item('Ten', 100, 90)],
      apps: [item('Fountain', 800, 500), item(null, 100, 900)],
      supporters: [item('ann', 20, 10)],
    }
    expect(sayChanges(view(1500, 1000, 1, 0), parts, 'the 7 days before')).toEqual([
      '1,500 sats, up 50% on the 7 days before (1,000 sats).',
      '1 of 1 supporter was new, 1 more than before.',
      '“Eleven” brought 700 sats, nothing before.',
      'Fountain brought 800 sats, 300 sats more than before.',
    ])
  })

  it('is nothing where there is nothing to compare with, and one sentence where one side is empty', () => {
    expect(sayChanges(view(1500, null), NONE, 'the days before')).toEqual([])
    expect(sayChanges(view(0, 0), NONE, 'the days before')).toEqual([])
    expect(
      sayChanges(view(1500, 0, 1, 0), { ...NONE, apps: [item('Fountain', 1500, null)] }, 'the days before'),
    ).toEqual(['1,500 sats came, after nothing in the days before.'])
    expect(sayChanges(view(0, 1500), NONE, '2025')).toEqual(['Nothing came, after 1,500 sats in 2025.'])
  })
})

describe('episodes since their release', () => {
  const release = (title: string, days_out: number, days: [since: number, fresh: number][]) => ({
    episode: { id: title, title },
    published_at: null,
    days_out,
    ...figures(1),
    new_supporters: days.reduce((sum, [, fresh]) => sum + fresh, 0),
    days: days.map(([since, fresh]) => ({ since, ...figures(1), new_supporters: fresh })),
  })
  const one = release('One', 4, [
    [0, 1],
    [2, 4],
  ])
  it('have grown by each of their days so far', () => {
    expect(growthOf('new', one)).toEqual([1, 1, 5, 5])
  })
  it('are named where they brought most', () => {
    const best = (...others: ReturnType<typeof release>[]) => sayBest('new', [one, ...others], 0)
    expect(best(release('Two', 9, [[0, 3]]))).toBe('“One” brought most: 5 new supporters.')
    expect(best(release('Two', 9, [[0, 5]]))).toBe('“One” and “Two” brought most: 5 new supporters each.')
    expect(best()).toBe('“One” brought 5 new supporters.')
    expect(sayBest('new', [release('Two', 9, [])], 7)).toBe(
      'None of these brought any new supporters in those days.',
    )
  })
  it('are told beside the median of those that have been out as long', () => {
    const others = [1, 2, 3, 40].map((fresh) => release(`No ${fresh}`, 9, [[1, fresh]]))
    expect(usualOf('new', one, others)).toEqual({ own: 5, others: 3, days: 4 })
    expect(usualOf('new', one, [...others.slice(0, 2), release('Young', 2, [])])).toBeNull()
  })
})

describe('cohorts', () => {
  const items = [
    {
      month: '2026-02',
      months: [
        { month: '2026-02', supporters: 4 },
        { month: '2026-03', supporters: 1 },
        { month: '2026-05', supporters: 2 },
      ],
    },
    { month: '2026-05', months: [{ month: '2026-05', supporters: 3 }] },
  ]
  it('say which part came back in each month up to this one', () => {
    const cohorts = cohortsOf(items, '2026-05-09')
    expect(cohorts).toEqual([
      { month: '2026-02', size: 4, kept: [1, 0.25, 0, 0.5] },
      { month: '2026-05', size: 3, kept: [1] },
    ])
    expect(keptOf(cohorts)).toBe(0.25)
  })
  it('tell the new ones of a month from those who were there before', () => {
    expect(monthsOf(items, '2026-05-09')).toEqual([
      { month: '2026-02', fresh: 4, back: 0 },
      { month: '2026-03', fresh: 0, back: 1 },
      { month: '2026-04', fresh: 0, back: 0 },
      { month: '2026-05', fresh: 3, back: 2 },
    ])
    expect(monthsOf([], '2026-05-09')).toEqual([])
  })
})
