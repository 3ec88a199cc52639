import { describe, expect, it } from 'vitest'
import { paymentReportSchema } from '#api/contract/payment-report.ts'
import { asReport, type HandBoost } from '#client/boost/by-hand/hand-report.ts'

const typed: HandBoost = {
  id: '4a1c51f5-4d0b-4c0e-9f5e-3c3f4d5e6f70',
  show: { title: 'LINUX Unplugged', guid: 'aaaa' },
  episode: { title: '458', guid: 'bbbb' },
  name: 'marcel',
  message: 'So when does it come out?',
  at: '2026-11-24T20:15',
  position: '41:07',
  money: 'sats',
  amount: '1,000',
  currency: 'USD',
  rail: 'bolt11',
}

describe('a boost typed in by hand', () => {
  it('is a report that intake takes', () => {
    const report = asReport(typed)
    expect(paymentReportSchema.safeParse(report).error).toBeUndefined()
    expect(report).toMatchObject({
      source: 'by hand',
      settled_at: new Date(2026, 10, 24, 20, 15).toISOString(),
      amount_msat: 1_000_000,
      rail: 'bolt11',
      boostagram: {
        action: 'boost',
        guid: 'aaaa',
        episode_guid: 'bbbb',
        sender_name: 'marcel',
        time: '41:07',
      },
    })
  })

  it('may be other money, or none', () => {
    expect(asReport({ ...typed, money: 'fiat', amount: '5', rail: 'card' })).toMatchObject({
      fiat: { amount_minor: 500, currency: 'USD' },
    })
    expect(asReport({ ...typed, money: 'free', amount: '' })).toMatchObject({ rail: 'free' })
  })

  it('leaves out what was not typed', () => {
    const report = asReport({ ...typed, episode: null, name: '', message: '', position: '' })
    expect(report).toMatchObject({
      boostagram: { action: 'boost', podcast: 'LINUX Unplugged', guid: 'aaaa' },
    })
    expect(JSON.stringify(report)).not.toMatch(/episode|sender|message|time/)
  })

  it.each([
    [{ amount: 'ten' }, 'amount'],
    [{ amount: '0' }, 'amount'],
    [{ money: 'fiat' as const, amount: '5.001' }, 'amount'],
    [{ at: '' }, 'at'],
    [{ position: 'late' }, 'position'],
  ])('with %j says which field to correct', (over, field) => {
    expect(asReport({ ...typed, ...over })).toMatchObject({ field, error: expect.stringMatching(/\w+/) })
  })
})
