import { expect, it } from 'vitest'
import { sortNews } from '#client/boost/list/sort-news.ts'
import { makeBoost } from '#tests/client/make-boost.ts'

const loaded_at = Date.parse('2026-11-24T12:00:00Z')
const known = makeBoost({ id: 'known' })

it('tells what is on the list from what is new and from what lies further down', () => {
  const changed = { ...known, hidden: true }
  const fresh = makeBoost({ id: 'fresh', recorded_at: '2026-11-24T12:00:05Z' })
  const older = makeBoost({ id: 'older', recorded_at: '2026-11-01T08:00:00Z' })
  const news = sortNews([{ items: [known], loaded_at }], [changed, fresh, older])
  expect([...news.changed]).toEqual([['known', changed]])
  expect(news.fresh).toEqual(['fresh'])
})

it('knows a boost as new that was recorded now but sent long ago, as imports are', () => {
  const late = makeBoost({ id: 'late', sent_at: '2022-05-14T18:03:11Z', recorded_at: '2026-11-24T12:01:00Z' })
  expect(sortNews([{ items: [known], loaded_at }], [late]).fresh).toEqual(['late'])
})
