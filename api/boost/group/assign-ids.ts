import type { Group, Groupable } from '#api/boost/group/group-payments.ts'

/** What decides which of two boosts survives when they become one. */
export type Known = { id: string; read_at: Date | null; recorded_at: Date }

export type Assignment<P extends Groupable> = {
  /** Each group with the id of the boost that it is; `isNew` where no boost was it before. */
  boosts: { id: string; isNew: boolean; group: Group<P> }[]
  /** Boosts that went up in another, as alias and survivor. */
  merged: { id: string; into: string }[]
}

/**
 * Decides which boost each group is, so that ids never die: the boost already on air, else the older, survives, and the
 * other becomes its alias.
 * @param groups what `groupPayments` made of a neighbourhood
 * @param known the boosts that its payments belonged to
 * @param newId makes an id
 */
export function assignIds<P extends Groupable>(
  groups: readonly Group<P>[],
  known: readonly Known[],
  newId: () => string,
): Assignment<P> {
  const idOf = new Map<Group<P>, string>()
  const homeless: string[] = []
  for (const boost of [...known].sort(bySeniority)) {
    const holding = groups.filter((group) => holds(group, boost.id))
    const placement =
      holding.find((group) => group.pinned && !idOf.has(group)) ?? holding.find((group) => !idOf.has(group))
    if (placement) idOf.set(placement, boost.id)
    else homeless.push(boost.id)
  }
  const boosts = groups.map((group) => {
    const id = idOf.get(group)
    return { id: id ?? newId(), isNew: id === undefined, group }
  })
  const merged = homeless.flatMap((id) => {
    const survivor = boosts.find(({ group }) => holds(group, id))
    return survivor ? [{ id, into: survivor.id }] : []
  })
  return { boosts, merged }
}

function holds(group: Group<Groupable>, boostId: string): boolean {
  return group.payments.some(
    (payment) => payment.boost_id === boostId || payment.former_boosts?.includes(boostId),
  )
}

/** The boost already on air first, else the older. */
export function bySeniority(a: Known, b: Known): number {
  if (a.read_at && b.read_at) return a.read_at.getTime() - b.read_at.getTime()
  if (a.read_at || b.read_at) return a.read_at ? -1 : 1
  return a.recorded_at.getTime() - b.recorded_at.getTime() || (a.id < b.id ? -1 : 1)
}
