import type { Selectable } from 'kysely'
import type { Action } from '#api/contract/action.ts'
import { guessAction } from '#api/intake/guess-action.ts'
import type { KnownPayment } from '#api/intake/known-payment.ts'
import { LOOK } from '#api/intake/look-reasons.ts'
import type { Place } from '#api/intake/resolve-sources.ts'
import { readPaymentUrl } from '#api/metadata/payment-url.ts'
import type { Metadata } from '#api/metadata/reading.ts'
import type { ResolvedShow } from '#api/show/resolve-shows.ts'
import type { RuleTable } from '#db/schema/wallet.ts'

export type Rule = Pick<
  Selectable<RuleTable>,
  'id' | 'effect' | 'memo_contains' | 'wallet_id' | 'min_msat' | 'max_msat' | 'show_id'
>

/** The longest message that is taken as it comes; a longer one is kept and looked at. */
const LONGEST_MESSAGE = 10_000

/** Whose a receipt is, and what is to be done about it. */
export type Belonging = {
  /** Whether it is the show's: a node also sees rebalances, shop sales, friends. */
  ours: boolean
  show_id: number | null
  set_aside: boolean
  rule_id: string | null
  needs_look: string | null
}

/** What a payment is told by: its facts, and the metadata that speaks for it. */
export type Told = {
  payment: Pick<KnownPayment, 'memo' | 'comment' | 'metadata_url' | 'amount_msat' | 'fiat_amount_minor'>
  metadata: Metadata | null
}

/**
 * Decides whose a receipt is. In an all-the-show's wallet everything is; in a shared one, what has podcast metadata or
 * matches a rule.
 * @param show the show that the metadata names, or null
 */
export function decideBelonging(
  told: Told,
  wallet: Place['wallet'],
  rules: readonly Rule[],
  show: ResolvedShow | null,
): Belonging {
  const { memo, amount_msat, metadata_url } = told.payment
  const matching = rules.filter((rule) => matchesRule(rule, { memo, wallet_id: wallet.id, amount_msat }))
  const aside = matching.find((rule) => rule.effect === 'set_aside')
  const claimed = matching.find((rule) => rule.effect === 'ours')
  const ours = wallet.whose === 'show' || !!claimed || told.metadata !== null || metadata_url !== null
  const show_id = show?.id ?? (ours ? (claimed?.show_id ?? wallet.show_id) : null)
  const set_aside = !!aside || show?.status === 'set_aside'
  return {
    ours,
    show_id,
    set_aside,
    rule_id: aside?.id ?? null,
    needs_look: ours && !set_aside ? whatToLookAt(told, show, show_id) : null,
  }
}

/** Whether a rule is about such a receipt: every part that the rule names must hold. */
export function matchesRule(
  rule: Rule,
  payment: { memo: string | null; wallet_id: number; amount_msat: number | null },
): boolean {
  const { memo_contains, wallet_id, min_msat, max_msat } = rule
  if (memo_contains !== null && !payment.memo?.toLowerCase().includes(memo_contains.toLowerCase()))
    return false
  if (wallet_id !== null && wallet_id !== payment.wallet_id) return false
  if (min_msat !== null && (payment.amount_msat === null || payment.amount_msat < min_msat)) return false
  return max_msat === null || (payment.amount_msat !== null && payment.amount_msat <= max_msat)
}

/** The action that its metadata or the address in its memo gives, else the one that it looks like. */
export function actionOf(told: Told, readSats: number): Action {
  const given = told.metadata?.reading?.action ?? addressOf(told.payment)?.action
  return given ?? guessAction({ message: messageOf(told), amount_msat: told.payment.amount_msat }, readSats)
}

/** The message of the metadata, else a note that came beside it, else what stands behind the address in the memo. */
export function messageOf({ payment, metadata }: Told): string | null {
  if (metadata?.reading?.message) return metadata.reading.message
  const address = addressOf(payment)
  return address ? address.message : payment.comment
}

/** Where an address payment's metadata is to be fetched, which its memo or comment says. */
function addressOf({ memo, comment, metadata_url }: Told['payment']) {
  if (metadata_url === null) return null
  return readPaymentUrl(memo ?? '') ?? readPaymentUrl(comment ?? '')
}

function whatToLookAt(told: Told, show: ResolvedShow | null, show_id: number | null): string | null {
  const { payment, metadata } = told
  const reasons: string[] = []
  if (metadata?.problem) reasons.push(metadata.problem)
  if (metadata?.reading && show_id === null) reasons.push(LOOK.names_no_show)
  if (!metadata && show_id === null)
    reasons.push(payment.metadata_url === null ? LOOK.no_metadata : LOOK.awaited)
  if (show?.disagreement) reasons.push(`Look which show this is for: ${show.disagreement}.`)
  reasons.push(...(metadata?.reading?.warnings ?? []))
  if ((messageOf(told)?.length ?? 0) > LONGEST_MESSAGE)
    reasons.push(`Its message is longer than ${LONGEST_MESSAGE.toLocaleString('en')} characters.`)
  return reasons.length > 0 ? reasons.join(' ') : null
}
