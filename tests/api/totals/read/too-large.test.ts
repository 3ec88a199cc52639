import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { followFeed } from '#api/totals/maintain/follow-feed.ts'
import { openTotals, sats } from '#tests/api/totals/read/open-totals.ts'
import { makeReport, recordBoost, recordPayments } from '#tests/helper/record-payments.ts'

const totals = openTotals()
const { ask, get, newShow } = totals

describe('sums beyond 2^53 - 1 msat', () => {
  const half = 2 ** 52

  it('are an error that names the cell, and keep no other show and no shorter period from theirs', async () => {
    const { podcast, path } = newShow()
    const other = newShow()
    await recordPayments(
      totals.db,
      makeReport({
        amount_msat: half,
        settled_at: '2026-05-01T12:00:00Z',
        boostagram: { podcast, message: 'one' },
      }),
      makeReport({
        amount_msat: half - 1,
        settled_at: '2026-05-02T12:00:00Z',
        boostagram: { podcast, message: 'two' },
      }),
      sats(other.podcast, 7),
    )
    expect((await get(path)).boosts.counted_msat).toBe(Number.MAX_SAFE_INTEGER)
    await recordPayments(
      totals.db,
      makeReport({
        amount_msat: half,
        settled_at: '2026-05-02T13:00:00Z',
        boostagram: { podcast, message: 'three' },
      }),
    )
    const answer = await ask(path)
    expect(answer.status).toBe(422)
    expect(answer.body.detail).toContain(`boosts of ${podcast}`)
    expect(answer.body.detail).toContain(String(3n * 2n ** 52n - 1n))
    expect((await get(`${path}?from=2026-05-01&to=2026-05-01`)).boosts.counted_msat).toBe(half)
    expect((await get(other.path)).boosts.counted_msat).toBe(7000)
  })

  it('that the database cannot hold either stop that show alone, until they fit again', async () => {
    const { podcast, path } = newShow()
    const other = newShow()
    const boost = await recordBoost(totals.db, { boostagram: { podcast } })
    await sql`
      insert into boosts (id, action, show_id, received_msat, counted_msat, claim, payment_count, sent_at)
      select gen_random_uuid(), 'boost', show_id, 9007199254740991, 9007199254740991, 'unknown', 1, sent_at
      from boosts, generate_series(1, 1100) where id = ${boost}`.execute(totals.db)
    await recordBoost(totals.db, { boostagram: { podcast: other.podcast } })
    while (await followFeed(totals.db)) {
      // To the end.
    }
    expect((await ask(path)).status).toBe(422)
    expect((await get(other.path)).boosts.count).toBe(1)
    await sql`delete from boosts where received_msat = 9007199254740991`.execute(totals.db)
    expect((await get(path)).boosts.count).toBe(1)
  })
})
