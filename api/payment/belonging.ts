import type { Action } from '#api/contract/action.ts'
import { fillerApp, ownWords } from '#api/metadata/own-words.ts'
import { readPaymentUrl } from '#api/metadata/payment-url.ts'
import type { Metadata } from '#api/metadata/reading.ts'
import { matchesRule, type Rule } from '#api/payment/match-rule.ts'
import type { Payment } from '#db/schema/payment.ts'
import type { Show, ShowStatus } from '#db/schema/show.ts'
import type { Wallet } from '#db/schema/wallet.ts'

/** The longest message that is taken as it comes; a longer one is kept and looked at. */
const LONGEST_MESSAGE = 10_000

/** The reason under *needs a look* of two reports that cannot both be right. */
export const CONFLICT = 'Reports under the same id or hash disagree: look which one is right.'

/** Of metadata that has not come yet; replaced once it has, or will not come any more. */
export const AWAITED = 'Its metadata is still to come from the address in its memo.'

const CUT_MEMO = 'Its memo ends before it names the address of its metadata.'

/** Of metadata that will not come any more. */
export function neverCame(problem: string): string {
  return `Its metadata never came from the address in its memo: ${problem}`
}

/** What a payment is told by: its facts, the metadata that speaks for it, and what hosts did by hand. */
export type Described = {
  payment: Pick<Payment, 'rail' | 'memo' | 'comment' | 'metadata_url' | 'wallet_id' | 'amount_msat'>
  metadata: Metadata | null
  /** What a host corrected: whose it is, and what. */
  corrected: Pick<Belonging, 'ours' | 'show_id' | 'action'> | null
  /** Whether a host set it aside or brought it back; null where none did. */
  set_aside_by_hand: boolean | null
}

/** What else decides: the wallet, the rules that hold, and shows. */
export type DecidedBy = {
  wallet: Pick<Wallet, 'whose' | 'show_id'>
  rules: readonly Rule[]
  /** The show that the metadata names; `disagreement` says where its ids name different ones. */
  named: { id: number; disagreement: string | null } | null
  /** What was claimed of it by its hash, which proves that it is a show's boost. */
  claimed: { show_id: number; action: Action } | null
  /** A show's state, and from which amount on a payment without action is a boost there. */
  stateOf: (showId: number) => Pick<Show, 'status' | 'read_sats'> | undefined
}

/** Whose a receipt is, what it is, and what is to be done about it. */
export type Belonging = {
  /** Whether it is the show's: a node also sees rebalances, shop sales, friends. */
  ours: boolean
  show_id: number | null
  action: Action | null
  /** The action that its metadata, its memo or a claim of it gives. */
  given_action: Action | null
  message: string | null
  set_aside: boolean
  set_aside_rule_id: string | null
  needs_look: string | null
}

/**
 * Decides whose a receipt is, when it is recorded and whenever it is decided again. In an all-the-show's wallet everything is;
 * in a shared one, what has podcast metadata, matches a rule or is claimed by its hash. Its show is that which a host chose, else
 * its metadata names, else a rule, a claim or the wallet; and where that show is set aside, so is the receipt. What hosts did by
 * hand stays.
 */
export function decideBelonging(described: Described, by: DecidedBy): Belonging {
  const matching = by.rules.filter((rule) => matchesRule(rule, described.payment))
  const { ours, show_id } = described.corrected ?? whose(described, by, matching)
  const show = show_id === null ? undefined : by.stateOf(show_id)
  const message = messageOf(described)
  const given_action =
    described.metadata?.reading?.action ?? actionInMemo(described.payment) ?? by.claimed?.action ?? null
  const aside = decideAside(described.set_aside_by_hand, matching, show?.status ?? null)
  const reasons = ours && !aside.set_aside ? reasonsToLook(described, by.named, show_id, message) : []
  return {
    ours,
    show_id,
    action: described.corrected
      ? described.corrected.action
      : actionOf(given_action, show, message, described.payment),
    given_action,
    message,
    ...aside,
    needs_look: reasons.join(' ') || null,
  }
}

/**
 * Decides whether a receipt is set aside: as a host said, else by a rule or with its show.
 * @param matching the rules that are about it
 */
