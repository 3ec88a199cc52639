import { SECTION_KINDS, type SectionKind } from '#api/contract/air/item.ts'
import type { GroupOrder } from '#api/contract/air/plan.ts'

/** What the running order is made from. */
export type Arrangeable = {
  id: string
  supporter_id: string | null
  counted_msat: number
  /** Of an unproven one, what it claims: by that it is placed, and not counted. */
  claim?: string
  claimed_msat?: number | null
  fiat_amount_minor: number | null
  free: boolean
  sent_at: Date
  alone: boolean
  pinned?: boolean
  move: { section: SectionKind; after: string | null } | null
  moved_at: Date | null
}

/** A supporter's boosts of one kind of money, or one boost alone, in order of arrival. */
export type Group<B> = {
  key: string
  section: SectionKind
  counted_msat: number
  /** By what it is placed: what is counted, and what unproven ones claim. */
  weight_msat: number
  moved: boolean
  boosts: B[]
}

export type ArrangeRules = {
  together: boolean
  order: Record<SectionKind, GroupOrder>
  /** The show's marks. */
  baller_sats: number
  read_sats: number
  /** Less is only thanked for today. */
  from_sats?: number | null
}

/**
 * Puts the boosts of a segment into their running order: first by the rules, then hosts' moves are made again in the order in
 * which they were made, so that what was moved stays where it is while boosts arrive. What is pinned comes before what is not.
 * @returns every section with its groups, in reading order
 */
export function arrange<B extends Arrangeable>(
  boosts: readonly B[],
  rules: ArrangeRules,
): Map<SectionKind, Group<B>[]> {
  const groups = groupBoosts(boosts, rules)
  const sections = new Map<SectionKind, Group<B>[]>(SECTION_KINDS.map((kind) => [kind, []]))
  for (const group of groups) sections.get(group.section)?.push(group)
  for (const [kind, list] of sections) list.sort(rules.order[kind] === 'largest' ? bySize : byArrival)
  makeMoves(sections, groups)
  for (const [kind, list] of sections) sections.set(kind, pinnedFirst(list))
  return sections
}

/** Names what is read in one turn; stays the same when it moves or grows. */
function keyOf(boost: Arrangeable, together: boolean): string {
  if (!together || boost.alone || boost.supporter_id === null) return `b:${boost.id}`
  return `${moneyOf(boost)}:${boost.supporter_id}`
}

/** `s` for sats, `f` for fiat, `m` for a member's free boost. */
function moneyOf(boost: Arrangeable): 's' | 'f' | 'm' {
  if (boost.free) return 'm'
  return boost.fiat_amount_minor === null ? 's' : 'f'
}

function groupBoosts<B extends Arrangeable>(boosts: readonly B[], rules: ArrangeRules): Group<B>[] {
  const byKey = new Map<string, B[]>()
  for (const boost of boosts) {
    const key = keyOf(boost, rules.together)
    const known = byKey.get(key)
    if (known) known.push(boost)
    else byKey.set(key, [boost])
  }
  return [...byKey].map(([key, members]) => {
    members.sort(byTime)
    const counted_msat = members.reduce((sum, boost) => sum + boost.counted_msat, 0)
    const weight_msat = members.reduce((sum, boost) => sum + weightOf(boost), 0)
    return {
      key,
      section: sectionOf(members, weight_msat, rules),
      counted_msat,
      weight_msat,
      moved: false,
      boosts: members,
    }
  })
}

function weightOf({ claim, claimed_msat, counted_msat }: Arrangeable): number {
  return claim === 'unproven' ? (claimed_msat ?? 0) : counted_msat
}

function sectionOf(members: readonly Arrangeable[], msat: number, rules: ArrangeRules): SectionKind {
  const [first] = members
  if (first?.free) return 'member'
  if (first && first.fiat_amount_minor !== null) return 'fiat'
  const isPinned = members.some((boost) => boost.pinned)
  if (!isPinned && msat < (rules.from_sats ?? 0) * 1000) return 'thanks'
  if (msat >= rules.baller_sats * 1000) return 'baller'
  return isPinned || msat >= rules.read_sats * 1000 ? 'boosts' : 'thanks'
}

function pinnedFirst<B extends Arrangeable>(groups: readonly Group<B>[]): Group<B>[] {
  const isPinned = ({ boosts }: Group<B>) => boosts.some((boost) => boost.pinned)
  return [...groups.filter(isPinned), ...groups.filter((group) => !isPinned(group))]
}

function byTime(a: Arrangeable, b: Arrangeable): number {
  return a.sent_at.getTime() - b.sent_at.getTime() || (a.id < b.id ? -1 : 1)
}

/** In order of the first boost of each. */
export function byArrival(a: Group<Arrangeable>, b: Group<Arrangeable>): number {
  const [first, other] = [a.boosts[0], b.boosts[0]]
  return first && other ? byTime(first, other) : 0
}

function bySize(a: Group<Arrangeable>, b: Group<Arrangeable>): number {
  return b.weight_msat - a.weight_msat || fiatOf(b) - fiatOf(a) || byArrival(a, b)
}

function fiatOf(group: Group<Arrangeable>): number {
  return group.boosts.reduce((sum, boost) => sum + (boost.fiat_amount_minor ?? 0), 0)
}

/** Makes hosts' moves. One whose anchor is gone only chooses the section. */
function makeMoves<B extends Arrangeable>(
  sections: Map<SectionKind, Group<B>[]>,
  groups: readonly Group<B>[],
): void {
  const homes = new Map(groups.flatMap((group) => group.boosts.map((boost) => [boost.id, group] as const)))
  const moves = groups
    .flatMap((group) => lastMove(group) ?? [])
    .sort((a, b) => a.at - b.at || (a.group.key < b.group.key ? -1 : 1))
  for (const { group, section, after } of moves) {
    const to = sections.get(section)
    const from = sections.get(group.section)
    if (!to || !from) continue
    const anchor = after === null ? null : homes.get(after)
    const isThere = anchor === null || (anchor !== group && anchor?.section === section)
    group.moved = true
    if (!isThere && group.section === section) continue
    from.splice(from.indexOf(group), 1)
    group.section = section
    to.splice(placeIn(to, group, isThere ? anchor : undefined), 0, group)
  }
}

/** After the anchor; at the top where it is null; where it arrived, without one. */
function placeIn<B extends Arrangeable>(
  list: readonly Group<B>[],
  group: Group<B>,
  anchor: Group<B> | null | undefined,
): number {
  if (anchor === null) return 0
  if (anchor) return list.indexOf(anchor) + 1
  const later = list.findIndex((other) => byArrival(group, other) < 0)
  return later === -1 ? list.length : later
}

type Move<B> = { group: Group<B>; at: number; section: SectionKind; after: string | null }

/** The last move of any of a group's boosts; the boosts of a supporter move together. */
function lastMove<B extends Arrangeable>(group: Group<B>): Move<B> | null {
  let last: Move<B> | null = null
  for (const { move, moved_at } of group.boosts) {
    if (move && moved_at && (!last || moved_at.getTime() > last.at))
      last = { group, at: moved_at.getTime(), ...move }
  }
  return last
}
