import type { Selectable } from 'kysely'
import type { Money, Report } from '#api/intake/report.ts'
import type { Place } from '#api/intake/resolve-sources.ts'
import type { Action } from '#api/metadata/reading.ts'
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

/**
 * Decides whose a receipt is. In an all-the-show's wallet everything is; in a shared one, what has podcast metadata or
 * matches a rule.
 * @param show the show that the metadata names, or null
 */
export function decideBelonging(
  report: Report,
  place: Place,
  rules: readonly Rule[],
  show: ResolvedShow | null,
): Belonging {
  const matching = rules.filter((rule) =>
    matchesRule(rule, { memo: report.memo, wallet_id: place.wallet.id, amount_msat: amountOf(report.money) }),
  )
  const aside = matching.find((rule) => rule.effect === 'set_aside')
  const claimed = matching.find((rule) => rule.effect === 'ours')
  const ours =
    place.wallet.whose === 'show' || !!claimed || report.metadata !== null || report.metadata_url !== null
  const show_id = show?.id ?? (ours ? (claimed?.show_id ?? place.wallet.show_id) : null)
  const set_aside = !!aside || show?.status === 'set_aside'
  return {
    ours,
    show_id,
    set_aside,
    rule_id: aside?.id ?? null,
    needs_look: ours && !set_aside ? whatToLookAt(report, show, show_id) : null,
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

/** No action given: a boost where there is a message, where it did not come as sats, or from the show's second mark on. */
export function actionOf(report: Report, readSats: number): Action {
  const given = report.metadata?.reading?.action
  if (given) return given
  if (report.metadata?.reading?.message || report.comment || report.money.kind !== 'sats') return 'boost'
  return report.money.amount_msat >= readSats * 1000 ? 'boost' : 'stream'
}

function whatToLookAt(report: Report, show: ResolvedShow | null, show_id: number | null): string | null {
  const { metadata } = report
  const reasons: string[] = []
  if (metadata?.problem) reasons.push(metadata.problem)
  if (metadata?.reading && show_id === null) reasons.push('Its metadata names no show.')
  if (!metadata && show_id === null)
    reasons.push(
      report.metadata_url === null
        ? 'It came without metadata.'
        : 'Its metadata is still to come from the address in its memo.',
    )
  if (show?.disagreement) reasons.push(`Look which show this is for: ${show.disagreement}.`)
  if ((metadata?.reading?.message?.length ?? 0) > LONGEST_MESSAGE)
    reasons.push(`Its message is longer than ${LONGEST_MESSAGE.toLocaleString('en')} characters.`)
  return reasons.length > 0 ? reasons.join(' ') : null
}

function amountOf(money: Money): number | null {
  return money.kind === 'sats' ? money.amount_msat : null
}
