import {
  byOrder,
  CONTENT_WINDOW,
  type Groupable,
  headOf,
  SHARED_WINDOW,
} from '#api/boost/group/group-payments.ts'

/**
 * Splits payments into the parts that cannot influence each other's grouping: linked are those of one key that lie no
 * further apart than its window, those of one boost that a host has split or joined, and legs with what they are of.
 * @returns the parts, each whole as far as the payments given reach
 */
export function componentsOf<P extends Groupable>(payments: readonly P[]): P[][] {
  const sorted = [...payments].sort(byOrder)
  const parent = sorted.map((_, index) => index)
  const last = new Map<string, number>()
  const heads = new Set(sorted.flatMap((payment) => headOf(payment) ?? []))
  sorted.forEach((payment, index) => {
    for (const { key, window } of linksOf(payment, heads)) {
      const before = last.get(key)
      last.set(key, index)
      const earlier = before === undefined ? undefined : sorted[before]
      if (before === undefined || !earlier) continue
      if (payment.settled_at.getTime() - earlier.settled_at.getTime() <= window) join(parent, before, index)
    }
  })
  const parts = new Map<number, P[]>()
  sorted.forEach((payment, index) => {
    const root = rootOf(parent, index)
    const part = parts.get(root)
    if (part) part.push(payment)
    else parts.set(root, [payment])
  })
  return [...parts.values()]
}

function linksOf(payment: Groupable, heads: ReadonlySet<string>): { key: string; window: number }[] {
  const links: { key: string; window: number }[] = []
  // An id that all payments share on one rail may be the payment's own on another.
  for (const id of new Set([payment.shared_key, payment.uuid_key]))
    if (id) links.push({ key: `i${id}`, window: SHARED_WINDOW })
  if (payment.content_key) links.push({ key: `c${payment.content_key}`, window: CONTENT_WINDOW })
  if (payment.pinned && payment.boost_id)
    links.push({ key: `b${payment.boost_id}`, window: Number.POSITIVE_INFINITY })
  for (const head of [heads.has(payment.id) ? payment.id : null, headOf(payment)])
    if (head !== null) links.push({ key: `l${head}`, window: Number.POSITIVE_INFINITY })
  return links
}

function rootOf(parent: number[], index: number): number {
  let root = index
  for (let next = parent[root]; next !== undefined && next !== root; next = parent[root]) root = next
  parent[index] = root
  return root
}

function join(parent: number[], a: number, b: number): void {
  parent[rootOf(parent, b)] = rootOf(parent, a)
}
