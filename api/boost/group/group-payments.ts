/** What grouping needs to know of a payment. */
export type Groupable = {
  id: string
  settled_at: Date
  /** The payment hash, else the id in the wallet: the order of payments that were settled at the same time. */
  order: string
  /** Wallet, split name and routing record. */
  recipient: string
  /** Of an id that all payments of one boost share. */
  shared_key: string | null
  /** Of the payment's own id, which some apps share too; alike with `shared_key` where the two ids are one. */
  uuid_key: string | null
  content_key: string | null
  sender_id: string | null
  message: string | null
  claimed_msat: number | null
  /** The episode that its own metadata names. */
  named_episode_id: string | null
  boost_id: string | null
  /** Boosts of payments that went up in this one. */
  former_boosts?: string[]
  /** Split or joined by a host: stays where it is. */
  pinned: boolean
  /** The payment that a claim says it is one boost with: only of one without metadata. */
  leg_of?: string | null
  /** A host changed its words, so that they contradict none that came with another payment. */
  corrected?: boolean
}

export type Group<P extends Groupable> = { payments: P[]; possible_double: boolean; pinned: boolean }

const MINUTE = 60_000
/** How long after a boost began a payment may join it by its content. */
export const CONTENT_WINDOW = 10 * MINUTE
/** How long after a boost began a payment may join it by a shared id. */
export const SHARED_WINDOW = 24 * 60 * MINUTE

/** Where a claim put a payment that says nothing itself, and that no host put anywhere. */
export function headOf({ leg_of, pinned, shared_key, uuid_key, content_key }: Groupable): string | null {
  return pinned || (shared_key ?? uuid_key ?? content_key) !== null ? null : (leg_of ?? null)
}

/**
 * Groups payments to boosts. A function of the set: the order in which they are given does not matter.
 *
 * In order of settle time, then hash or id, a payment joins the earliest boost of its id that began at most a day before. Else,
 * by content, the earliest boost of its key that began at most ten minutes before and has none yet for its recipient: one that
 * has another id never, but an absent id is no other one. Else it begins a boost. A payment that contradicts the first one of
 * its boost stays apart as a possible double.
 * @param payments a whole neighbourhood (see `componentsOf`)
 */
export function groupPayments<P extends Groupable>(payments: readonly P[]): Group<P>[] {
  const sorted = [...payments].sort(byOrder)
  const idsOf = idsAmong(sorted)
  const groups: OpenGroup<P>[] = []
  // With its first payment of that key: a host may have joined payments of several.
  const byKey = new Map<string, Opened<P>[]>()
  const placed = new Map<string, OpenGroup<P>>()
  const enter = (group: OpenGroup<P>, payment: P) => {
    const ids = idsOf(payment)
    placed.set(payment.id, group)
    group.payments.push(payment)
    group.recipients.add(payment.recipient)
    if (payment.sender_id !== null) group.senders.add(payment.sender_id)
    for (const { id } of ids) group.ids.add(id)
    for (const key of [...ids.map(({ id }) => idKey(id)), ...contentKeys(payment)]) {
      const known = byKey.get(key) ?? []
      byKey.set(key, known)
      if (!known.some((open) => open.group === group)) known.push({ group, first: payment })
    }
  }

  const pinned = new Map<string, OpenGroup<P>>()
  for (const payment of sorted) {
    if (!payment.pinned || !payment.boost_id) continue
    let group = pinned.get(payment.boost_id)
    if (!group) {
      group = openGroup<P>(true, -1)
      pinned.set(payment.boost_id, group)
      groups.push(group)
    }
    enter(group, payment)
  }

  for (const payment of sorted) {
    if (payment.pinned && payment.boost_id) continue
    const head = placed.get(headOf(payment) ?? '')
    if (head) {
      enter(head, payment)
      continue
    }
    const open = (key: string, window: number, mayJoin: (group: OpenGroup<P>) => boolean) =>
      (byKey.get(key) ?? []).filter(
        ({ group, first }) =>
          isWithin(window, first, payment) && mayBeOf(group.senders, payment.sender_id) && mayJoin(group),
      )
    const isFree = (group: OpenGroup<P>) => !group.recipients.has(payment.recipient)
    const ids = idsOf(payment)
    const byId = ids.flatMap(({ id, isShared }) =>
      open(idKey(id), SHARED_WINDOW, (group) => isShared || isFree(group)),
    )
    const byContent = contentKeys(payment).flatMap((key) =>
      open(key, CONTENT_WINDOW, (group) => isFree(group) && (ids.length === 0 || group.ids.size === 0)),
    )
    const joined = earliest(byId, payment) ?? earliest(byContent, payment)
    const group = joined ?? openGroup<P>(false, groups.length)
    if (!joined) groups.push(group)
    const isApart = joined ? byId.length > 0 && !byId.some((one) => one.group === joined) : false
    if (isApart || (!joined && byId.length + byContent.length > 0)) group.possible_double = true
    enter(group, payment)
  }
  for (const group of groups) group.payments.sort(byOrder)
  return groups
}

