import type { Kysely } from 'kysely'
import { type ArrangeRules, arrange, byArrival } from '#api/air/order/arrange.ts'
import { type Asked, asSection, sumTotals } from '#api/air/read/as-section.ts'
import { loadHistory, loadLatestEpisodes } from '#api/air/read/load-history.ts'
import { loadMembers, type Member } from '#api/air/read/load-members.ts'
import { countNeedsLook, countOlder, loadWallets, sumStreams } from '#api/air/read/load-surroundings.ts'
import { loadValues } from '#api/air/read/load-values.ts'
import { readAirSettings } from '#api/air/settings/air-settings.ts'
import { planOf } from '#api/air/settings/plan-of.ts'
import { findWords } from '#api/air/warnings/warn.ts'
import type { BoostSection, StreamSection } from '#api/contract/air/section.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'
import type { Segment } from '#db/schema/segment.ts'
import type { Show } from '#db/schema/show.ts'

/** What is in an open segment now, in its running order, with all that hosts are told about it. */
export type Contents = Pick<SegmentJson, 'totals' | 'wallets' | 'needs_look' | 'older'> & {
  sections: BoostSection[]
  streams: StreamSection
  members: Member[]
  /** Those that were left out. */
  others: Member[]
}

/** Reads an open segment. @param leaveOut members that are not to be counted, e.g. those that go on to the next */
export async function readContents(
  db: Kysely<DB>,
  segment: Segment,
  show: Show,
  leaveOut: (member: Member) => boolean = () => false,
): Promise<Contents> {
  const settings = await readAirSettings(db, show.id)
  const all = await loadMembers(db, segment, { unproven: settings.unproven !== 'hidden' })
  const { members = [], others = [] } = Object.groupBy(all, (member) =>
    leaveOut(member) ? 'others' : 'members',
  )
  const { order, from_sats } = planOf(segment, settings)
  const { together } = settings
  const { baller_sats, read_sats } = show
  const rules: ArrangeRules = { together, order, from_sats, baller_sats, read_sats }
  const latest = await loadLatestEpisodes(db, show.id)
  const asked: Asked = {
    latest,
    history: await loadHistory(db, show.id, firstsOf(members), latest),
    people: await loadPeople(db, members),
    valueOf: await loadValues(
      db,
      show,
      members.map((member) => member.sent_at),
    ),
    numerology: settings.numerology,
    finder: findWords(settings.words),
  }
  const apart = (member: Member) => member.claim === 'unproven' && settings.unproven === 'shown'
  const placed = arrange(
    members.filter((member) => !apart(member)),
    rules,
  )
  const unproven = arrange(members.filter(apart), { ...rules, together: false })
  const sections = [
    ...[...placed].map(([kind, groups]) => asSection(kind, groups, asked)),
    asSection('unproven', [...unproven.values()].flat().sort(byArrival), asked),
  ]
  return {
    members,
    others,
    sections,
    streams: await sumStreams(db, segment),
    totals: sumTotals(sections),
    wallets: await loadWallets(
      db,
      show.id,
      members.map((member) => member.id),
    ),
    needs_look: await countNeedsLook(db, show.id),
    older: await countOlder(db, segment),
  }
}

/** When each supporter sent their first boost of these. */
function firstsOf(members: readonly Member[]): Map<string, Date> {
  const firsts = new Map<string, Date>()
  // What no wallet received is no boost of theirs yet.
  for (const { supporter_id, sent_at } of members.filter(({ claim }) => claim !== 'unproven')) {
    if (supporter_id === null) continue
    const first = firsts.get(supporter_id)
    if (!first || sent_at < first) firsts.set(supporter_id, sent_at)
  }
  return firsts
}

async function loadPeople(db: Kysely<DB>, members: readonly Member[]): Promise<Asked['people']> {
  const ids = [...new Set(members.flatMap((member) => member.supporter_id ?? []))]
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('supporters')
    .select(['id', 'say_as', 'note'])
    .where('id', '=', anyOf(ids))
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}
