import { type Kysely, sql } from 'kysely'
import { asItemJson, sumTotals } from '#api/air/read/as-section.ts'
import { loadChosenNames } from '#api/air/read/load-chosen-names.ts'
import { UNMARKED } from '#api/air/read/load-items.ts'
import { type Elsewhere, loadPeopleElsewhere } from '#api/air/read/load-people-elsewhere.ts'
import type { Contents } from '#api/air/read/read-segment.ts'
import { type BoostRow, selectBoosts } from '#api/boost/select-boosts.ts'
import type { BoostSection, SegmentBoost } from '#api/contract/air/section.ts'
import { supporterRef } from '#api/http/refs.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { FrozenGroup, FrozenHead } from '#db/schema/frozen.ts'
import type { DB } from '#db/schema/index.ts'
import type { SegmentItemRow } from '#db/schema/segment.ts'

/** A boost as it was when its segment was closed, without its marks. */
export type FrozenBoost = Omit<SegmentBoost, 'item' | 'now'>

type Row = Pick<
  SegmentItemRow,
  'boost_id' | 'status' | 'starred' | 'note' | 'read_at' | 'alone' | 'pinned' | 'carried'
> & {
  version: number
  now_id: string
  frozen: FrozenBoost
}

/** Those who are called otherwise than when it was closed. */
type People = { elsewhere: ReadonlyMap<string, Elsewhere>; chosen: ReadonlyMap<string, string> }

/** Reads a closed segment: as it was closed, with marks that arrived late, and beside it what is different now. */
export async function readFrozen(
  db: Kysely<DB>,
  segmentId: string,
  head: FrozenHead,
): Promise<Omit<Contents, 'members' | 'others'>> {
  const { rows } = await sql<Row>`
    select i.boost_id, i.status, i.starred, i.note, i.read_at, i.alone, i.pinned, i.carried, i.version, i.frozen,
      coalesce(a.boost_id, i.boost_id) as now_id
    from segment_items i left join boost_aliases a on a.id = i.boost_id
    where i.segment_id = ${segmentId} and i.frozen is not null`.execute(db)
  const allGroups = head.sections.flatMap((section) => section.groups)
  const ids = [...rows.map(({ frozen }) => frozen), ...allGroups].flatMap(
    ({ supporter }) => supporter.id ?? [],
  )
  const people: People = {
    elsewhere: await loadPeopleElsewhere(db, ids),
    chosen: await loadChosenNames(db, ids),
  }
  const boosts = new Map(rows.map((row) => [row.boost_id, { ...row, frozen: seenBoost(row.frozen, people) }]))
  const present = await loadPresent(
    db,
    rows.map((row) => row.now_id),
  )
  const sections = head.sections.map((section): BoostSection => {
    const groups = section.groups.map((group) => ({
      ...group,
      ...seenOf(group, people),
      boosts: group.boosts.flatMap((id) => {
        const row = boosts.get(id)
        return row ? [asRead(row, present.get(row.now_id) ?? null)] : []
      }),
    }))
    const unread = groups.flatMap((group) => group.boosts).filter(({ item }) => item.status === 'unread')
    return { ...section, groups, unread: unread.length }
  })
  return {
    sections,
    streams: head.streams,
    totals: { ...head.totals, ...statusesOf(sections) },
    wallets: head.wallets,
    needs_look: head.needs_look,
    older: head.older,
  }
}

/** What replaces what was known of a group's supporter. */
function seenOf(
  { supporter }: Pick<FrozenGroup, 'supporter'>,
  { elsewhere, chosen }: People,
): Partial<Pick<FrozenGroup, 'supporter' | 'say_as' | 'about'>> {
  const id = supporter.id ?? ''
  const person = elsewhere.get(id)
  if (person)
    return { supporter: { ...supporter, name: person.name }, say_as: person.say_as, about: person.about }
  const name = chosen.get(id)
  return name === undefined ? {} : { supporter: { ...supporter, name } }
}

function seenBoost(frozen: FrozenBoost, people: People): FrozenBoost {
  const { supporter } = seenOf(frozen, people)
  if (!supporter || supporter.name === frozen.supporter.name) return frozen
  // A word that is in another name tells of it.
  return { ...frozen, supporter, warnings: frozen.warnings.filter(({ kind }) => kind !== 'word_in_name') }
}

function statusesOf(sections: readonly BoostSection[]) {
  const { unread, unread_above_thanks, held } = sumTotals(sections)
  return { unread, unread_above_thanks, held }
}

async function loadPresent(db: Kysely<DB>, ids: readonly string[]): Promise<Map<string, BoostRow>> {
  if (ids.length === 0) return new Map()
  const rows = await selectBoosts(db).where('boosts.id', '=', anyOf(ids)).execute()
  return new Map(rows.map((row) => [row.id, row]))
}

function asRead(row: Row, present: BoostRow | null): SegmentBoost {
  return { ...row.frozen, item: asItemJson({ ...UNMARKED, ...row }), now: differenceOf(row, present) }
}

/** What a boost is now, where that is not what was read. */
function differenceOf({ frozen, now_id }: Row, present: BoostRow | null): SegmentBoost['now'] {
  if (present === null)
    return { id: null, counted_msat: 0, received_msat: 0, message: null, supporter: frozen.supporter }
  const same =
    now_id === frozen.id &&
    present.counted_msat === frozen.counted_msat &&
    present.received_msat === frozen.received_msat &&
    present.message === frozen.message &&
    present.supporter_id === frozen.supporter.id
  if (same) return null
  return {
    id: present.id,
    counted_msat: present.counted_msat,
    received_msat: present.received_msat,
    message: present.message,
    supporter: supporterRef(present.supporter_id, present.supporter_name),
  }
}
