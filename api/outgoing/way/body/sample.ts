import { randomUUID } from 'node:crypto'
import { AppError } from '#api/errors.ts'
import { PlainError } from '#api/lib/errors.ts'
import type { Told } from '#api/outgoing/way/body/compose.ts'

/** A boost that nobody sent, for tests. */
export function sampleTold(now: Date): Told {
  const at = now.toISOString()
  return {
    id: randomUUID(),
    event: 'test',
    place: 0,
    fact: null,
    queued_at: now,
    signed: null,
    received: { metadata: null, memo: null },
    boost: {
      id: '00000000-0000-7000-8000-000000000000',
      action: 'boost',
      show: { slug: 'a-show', title: 'A show' },
      episode: null,
      supporter: { id: null, name: 'A test of Readout' },
      app: 'Readout',
      message: 'This is a test: “quotes”, \\ and a\nnew line come as they are.',
      position_s: 754,
      claimed_msat: 1_337_000,
      received_msat: 1_337_000,
      counted_msat: 1_337_000,
      claim: 'confirmed',
      fiat: null,
      price: null,
      free: false,
      payment_count: 1,
      sent_at: at,
      recorded_at: at,
      updated_at: at,
      link: null,
      playing: null,
      hidden: false,
      possible_double: false,
      difference: null,
      dropped: null,
    },
  }
}

/**
 * Tries what a person wrote with a boost.
 * @throws AppError unprocessable with what is wrong with it
 */
export function checkWords(write: (told: Told) => unknown, now: Date): void {
  try {
    write(sampleTold(now))
  } catch (error) {
    if (error instanceof PlainError) throw new AppError('unprocessable', error.message, { cause: error })
    throw error
  }
}
