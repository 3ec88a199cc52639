/** What grouping needs to know of a payment. */
export type Groupable = {
  id: string
  settled_at: Date
  /** The payment hash, else the id in the wallet: the order of payments that were settled at the same time. */
  order: string
  /** Wallet, split name and routing record. */
  recipient: string
  shared_key: string | null
  uuid_key: string | null
  content_key: string | null
  message: string | null
  claimed_msat: number | null
  /** The episode that its own metadata names. */
  named_episode_id: string | null
  boost_id: string | null
  /** Boosts of payments that went up in this one. */
  former_boosts?: string[]
  /** Split or joined by a host: stays where it is. */
  pinned: boolean
  /** A host changed its words, so that they contradict none that came with another payment. */
  corrected?: boolean
}

export type Group<P extends Groupable> = { payments: P[]; possible_double: boolean; pinned: boolean }

const MINUTE = 60_000
/** How long after a boost began a payment may join it by its content. */
export const CONTENT_WINDOW = 10 * MINUTE
/** How long after a boost began a payment may join it by a shared id. */
export const SHARED_WINDOW = 24 * 60 * MINUTE

/**
 * Groups payments to boosts. A function of the set: the order in which they are given does not matter.
 *
 * By a shared id where there is one; else by content: in order of settle time, then hash or id, a payment joins the
 * earliest boost of its key that began at most ten minutes before and has none yet for its recipient, else begins one. A
 * payment that contradicts the first one of its boost stays apart as a possible double.
 * @param payments a whole neighbourhood (see `componentsOf`)
 */
export function groupPayments<P extends Groupable>(payments: readonly P[]): Group<P>[] {
  const sorted = [...payments].sort(byOrder)
  const usable = usableUuids(sorted)
  const groups: OpenGroup<P>[] = []
  // With its first payment of that key: a host may have joined payments of several.
  const byKey = new Map<string, { group: OpenGroup<P>; first: P }[]>()
  const enter = (group: OpenGroup<P>, payment: P, key: string) => {
    group.payments.push(payment)
    group.recipients.add(payment.recipient)
    const known = byKey.get(key) ?? []
    byKey.set(key, known)
    if (!known.some((open) => open.group === group)) known.push({ group, first: payment })
  }

  const pinned = new Map<string, OpenGroup<P>>()
  for (const payment of sorted) {
    if (!payment.pinned || !payment.boost_id) continue
    let group = pinned.get(payment.boost_id)
    if (!group) {
      group = openGroup<P>(true)
      pinned.set(payment.boost_id, group)
      groups.push(group)
    }
    enter(group, payment, groupKeyOf(payment, usable).key)
  }

  for (const payment of sorted) {
    if (payment.pinned && payment.boost_id) continue
    const { key, window, distinct } = groupKeyOf(payment, usable)
    const inTime = (byKey.get(key) ?? []).filter(
      ({ group, first }) =>
        first.settled_at <= payment.settled_at &&
        payment.settled_at.getTime() - first.settled_at.getTime() <= window &&
        !(distinct && group.recipients.has(payment.recipient)),
    )
    inTime.sort(
      (a, b) => a.first.settled_at.getTime() - b.first.settled_at.getTime() || a.group.order - b.group.order,
    )
    const joined = inTime.find(({ first }) => !contradicts(payment, first))?.group
    if (joined) enter(joined, payment, key)
    else {
      const group = openGroup<P>(false)
      group.order = groups.length
      group.possible_double = inTime.length > 0
      groups.push(group)
      enter(group, payment, key)
    }
  }
  for (const group of groups) group.payments.sort(byOrder)
  return groups
}

/** In order of settle time, then hash or id: the order in which everything about boosts is decided. */
export function byOrder(a: Groupable, b: Groupable): number {
  return (
    a.settled_at.getTime() - b.settled_at.getTime() ||
    compare(a.order, b.order) ||
    compare(a.recipient, b.recipient) ||
    compare(a.id, b.id)
  )
}

type OpenGroup<P extends Groupable> = Group<P> & {
  recipients: Set<string>
  order: number
}

function openGroup<P extends Groupable>(pinned: boolean): OpenGroup<P> {
  return {
    payments: [],
    possible_double: false,
    pinned,
    recipients: new Set(),
    order: -1,
  }
}

function groupKeyOf(
  payment: Groupable,
  usable: Set<string>,
): { key: string; window: number; distinct: boolean } {
  if (payment.shared_key) return { key: `s${payment.shared_key}`, window: SHARED_WINDOW, distinct: false }
  if (payment.uuid_key && usable.has(payment.id))
    return { key: `u${payment.uuid_key}`, window: SHARED_WINDOW, distinct: true }
  if (payment.content_key) return { key: `c${payment.content_key}`, window: CONTENT_WINDOW, distinct: true }
  return { key: `p${payment.id}`, window: 0, distinct: true }
}

/** Payments whose `uuid` is shared with another recipient's within a day; most apps give each payment its own. */
function usableUuids(sorted: readonly Groupable[]): Set<string> {
  const byUuid = new Map<string, Groupable[]>()
  for (const payment of sorted) {
    if (!payment.uuid_key || payment.shared_key) continue
    const same = byUuid.get(payment.uuid_key)
    if (same) same.push(payment)
    else byUuid.set(payment.uuid_key, [payment])
  }
  const usable = new Set<string>()
  for (const same of byUuid.values()) {
    for (const payment of same) {
      const met = same.some(
        (other) =>
          other.recipient !== payment.recipient &&
          Math.abs(other.settled_at.getTime() - payment.settled_at.getTime()) <= SHARED_WINDOW,
      )
      if (met) usable.add(payment.id)
    }
  }
  return usable
}

/** Whether a payment says something else than the first of its boost. Saying less is no contradiction. */
function contradicts(payment: Groupable, first: Groupable): boolean {
  return (
    differ(payment.claimed_msat, first.claimed_msat) ||
    differ(payment.named_episode_id, first.named_episode_id) ||
    (!payment.corrected && !first.corrected && !sameMessage(payment.message, first.message))
  )
}

function differ<T>(a: T | null, b: T | null): boolean {
  return a !== null && b !== null && a !== b
}

/** The same, or one of them cut short. */
function sameMessage(a: string | null, b: string | null): boolean {
  const [one, other] = [cutMark(a), cutMark(b)]
  return one.startsWith(other) || other.startsWith(one)
}

function cutMark(message: string | null): string {
  return (message ?? '').trim().replace(/\s*(…|\.\.\.)$/u, '')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
