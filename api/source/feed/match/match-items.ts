import type { FeedItem } from '#api/source/feed/match/identify-items.ts'
import {
  findNamed,
  findProvisional,
  indexKnown,
  type Known,
  type KnownEpisode,
  type KnownIndex,
} from '#api/source/feed/match/known-episodes.ts'
import {
  LIKENESSES,
  type Likeness,
  likeNear,
  TITLE_AND_TIME,
  type Traits,
  traitsOf,
  traitsOfKnown,
} from '#api/source/feed/match/likeness.ts'

const APART_MS = 10 * 60_000

/** The episodes that an item is: none where it is new; where there are several they become one. */
export type Match = { item: FeedItem; episodes: string[] }

/**
 * Finds the episodes that the items of a feed are. The guid goes first, by whatever name an episode has had. Where it is new, or there
 * is none, an item is the episode that the feed has no more and that is like it, as no other is: a show that moved to another host keeps
 * its episodes, and a repeat under an old title is another one. The order of what is known does not matter.
 * @param items in the order of `identifyItems`
 */
export function matchItems(items: readonly FeedItem[], all: Known): Match[] {
  const known = indexKnown(all)
  const matches = items.map((item): Match => {
    const named = findNamed(known, item)
    return { item, episodes: named === null ? [] : [named] }
  })
  const named = new Set(matches.flatMap(({ episodes }) => episodes))
  const isNew = ({ episodes }: Match) => episodes.every((id) => known.episodes.get(id)?.provisional)
  let open = matches.filter(isNew).map((match): New => ({ match, traits: traitsOf(match.item) }))
  let gone = all.episodes
    .filter(({ id, provisional }) => !provisional && !named.has(id))
    .map((episode): Gone => ({ episode, traits: traitsOfKnown(episode, known) }))
  const hasMoved = open.length === matches.length

  const pairBy = (likeness: Likeness) => {
    for (const [{ match }, { episode }] of pairs(open, gone, likeness)) {
      match.episodes.push(episode.id)
      named.add(episode.id)
    }
    open = open.filter(({ match }) => isNew(match))
    gone = gone.filter(({ episode }) => !named.has(episode.id))
  }
  for (const likeness of LIKENESSES) pairBy(likeness)
  // Of a show that moved, dates may be written anew. One title that comes again does not tell that it moved.
  if (hasMoved && open.length > 0 && gone.length > 0) {
    const near = likeNear(items, all)
    if (matches.length - open.length + pairs(open, gone, near).length > 1) pairBy(near)
  }

  mendMoves(matches, gone, known)
  const provisional = findProvisional(known, items)
  return matches.map(({ item, episodes }) => ({
    item,
    episodes: [...new Set([...episodes, ...(provisional.get(item) ?? [])])],
  }))
}

/** An item whose episode is still to be found, and an episode whose item is. */
type New = { match: Match; traits: Traits }
type Gone = { episode: KnownEpisode; traits: Traits[] }

/** Whom a likeness brings together: items and episodes that share it with no other. */
function pairs(open: readonly New[], gone: readonly Gone[], { of, agree }: Likeness): [New, Gone][] {
  if (open.length === 0 || gone.length === 0) return []
  const items = Map.groupBy(open, ({ traits }) => of(traits))
  const episodes = new Map<string, Map<Gone, Traits>>()
  for (const one of gone)
    for (const traits of one.traits) {
      const likeness = of(traits)
      if (likeness === null) continue
      const alike = episodes.get(likeness) ?? new Map<Gone, Traits>()
      episodes.set(likeness, alike.set(one, traits))
    }
  const found: [New, Gone][] = []
  for (const [likeness, alike] of episodes) {
    const [item, another] = items.get(likeness) ?? []
    const [one, other] = alike
    if (!item || !one || another || other) continue
    const [episode, traits] = one
    if (agree?.(item.traits, traits) ?? true) found.push([item, episode])
  }
  return found
}

/**
 * Brings together what an earlier Readout made two of when a show moved: an item's episode, and one of the same title and time that was
 * there long before, of which nobody has looked yet whether the feed still has it.
 */
function mendMoves(matches: readonly Match[], gone: readonly Gone[], known: KnownIndex): void {
  const isOld = (id: string) => known.itemsOf.get(id)?.every(({ in_feed }) => in_feed === null) ?? false
  const left = gone.filter(({ episode }) => isOld(episode.id))
  if (left.length === 0) return
  const settled = matches.filter(({ episodes }) => episodes.some(isOld))
  const compared = settled.map((match) => ({ match, traits: traitsOf(match.item) }))
  for (const [{ match }, { episode }] of pairs(compared, left, TITLE_AND_TIME)) {
    const { id, created_at } = episode
    const own = known.episodes.get(match.episodes[0] ?? '')
    // Two that came with one look at the feed are two.
    if (own && Math.abs(own.created_at.getTime() - created_at.getTime()) > APART_MS) match.episodes.push(id)
  }
}
