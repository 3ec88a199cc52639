import { matchesRule, type Rule } from '#api/intake/belonging.ts'
import { guessAction } from '#api/intake/guess-action.ts'
import { CONFLICT } from '#api/intake/match-reports.ts'
import { reasonToLook } from '#api/review/reason-to-review.ts'
import type { Payment } from '#db/schema/payment.ts'
import type { ShowStatus } from '#db/schema/show.ts'
import type { Wallet } from '#db/schema/wallet.ts'

/** A stored payment, with what decides whose it is. */
export type Stored = Pick<
  Payment,
  | 'id'
  | 'memo'
  | 'amount_msat'
  | 'wallet_id'
  | 'ours'
  | 'show_id'
  | 'action'
  | 'message'
  | 'comment'
  | 'has_metadata'
  | 'metadata_url'
  | 'conflict_of'
  | 'corrected_at'
  | 'set_aside'
  | 'set_aside_by_hand'
  | 'set_aside_rule_id'
  | 'needs_look'
> & { has_metadata: boolean }

export type Decided = Pick<
  Payment,
  'ours' | 'show_id' | 'action' | 'set_aside' | 'set_aside_rule_id' | 'needs_look'
>

export type DecidedBy = {
  rules: readonly Rule[]
  wallet: Pick<Wallet, 'whose' | 'show_id'>
  /** By show: its state, and from which amount on a payment without action is a boost there. */
  shows: ReadonlyMap<number, { status: ShowStatus; read_sats: number }>
}

/** Decides again whose a recorded payment is, as intake would by now. What a host's hand did stays. */
export function decideStored(payment: Stored, { rules, wallet, shows }: DecidedBy): Decided {
  const matching = rules.filter((rule) => matchesRule(rule, payment))
  const { ours, show_id } = whose(payment, matching, wallet)
  const aside = matching.find((rule) => rule.effect === 'set_aside')
  const byShow = show_id !== null && shows.get(show_id)?.status === 'set_aside'
  const set_aside = payment.set_aside_by_hand ? payment.set_aside : !!aside || byShow
  const decided = {
    ours,
    show_id,
    action: actionOf(payment, show_id, shows),
    set_aside,
    set_aside_rule_id: payment.set_aside_by_hand ? null : (aside?.id ?? null),
  }
  return { ...decided, needs_look: lookAt(payment, decided) }
}

/** What its own metadata or a host said holds; else a rule's show, else the wallet's. */
function whose(payment: Stored, matching: readonly Rule[], wallet: DecidedBy['wallet']) {
  const { ours, show_id } = payment
  if (payment.corrected_at !== null || (payment.has_metadata && show_id !== null)) return { ours, show_id }
  const claimed = matching.find((rule) => rule.effect === 'ours')
  const isOurs = wallet.whose === 'show' || !!claimed || payment.has_metadata || payment.metadata_url !== null
  return { ours: isOurs, show_id: isOurs ? (claimed?.show_id ?? wallet.show_id) : null }
}

function actionOf(payment: Stored, showId: number | null, shows: DecidedBy['shows']): Payment['action'] {
  if (showId === null) return payment.has_metadata ? payment.action : null
  if (payment.action !== null) return payment.action
  const { amount_msat, message, comment } = payment
  return guessAction({ message: message || comment, amount_msat }, shows.get(showId)?.read_sats ?? 0)
}

function lookAt(payment: Stored, now: Pick<Decided, 'ours' | 'show_id' | 'set_aside'>): string | null {
  if (now.set_aside) return null
  const isBack = payment.set_aside || payment.ours !== now.ours
  if (isBack) return reasonToLook({ ...payment, ...now, needs_look: null })
  if (now.show_id === payment.show_id) return payment.needs_look
  if (payment.needs_look?.includes(CONFLICT)) return CONFLICT
  return reasonToLook({ ...payment, ...now, needs_look: null })
}
