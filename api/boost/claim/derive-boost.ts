import type { Selectable } from 'kysely'
import { type Claimed, claimedTotal } from '#api/boost/claim/claimed.ts'
import { judgeClaim } from '#api/boost/claim/judge-claim.ts'
import type { Judged } from '#api/boost/claim/load-shares.ts'
import type { Group, Groupable } from '#api/boost/group/group-payments.ts'
import { msat, sumMsat } from '#api/contract/msat.ts'
import { BOOST_DETAILS } from '#api/payment/boost-details.ts'
import { shownName } from '#api/supporter/name-key.ts'
import type { Boost, ClaimShares } from '#db/schema/boost.ts'
import type { PaymentTable } from '#db/schema/payment.ts'

/** The columns of a payment that a boost is made from, beside those that it is grouped by. */
export const PART_COLUMNS = [
  'wallet_id',
  'show_id',
  'action',
  'episode_id',
  'supporter_id',
  ...BOOST_DETAILS,
  'amount_msat',
  'fiat_amount_minor',
  'fiat_currency',
  'price_amount_minor',
  'price_currency',
  'rail',
  'remote',
  'played_in',
] as const satisfies (keyof PaymentTable)[]

/** A payment as a boost is made from it. */
/**
 * The columns of a payment that a boost is made from; what is its own its metadata or a host says, and the rest it has from its boost.
 */
export type Part = Groupable & { own_episode_id: string | null; own_supporter_id: string | null } & Pick<
    Selectable<PaymentTable>,
    (typeof PART_COLUMNS)[number]
  >

/** Money paid back of one of a boost's payments; negative. */
export type Refund = {
  amount_msat: number | null
  fiat_amount_minor: number | null
  fiat_currency: string | null
  refund_of: string | null
}

/** The columns of a boost that its payments decide. */
export const DERIVED_COLUMNS = [
  'action',
  'show_id',
  'episode_id',
  'supporter_id',
  ...BOOST_DETAILS,
  'received_msat',
  'counted_msat',
  'claim',
  'claim_shares',
  'fiat_amount_minor',
  'fiat_currency',
  'price_amount_minor',
  'price_currency',
  'free',
  'payment_count',
  'sent_at',
  'possible_double',
] as const satisfies (keyof Boost)[]

export type DerivedBoost = Pick<Boost, (typeof DERIVED_COLUMNS)[number]>

/**
 * What a boost is, from its payments: the words are those of its first payment, the money is the sum.
 * @param group payments in order, at least one, all of one show
 * @param sharesOf the shares that could hold for a payment, by wallet id
 * @param claims what was claimed of it, in the order in which that was sent
 * @param before what the boost keeps: the shares that an earlier verdict was made with, which later ones do not reopen, and
 *   the claim of one that was read or corrected
 */
export function deriveBoost(
  group: Group<Part>,
  refunds: readonly Refund[],
  sharesOf: (payment: Judged) => ClaimShares[],
  claims: readonly Claimed[],
  before: { shares: ClaimShares[] | null; claimed_msat: number | null },
): DerivedBoost {
  const { payments } = group
  const first = payments[0]
  if (!first || first.show_id === null) throw new Error('A boost needs a payment, and its payment a show')
  const claimed_msat = first.claimed_msat ?? claimedTotal(claims)
  const judgement = judgeClaim({
    claimed_msat: before.claimed_msat ?? claimed_msat,
    received: payments.map(({ wallet_id, amount_msat }) => ({ wallet_id, amount_msat: amount_msat ?? 0 })),
    shares: before.shares ?? sharesOf(first),
    // Which part came to a song that played elsewhere is that show's to say.
    open: first.played_in !== null,
  })
  const received_msat = sumMsat([...payments, ...refunds].map((payment) => msat(payment.amount_msat ?? 0)))
  const fiat = sumFiat([...payments, ...refunds].map((part) => [part.fiat_amount_minor, part.fiat_currency]))
  const price = sumFiat(payments.map((part) => [part.price_amount_minor, part.price_currency]))
  return {
    action: first.action === 'auto' ? 'auto' : 'boost',
    show_id: first.show_id,
    // A host may have joined what was taken for another show's.
    episode_id: firstOf(payments, (payment) =>
      payment.show_id === first.show_id ? payment.own_episode_id : null,
    ),
    supporter_id: firstOf(payments, (payment) => payment.own_supporter_id),
    sender_name: first.sender_name === null ? null : shownName(first.sender_name),
    app: first.app,
    message: first.message,
    position_s: first.position_s,
    claimed_msat,
    received_msat,
    counted_msat: refunds.some((refund) => refund.amount_msat) ? received_msat : judgement.counted_msat,
    claim: judgement.claim,
    claim_shares: judgement.claim_shares,
    fiat_amount_minor: fiat.amount,
    fiat_currency: fiat.currency,
    price_amount_minor: price.amount,
    price_currency: price.currency,
    free: payments.every((payment) => payment.rail === 'free'),
    payment_count: payments.length,
    sent_at: first.settled_at,
    link: firstOf(payments, (payment) => payment.link),
    playing: firstOf(payments, (payment) => payment.playing),
    possible_double: group.possible_double,
  }
}

function firstOf<P, T>(parts: readonly P[], pick: (part: P) => T | null): T | null {
  for (const part of parts) {
    const value = pick(part)
    if (value !== null) return value
  }
  return null
}

/** The sum of the amounts in the first currency that occurs; one boost does not come in two. */
function sumFiat(amounts: [number | null, string | null][]): {
  amount: number | null
  currency: string | null
} {
  const currency = amounts.find(([, code]) => code !== null)?.[1] ?? null
  if (currency === null) return { amount: null, currency: null }
  const amount = amounts.reduce((sum, [minor, code]) => (code === currency ? sum + (minor ?? 0) : sum), 0)
  return { amount, currency }
}