/**
 * In order of settle time, then hash or id: the order in which everything about boosts is decided; legs, which say nothing
 * themselves, after what they are of.
 */
export function byOrder(a: Groupable, b: Groupable): number {
  return (
    Number(headOf(a) !== null) - Number(headOf(b) !== null) ||
    a.settled_at.getTime() - b.settled_at.getTime() ||
    compare(a.order, b.order) ||
    compare(a.recipient, b.recipient) ||
    compare(a.id, b.id)
  )
}

type OpenGroup<P extends Groupable> = Group<P> & {
  ids: Set<string>
  senders: Set<string>
  recipients: Set<string>
  order: number
}
type Opened<P extends Groupable> = { group: OpenGroup<P>; first: P }

function openGroup<P extends Groupable>(pinned: boolean, order: number): OpenGroup<P> {
  return {
    payments: [],
    possible_double: false,
    pinned,
    ids: new Set(),
    senders: new Set(),
    recipients: new Set(),
    order,
  }
}

function idKey(id: string): string {
  return `i${id}`
}

function contentKeys({ content_key }: Groupable): string[] {
  return content_key === null ? [] : [`c${content_key}`]
}

function isWithin(window: number, first: Groupable, payment: Groupable): boolean {
  const after = payment.settled_at.getTime() - first.settled_at.getTime()
  return after >= 0 && after <= window
}

/** A sender without id may be any of that name. */
function mayBeOf(senders: ReadonlySet<string>, id: string | null): boolean {
  return id === null || senders.size === 0 || senders.has(id)
}

/** The earliest of these boosts that a payment does not contradict. */
function earliest<P extends Groupable>(opened: readonly Opened<P>[], payment: P): OpenGroup<P> | undefined {
  return opened
    .filter(({ group, first }) => !contradicts(payment, (group.pinned ? null : group.payments[0]) ?? first))
    .sort(
      (a, b) => a.first.settled_at.getTime() - b.first.settled_at.getTime() || a.group.order - b.group.order,
    )[0]?.group
}

/**
 * By which ids each payment may find its boost. The payment's own is one only where another recipient's payment of that day has
 * it too, be it as the id that it shares: most apps give each payment its own.
 */
function idsAmong(sorted: readonly Groupable[]): (payment: Groupable) => { id: string; isShared: boolean }[] {
  const holders = new Map<string, Groupable[]>()
  for (const payment of sorted)
    for (const id of new Set([payment.shared_key, payment.uuid_key])) {
      if (id === null) continue
      const same = holders.get(id)
      if (same) same.push(payment)
      else holders.set(id, [payment])
    }
  const isMet = (payment: Groupable, id: string) =>
    (holders.get(id) ?? []).some(
      (other) =>
        other.recipient !== payment.recipient &&
        (other.shared_key === id || (other.shared_key === null && payment.shared_key === null)) &&
        Math.abs(other.settled_at.getTime() - payment.settled_at.getTime()) <= SHARED_WINDOW,
    )
  const idsOf = (payment: Groupable) => {
    const { shared_key, uuid_key } = payment
    const ids = shared_key === null ? [] : [{ id: shared_key, isShared: true }]
    if (uuid_key !== null && uuid_key !== shared_key && isMet(payment, uuid_key))
      ids.push({ id: uuid_key, isShared: false })
    return ids
  }
  const known = new Map(sorted.map((payment) => [payment, idsOf(payment)]))
  return (payment) => known.get(payment) ?? []
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
