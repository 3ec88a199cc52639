import type { SectionKind } from '#api/contract/air/item.ts'
import type { BoostSection, SegmentBoost, SegmentGroup } from '#api/contract/air/section.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { withGroups } from '#client/air/store/segment-parts.ts'
import { makeBoost } from '#tests/client/make-boost.ts'

/** A boost of a segment; ids are short words here. */
export function makeSegmentBoost(id: string, over: Partial<SegmentBoost> = {}): SegmentBoost {
  return {
    ...makeBoost({ id }),
    item: {
      status: 'unread',
      starred: false,
      note: null,
      read_at: null,
      version: 0,
      pinned: false,
      alone: false,
      carried: null,
    },
    value: null,
    badges: [],
    warnings: [],
    nth: 2,
    last_sent_at: null,
    now: null,
    ...over,
  }
}

/** A supporter's turn, named as its key. */
export function makeGroup(
  key: string,
  boosts: SegmentBoost[] = [makeSegmentBoost(`${key}-1`)],
): SegmentGroup {
  return {
    key,
    supporter: { id: key, name: key },
    say_as: null,
    about: null,
    counted_msat: boosts.reduce((sum, boost) => sum + boost.counted_msat, 0),
    value: null,
    fiat: [],
    badges: [],
    moved: false,
    history: { boost_count: 2, counted_msat: 2000, last_sent_at: null, episode_run: 1 },
    boosts,
  }
}

/** An open segment of these groups by section. */
export function makeSegment(
  groups: Partial<Record<SectionKind, SegmentGroup[]>>,
  over: Partial<SegmentJson> = {},
): SegmentJson {
  const kinds: SectionKind[] = ['baller', 'boosts', 'fiat', 'member', 'thanks']
  const sections = kinds.map(
    (kind): BoostSection => ({
      kind,
      counted_msat: 0,
      fiat: [],
      boosts: 0,
      unread: 0,
      groups: groups[kind] ?? [],
    }),
  )
  const segment: SegmentJson = {
    id: 'segment',
    show: { slug: 'kill-show', title: 'Kill Show' },
    opened_at: '2026-11-20T00:00:00Z',
    closed_at: null,
    begins_with: null,
    floor: null,
    previous: null,
    title: '459',
    revision: 1,
    as_of: '2026-11-25T00:00:00Z',
    sections: [...sections, { kind: 'streams', received_msat: 50_000, payments: 2, supporters: 1 }],
    totals: {
      boosts: 0,
      counted_msat: 0,
      received_msat: 0,
      supporters: 0,
      anonymous: 0,
      fiat: [],
      free: 0,
      unread: 0,
      unread_above_thanks: 0,
      held: 0,
    },
    wallets: [],
    needs_look: 0,
    older: { count: 0, more: false },
    recording: null,
    place: null,
    plan: {
      target_s: null,
      from_sats: null,
      order: { baller: 'largest', boosts: 'arrival', fiat: 'arrival', member: 'arrival', thanks: 'arrival' },
      fold: true,
    },
    cue: null,
    pace: { seconds_per_item: 10, words_per_minute: 120, measured: 0 },
    aired: false,
    can_reopen: false,
    ...over,
  }
  return withGroups(segment, (all) => all)
}