export function decideAside(
  byHand: boolean | null,
  matching: readonly Rule[],
  showStatus: ShowStatus | null,
): Pick<Belonging, 'set_aside' | 'set_aside_rule_id'> {
  if (byHand !== null) return { set_aside: byHand, set_aside_rule_id: null }
  const rule = matching.find(({ effect }) => effect === 'set_aside')
  return { set_aside: rule !== undefined || showStatus === 'set_aside', set_aside_rule_id: rule?.id ?? null }
}

function whose(described: Described, { wallet, named, claimed }: DecidedBy, matching: readonly Rule[]) {
  const rule = matching.find(({ effect }) => effect === 'ours')
  const ours = wallet.whose === 'show' || rule !== undefined || claimed !== null || isPodcast(described)
  return {
    ours,
    show_id: named?.id ?? (ours ? (rule?.show_id ?? claimed?.show_id ?? wallet.show_id) : null),
  }
}

/** Whether anything of it is a podcast app's: its metadata, or a memo that says where that is, even one that was cut off. */
function isPodcast({ payment, metadata }: Described): boolean {
  return (metadata !== null && !metadata.payerOnly) || addressOf(payment) !== null
}

/** The action that was given, else, where it is a show's, the one that it looks like. */
function actionOf(
  given: Action | null,
  show: Pick<Show, 'read_sats'> | undefined,
  message: string | null,
  { amount_msat }: Described['payment'],
): Action | null {
  return given ?? (show ? guessAction({ message, amount_msat }, show.read_sats) : null)
}

/** The action that the memo of an address payment names: `rss::payment::stream …`, or "Podverse boost". */
export function actionInMemo(payment: Pick<Payment, 'memo' | 'comment'>): Action | null {
  const filled = fillerApp(payment.comment) ?? fillerApp(payment.memo)
  return addressOf(payment)?.action ?? (filled === null ? null : 'boost')
}

/** No action given: a boost where there is a message, where it did not come as sats, or from the show's second mark on. */
export function guessAction(
  { message, amount_msat }: Pick<Payment, 'message' | 'amount_msat'>,
  readSats: number,
): 'boost' | 'stream' {
  if (message || amount_msat === null) return 'boost'
  return amount_msat >= readSats * 1000 ? 'boost' : 'stream'
}

/**
 * The message of the metadata, else what stands behind the address in the memo, else what the payer wrote beside: a note, or the
 * comment of a payment to a Lightning address, which some report as its memo. The memo of any other invoice is the recipient's.
 */
function messageOf({ payment, metadata }: Pick<Described, 'payment' | 'metadata'>): string | null {
  if (metadata?.reading?.message) return metadata.reading.message
  const address = addressOf(payment)
  if (address) return address.message
  const { rail, comment, memo } = payment
  return ownWords(comment ?? (rail === 'lnaddress' && memo !== null && !isServersOwn(memo) ? memo : null))
}

/**
 * What the server of a Lightning address writes into an invoice where the payer wrote nothing: the text of its LNURL metadata,
 * such as "Sats for tide@ln.example" or "Payment to tide", or that metadata itself (LUD-06, LUD-16).
 */
function isServersOwn(memo: string): boolean {
  return /^\s*(\[\s*\[|\{|pay(ment)?\s+to\s|\S+@\S+\.\w+\s*$|\w+\s+(to|for)\s+\S+@\S+\.\w+\s*$)/i.test(memo)
}

/** What the memo or comment of an address payment says of where its metadata is. */
function addressOf({ memo, comment }: Pick<Payment, 'memo' | 'comment'>) {
  return readPaymentUrl(memo ?? '') ?? readPaymentUrl(comment ?? '')
}

function reasonsToLook(
  { payment, metadata }: Described,
  named: DecidedBy['named'],
  show_id: number | null,
  message: string | null,
): string[] {
  const reasons: string[] = []
  if (metadata?.problem) reasons.push(metadata.problem)
  const podcast = metadata?.payerOnly ? null : metadata
  if (podcast?.reading && show_id === null) reasons.push('Its metadata names no show.')
  if (!podcast && addressOf(payment)?.url === null) reasons.push(CUT_MEMO)
  else if (!podcast && show_id === null)
    reasons.push(payment.metadata_url === null ? 'It came without metadata.' : AWAITED)
  if (named?.disagreement) reasons.push(`Look which show this is for: ${named.disagreement}.`)
  reasons.push(...(metadata?.reading?.warnings ?? []))
  if ((message?.length ?? 0) > LONGEST_MESSAGE)
    reasons.push(`Its message is longer than ${LONGEST_MESSAGE.toLocaleString('en')} characters.`)
  return reasons
}
