import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openTotals, sats } from '#tests/api/totals/read/open-totals.ts'
import { recordBoost, recordPayments } from '#tests/helper/record-payments.ts'

const totals = openTotals()
const { ask, get, newShow } = totals

describe('a period', () => {
  it('is of days in the time zone of the show, or another, also where a day has 23 or 25 hours', async () => {
    const { podcast, path } = newShow()
    await recordPayments(
      totals.db,
      // Clocks go forward on 29 March 2026 in Berlin, from 1:00 UTC; a day of 23 hours, from 23:00 to 22:00 UTC.
      sats(podcast, 1, { message: 'a' }, { settled_at: '2026-03-28T22:59:59Z' }),
      sats(podcast, 2, { message: 'b' }, { settled_at: '2026-03-28T23:00:00Z' }),
      sats(podcast, 4, { message: 'c' }, { settled_at: '2026-03-29T21:59:59Z' }),
      sats(podcast, 8, { message: 'd' }, { settled_at: '2026-03-29T22:00:00Z' }),
      // And back on 25 October, a day of 25 hours, from 22:00 to 23:00 UTC.
      sats(podcast, 16, { message: 'e' }, { settled_at: '2026-10-24T22:00:00Z' }),
      sats(podcast, 32, { message: 'f' }, { settled_at: '2026-10-25T22:59:59Z' }),
      sats(podcast, 64, { message: 'g' }, { settled_at: '2026-10-25T23:00:00Z' }),
    )
    const of = async (query: string) => (await get(`${path}?${query}`)).boosts.counted_msat / 1000
    const berlin = async () => {
      expect(await of('from=2026-03-28&to=2026-03-28&tz=Europe/Berlin')).toBe(1)
      expect(await of('from=2026-03-29&to=2026-03-29&tz=Europe/Berlin')).toBe(2 + 4)
      expect(await of('from=2026-10-25&to=2026-10-25&tz=Europe/Berlin')).toBe(16 + 32)
      expect(await of('from=2026-10-26&tz=Europe/Berlin')).toBe(64)
      expect(await of('to=2026-03-30&tz=Europe/Berlin')).toBe(15)
    }
    await berlin()
    expect(await of('from=2026-03-29&to=2026-03-29')).toBe(4 + 8)
    await sql`update shows set time_zone = 'Europe/Berlin' where title = ${podcast}`.execute(totals.db)
    await berlin()
    expect(await of('from=2026-03-29&to=2026-03-29')).toBe(2 + 4)
    expect((await get(`${path}/days?from=2026-10-01`)).items.map(({ day }: { day: string }) => day)).toEqual([
      '2026-10-25',
      '2026-10-26',
    ])
    for (const part of [
      'days',
      'months',
      'episodes',
      'apps',
      'wallets',
      'rails',
      'hours',
      'records',
      'supporters',
    ])
      await get(`${path}/${part}?from=2026-03-29&to=2026-10-25&tz=Pacific/Apia`)
  })

  it('of a year ends with it', async () => {
    const { podcast, path } = newShow()
    await sql`update shows set time_zone = 'America/Los_Angeles' where title = ${podcast}`.execute(totals.db)
    await recordPayments(
      totals.db,
      sats(podcast, 1, { sender_name: 'early' }, { settled_at: '2026-01-01T07:59:59Z' }),
      sats(podcast, 2, { sender_name: 'late' }, { settled_at: '2026-01-01T08:00:00Z' }),
    )
    await sql`update shows set time_zone = 'America/Los_Angeles' where title = ${podcast}`.execute(totals.db)
    const names = async (query: string) =>
      (await get(`${path}/supporters?${query}`)).items.map(
        (item: { supporter: { name: string } }) => item.supporter.name,
      )
    expect(await names('period=2025')).toEqual(['early'])
    expect(await names('period=2026')).toEqual(['late'])
    expect(await names('period=2025-12')).toEqual(['early'])
    expect(await names('period=all')).toEqual(['late', 'early'])
    expect(await names('period=2025&tz=UTC')).toEqual([])
  })

  it.each([
    '?tz=Mars/Olympus',
    '?tz=%2B02:00',
    '?from=2026-02-30',
    '?from=2026-13-01',
    '?from=2026-05-02&to=2026-05-01',
    '?from=0000-01-01',
    '/supporters?period=0000',
    '/supporters?period=2026-13',
    '/supporters?period=week',
    '/supporters?period=2026&from=2026-01-01',
    '/supporters?cursor=bogus',
  ])('that does not exist is refused: %s', async (query) => {
    const { podcast, path } = newShow()
    await recordBoost(totals.db, { boostagram: { podcast } })
    expect((await ask(`${path}${query}`)).status).toBe(400)
  })
})
