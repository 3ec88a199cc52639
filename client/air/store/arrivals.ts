import type { SegmentJson } from '#api/contract/air/segment.ts'
import { boostSections, boostsOf, isPinned, mapBoosts } from '#client/air/store/segment-parts.ts'

/** The boosts of a newer answer that are not on the page yet. */
export function arrivalsOf(shown: SegmentJson, latest: SegmentJson): string[] {
  if (shown.id !== latest.id) return []
  const known = new Set(boostsOf(shown).map(({ id }) => id))
  return boostsOf(latest).flatMap(({ id, item }) => (known.has(id) || item.status === 'read' ? [] : [id]))
}

/**
 * What is on the page, brought up to date without moving anything by itself: where nothing arrived the newer answer as it is;
 * else what hosts marked and moved, and without what went away, but for what is being read.
 * @param keep a boost that stays even if it went away
 */
export function refresh(shown: SegmentJson, latest: SegmentJson, keep: ReadonlySet<string>): SegmentJson {
  // Another segment is taken in when the host asks for it.
  if (shown.id !== latest.id) return shown
  const now = new Map(boostsOf(latest).map((boost) => [boost.id, boost]))
  const wouldLose = [...keep].some((id) => !now.has(id))
  const arrived = new Set(arrivalsOf(shown, latest))
  if (arrived.size === 0 && !wouldLose) return latest
  const withoutNews = mapBoosts(latest, (boost) => (arrived.has(boost.id) ? null : boost))
  if (!wouldLose && placedByHand(withoutNews) !== placedByHand(shown)) return withoutNews
  const { wallets, needs_look, recording, place, cue, plan, revision, pace, as_of } = latest
  const marked = mapBoosts(shown, (boost) => {
    const fresh = now.get(boost.id)
    return fresh ?? (keep.has(boost.id) ? boost : null)
  })
  return { ...marked, wallets, needs_look, recording, place, cue, plan, revision, pace, as_of }
}

/** Where hosts have put what they moved or pinned: another host may do so while one reads. */
function placedByHand(segment: SegmentJson): string {
  return boostSections(segment)
    .flatMap(({ kind, groups }) =>
      groups.flatMap((group, at) =>
        group.moved || isPinned(group) ? `${kind} ${groups[at - 1]?.key} ${group.key}` : [],
      ),
    )
    .join('\n')
}
