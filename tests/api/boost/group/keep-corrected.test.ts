import { describe, expect, it } from 'vitest'
import { keepCorrected } from '#api/boost/group/keep-corrected.ts'
import type { Boost } from '#db/schema/boost.ts'

const TIME = new Date('2026-05-14T18:00:00Z')
const [ONE, OTHER] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002']

const boost = (over: Partial<Boost>): Boost => ({
  id: '00000000-0000-7000-8000-00000000000a',
  action: 'boost',
  show_id: 1,
  episode_id: ONE,
  supporter_id: null,
  sender_name: null,
  app: null,
  message: 'Hello',
  position_s: null,
  claimed_msat: null,
  received_msat: 1_000,
  counted_msat: 1_000,
  claim: 'unknown',
  claim_shares: null,
  fiat_amount_minor: null,
  fiat_currency: null,
  price_amount_minor: null,
  price_currency: null,
  free: false,
  payment_count: 1,
  sent_at: TIME,
  link: null,
  playing: null,
  hidden: false,
  dropped: null,
  possible_double: false,
  difference: null,
  read_at: null,
  corrected_at: null,
  corrected_columns: [],
  recorded_at: TIME,
  updated_at: TIME,
  search: '',
  size_order: 1_000,
  ...over,
})

describe('what was read or corrected', () => {
  it('keeps its words, fills blanks, and says what differs', () => {
    const known = boost({ read_at: TIME, episode_id: null })
    expect(keepCorrected(known, boost({ message: 'Bye', episode_id: ONE }))).toMatchObject({
      message: 'Hello',
      episode_id: ONE,
      difference: 'A later report says: another message (Bye).',
    })
  })

  it.each([
    [
      'corrected by hand keeps its show, and takes no episode of another',
      { corrected_at: TIME, episode_id: null },
      1,
      null,
    ],
    ['read on air goes to another show with that one’s episode', { read_at: TIME }, 2, OTHER],
  ])('and %s', (_, over, show_id, episode_id) => {
    expect(keepCorrected(boost(over), boost({ show_id: 2, episode_id: OTHER }))).toMatchObject({
      show_id,
      episode_id,
    })
  })
})
