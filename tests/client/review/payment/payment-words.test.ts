import { describe, expect, it } from 'vitest'
import type { PaymentJson } from '#api/contract/payment.ts'
import { commonMemo, formatRail } from '#client/review/payment/format-payment.ts'
import { readAttachment } from '#client/review/payment/read-attachment.ts'
import { readRule } from '#client/review/payment/read-rule.ts'

const payment: PaymentJson = {
  id: '01900000-0000-7000-8000-000000000000',
  action: null,
  show: null,
  episode: null,
  supporter: null,
  app: null,
  message: null,
  position_s: null,
  claimed_msat: null,
  wallet: 'hub',
  rail: 'bolt11',
  amount_msat: 2_100_000,
  fee_msat: 0,
  fiat: null,
  price: null,
  settled_at: '2026-05-14T18:00:00Z',
  boost_id: null,
  needs_look: 'It came without metadata.',
  set_aside: false,
  memo: 'Coffee 1',
  ours: true,
  refund_of: null,
}

describe('what memos share', () => {
  it.each([
    ['Payment for coffee 1234', 'Payment for coffee'],
    ['Payment for coffee: 1234', 'Payment for coffee'],
    ['Payment for Web Boost: SLUG EP — USER', 'Payment for Web Boost: SLUG EP — USER'],
    ['rss::payment::boost https://x.example/1 Hello', 'rss::payment::boost'],
    ['Order #12, two shirts', 'Order'],
    ['12345', '12345'],
    ['ab 12345', 'ab 12345'],
  ])('%j is like %j', (memo, common) => {
    expect(commonMemo(memo)).toBe(common)
  })
})

describe('a rule made of a payment', () => {
  const choice = { payment, memo: ' coffee ', isWalletOnly: true, effect: 'set_aside' }

  it('is about the memo, the wallet, or both, and never about everything', () => {
    expect(readRule(choice)).toEqual({
      effect: 'set_aside',
      memo_contains: 'coffee',
      wallet: 'hub',
      show: null,
    })
    expect(readRule({ ...choice, isWalletOnly: false })).toMatchObject({ wallet: null })
    expect(readRule({ ...choice, memo: ' ' })).toMatchObject({ memo_contains: null, wallet: 'hub' })
    expect(readRule({ ...choice, memo: ' ', isWalletOnly: false })).toBeNull()
  })

  it('names the show where they are one’s', () => {
    expect(readRule({ ...choice, effect: 'my-show' })).toMatchObject({ effect: 'ours', show: 'my-show' })
  })
})

describe('attaching', () => {
  it('sends what was said, and that it was looked at', () => {
    const fields = { episode: '', sender_name: 'Ada', message: 'Hi', action: '' }
    expect(readAttachment(payment, 'my-show', fields)).toEqual({
      needs_look: null,
      show: 'my-show',
      sender_name: 'Ada',
      message: 'Hi',
    })
  })

  it('sends nothing that stands so already', () => {
    const known: PaymentJson = {
      ...payment,
      action: 'boost',
      show: { slug: 'my-show', title: 'My show' },
      supporter: { id: payment.id, name: 'Ada' },
      message: 'Hi',
    }
    const fields = { episode: '', sender_name: 'Ada', message: 'Hi', action: 'boost' }
    expect(readAttachment(known, 'my-show', fields)).toEqual({ needs_look: null })
    expect(readAttachment(known, 'my-show', { ...fields, sender_name: '', action: 'stream' })).toEqual({
      needs_look: null,
      sender_name: null,
      action: 'stream',
    })
  })
})

it('says how a payment came', () => {
  expect(formatRail({ rail: 'bolt11', app: null })).toBe('invoice')
  expect(formatRail({ rail: 'keysend', app: 'Fountain' })).toBe('keysend from Fountain')
})
