import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type WebhookMappingJson, webhookMappingSchema } from '#api/contract/webhook.ts'
import { readDecimal } from '#api/lib/read-decimal.ts'
import { deliveryAsReports, itemsOf } from '#api/source/webhook/delivery-as-reports.ts'
import { fieldAt, fieldsOf } from '#api/source/webhook/fields.ts'
import { guessMapping } from '#api/source/webhook/guess-mapping.ts'

const NOW = new Date('2026-11-28T12:00:00Z')
const map = (parts: Partial<WebhookMappingJson>) =>
  webhookMappingSchema.parse({ id: ['id'], amount: ['amount'], unit: 'sat', ...parts })
const read = (item: unknown, parts: Partial<WebhookMappingJson> = {}) =>
  deliveryAsReports(item, map(parts), NOW)
const one = (item: unknown, parts: Partial<WebhookMappingJson> = {}) => {
  const result = read(item, parts)
  if (!('reports' in result)) throw new Error(JSON.stringify(result))
  return result.reports[0]
}

describe('an amount', () => {
  it.each([
    ['msat', 21_001, { kind: 'sats', amount_msat: 21_001 }],
    ['sat', '12.5', { kind: 'sats', amount_msat: 12_500 }],
    ['sat', 2100, { kind: 'sats', amount_msat: 2_100_000 }],
    ['btc', '0.00000012345', { kind: 'sats', amount_msat: 12_345 }],
    ['btc', 0.0000001, { kind: 'sats', amount_msat: 10_000 }],
  ] as const)('in %s: %s', (unit, amount, money) => {
    expect(one({ id: 1, amount }, { unit })?.money).toMatchObject(money)
  })

  it.each([
    [{ currency: 'USD' }, '5.00', { amount_minor: 500, currency: 'USD' }],
    [{ currency: 'JPY' }, 500, { amount_minor: 500, currency: 'JPY' }],
    [{ currency: 'HUF' }, '12345.50', { amount_minor: 1_234_550, currency: 'HUF' }],
    [{ currency_at: ['cur'] }, 4.35, { amount_minor: 435, currency: 'EUR' }],
  ] as const)('in a currency stays fiat: %o', (parts, amount, money) => {
    expect(
      one({ id: 1, amount, cur: 'eur' }, { unit: 'currency', ...parts } as Partial<WebhookMappingJson>),
    ).toMatchObject({ rail: 'card', money: { kind: 'fiat', ...money } })
  })

  it('that is finer than its last place, negative, or none is no payment', () => {
    expect(read({ id: 1, amount: '0.0001' })).toHaveProperty('error')
    expect(read({ id: 1, amount: '5.001' }, { unit: 'currency', currency: 'USD' })).toHaveProperty('error')
    expect(read({ id: 1, amount: 'many' })).toHaveProperty('error')
    expect(read({ id: 1, amount: -5 })).toHaveProperty('skip')
  })

  it('is exact whatever its places', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 53n - 1n }),
        fc.integer({ min: 0, max: 11 }),
        (units, places) => {
          const digits = String(units).padStart(places + 1, '0')
          const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
          expect(readDecimal(text, places)).toBe(Number(units))
        },
      ),
    )
  })
})

describe('what a service sends', () => {
  it('may lie in lists, in text that is JSON, or be encoded twice', () => {
    const wrapped = JSON.stringify({ id: 'a', data: JSON.stringify({ amount: 7, note: ['Hi'] }) })
    const [item] = itemsOf(JSON.stringify(wrapped).slice(0) && wrapped)
    expect(one(item, { amount: ['data', 'amount'], message: ['data', 'note', 0] })).toMatchObject({
      ref: 'a',
      money: { amount_msat: 7_000 },
      comment: 'Hi',
    })
    expect(itemsOf([{ id: 1 }, { id: 2 }])).toHaveLength(2)
  })

  it('is a show’s boost where it names the show, else any payer’s word', () => {
    const sent = { id: 1, amount: 5, who: 'Ann', text: 'Great', show: 'Night Ferry' }
    const named = one(sent, { sender: ['who'], message: ['text'], show: ['show'] })
    expect(named?.metadata?.payerOnly).toBeUndefined()
    expect(named?.metadata?.reading).toMatchObject({
      action: 'boost',
      message: 'Great',
      sender: { name: 'Ann' },
      show: { title: 'Night Ferry' },
    })
    const plain = one(sent, { sender: ['who'], message: ['text'] })
    expect(plain?.metadata?.payerOnly).toBe(true)
    expect(plain).toMatchObject({ comment: 'Great' })
  })

  it('counts only where it says so', () => {
    const only = { at: ['status'], is: 'Paid' }
    expect(read({ id: 1, amount: 5, status: 'paid' }, { only })).toHaveProperty('reports')
    expect(read({ id: 1, amount: 5, status: 'open' }, { only })).toEqual({ skip: 'status is open' })
    expect(read({ id: 1, amount: 5 }, { only })).toEqual({ skip: 'status is not there' })
  })

  it('has its own time, in seconds, milliseconds or as text, else that at which it came', () => {
    const at = (time: unknown) =>
      one({ id: 1, amount: 5, time }, { time: ['time'] })?.settled_at.toISOString()
    expect(at(1_738_000_000)).toBe('2025-01-27T17:46:40.000Z')
    expect(at(1_738_000_000_123)).toBe('2025-01-27T17:46:40.123Z')
    expect(at('2025-01-27T18:46:40+01:00')).toBe('2025-01-27T17:46:40.000Z')
    expect(one({ id: 1, amount: 5 })?.settled_at).toEqual(NOW)
    expect(read({ id: 1, amount: 5, time: 'soon' }, { time: ['time'] })).toHaveProperty('error')
  })

  it('never breaks the reading, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const result = read(value, { message: ['m'], sender: ['s', 0], show: ['x'], time: ['t'] })
        if ('error' in result) expect(result.error).toMatch(/\.$/)
      }),
    )
  })
})

describe('the fields of a sample', () => {
  const sample = {
    event: 'payment.settled',
    data: {
      paymentId: 'p1',
      amountSat: 2100,
      createdAt: '2026-01-01T00:00:00Z',
      payer: { displayName: 'x', name: 'Ann' },
    },
    payerNote: 'Hello',
    status: 'paid',
  }

  it('are named by the way to them, and each is found there again', () => {
    const fields = fieldsOf(sample)
    expect(fields.map(({ name }) => name)).toContain('data.payer.name')
    for (const { at, value } of fields) expect(String(fieldAt(sample, at))).toBe(value)
  })

  it('are guessed by their names', () => {
    expect(guessMapping(fieldsOf(sample))).toMatchObject({
      id: ['data', 'paymentId'],
      amount: ['data', 'amountSat'],
      time: ['data', 'createdAt'],
      message: ['payerNote'],
      sender: ['data', 'payer', 'name'],
      only: ['status'],
      payment_hash: null,
    })
  })
})
