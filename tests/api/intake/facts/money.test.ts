import { describe, expect, it } from 'vitest'
import { openIntake } from '#tests/api/intake/facts/open-intake.ts'

const intake = openIntake()
const { record, payments, boosts, onlyBoost } = intake

describe('money', () => {
  it('that came as fiat, free, or was priced, is kept beside sats', async () => {
    await record(
      { id: 'card', amount_msat: undefined, fiat: { amount_minor: 500, fee_minor: 45, currency: 'USD' } },
      { id: 'free', amount_msat: undefined, rail: 'free' },
      { id: 'priced', price: { amount_minor: 500, currency: 'USD' } },
    )
    expect(await payments()).toMatchObject([
      { ref: 'card', amount_msat: null, fiat_amount_minor: 500, fiat_fee_minor: 45, rail: 'card' },
      { ref: 'free', amount_msat: null, fiat_amount_minor: null },
      { ref: 'priced', amount_msat: 1_000_000, price_amount_minor: 500 },
    ])
    expect((await boosts()).map(({ free }) => free).sort()).toEqual([false, false, true])
  })

  it.each(['after', 'before'])('that is paid back %s its payment is taken off the boost', async (order) => {
    const refund = { id: 'back', refund_of: '1', amount_msat: 400_000, boostagram: null }
    const paid = { id: '1', amount_msat: 1_000_000 }
    await record(...(order === 'after' ? [paid, refund] : [refund, paid]))
    expect(await onlyBoost()).toMatchObject({
      received_msat: 600_000,
      counted_msat: 600_000,
      payment_count: 1,
    })
    const [back] = (await payments()).filter(({ ref }) => ref === 'back')
    const [one] = (await payments()).filter(({ ref }) => ref === '1')
    expect(back).toMatchObject({
      amount_msat: -400_000,
      refund_of: one?.id,
      boost_id: one?.boost_id,
      show_id: one?.show_id,
      needs_look: null,
    })
  })
})
