import type { Group } from '#api/air/order/arrange.ts'
import { type History, runOf } from '#api/air/read/load-history.ts'
import type { Item } from '#api/air/read/load-items.ts'
import type { Member } from '#api/air/read/load-members.ts'
import { sumValues, type Valuer } from '#api/air/read/load-values.ts'
import { nameNumbers } from '#api/air/warnings/name-numbers.ts'
import { type WordFinder, warn } from '#api/air/warnings/warn.ts'
import { boostAsJson } from '#api/boost/boost-as-json.ts'
import type { BoostSectionKind, SegmentItem } from '#api/contract/air/item.ts'
import type { BoostSection, SegmentBoost, SegmentGroup, SupporterHistory } from '#api/contract/air/section.ts'
import type { SegmentTotals } from '#api/contract/air/segment.ts'
import type { NumerologyRule } from '#api/contract/air/settings.ts'
import type { FiatAmount } from '#api/contract/common.ts'

/** What was looked up about the boosts of a segment. */
export type Asked = {
  history: ReadonlyMap<string, History>
  /** The show's latest episodes, newest first. */
  latest: readonly string[]
  people: ReadonlyMap<string, { say_as: string | null; note: string | null }>
  valueOf: Valuer
  numerology: readonly NumerologyRule[]
  finder: WordFinder
}

/** A section of the running order as it is answered. */
export function asSection(
  kind: BoostSectionKind,
  groups: readonly Group<Member>[],
  asked: Asked,
): BoostSection {
  const boosts = groups.flatMap((group) => group.boosts)
  return {
    kind,
    counted_msat: groups.reduce((sum, group) => sum + group.counted_msat, 0),
    fiat: sumFiat(boosts),
    boosts: boosts.filter((boost) => kind === 'unproven' || boost.claim !== 'unproven').length,
    unread: boosts.filter((boost) => boost.status === 'unread').length,
    groups: groups.map((group) => asGroup(group, asked)),
  }
}

function asGroup(group: Group<Member>, asked: Asked): SegmentGroup {
  const boosts = group.boosts.map((member) => asSegmentBoost(member, asked))
  const [first] = boosts
  const person = first?.supporter.id ? asked.people.get(first.supporter.id) : undefined
  return {
    key: group.key,
    supporter: first?.supporter ?? { id: null, name: 'Anonymous' },
    say_as: person?.say_as ?? null,
    about: person?.note ?? null,
    counted_msat: group.counted_msat,
    value: sumValues(
      boosts.flatMap((boost) =>
        boost.fiat || boost.free || boost.claim === 'unproven' ? [] : [boost.value],
      ),
    ),
    fiat: sumFiat(group.boosts),
    badges: boosts.length > 1 ? nameNumbers(group.counted_msat, asked.numerology) : [],
    moved: group.moved,
    history: historyOf(group.boosts, asked),
    boosts,
  }
}

function asSegmentBoost(member: Member, asked: Asked): SegmentBoost {
  const json = boostAsJson(member)
  const history = member.supporter_id === null ? undefined : asked.history.get(member.supporter_id)
  const nth =
    history && member.claim !== 'unproven' ? history.before + history.since.indexOf(member.id) + 1 : null
  const isSats = json.fiat === null && !json.free && json.claim !== 'unproven'
  return {
    ...json,
    item: asItemJson(member),
    value: isSats ? asked.valueOf(json.counted_msat, member.sent_at) : null,
    badges: isSats ? nameNumbers(json.counted_msat, asked.numerology) : [],
    warnings: warn(json, member.supporter_id === null ? null : member.supporter_name, asked.finder),
    nth,
    last_sent_at: history?.last_sent_at?.toISOString() ?? null,
    now: null,
  }
}

/** What hosts said of a boost, as it is answered. */
export function asItemJson(item: Omit<Item, 'boost_id'>): SegmentItem {
  return {
    status: item.status,
    starred: item.starred,
    note: item.note,
    read_at: item.read_at?.toISOString() ?? null,
    version: item.version,
    pinned: item.pinned,
    alone: item.alone,
    carried: item.carried,
  }
}

function historyOf(members: readonly Member[], asked: Asked): SupporterHistory | null {
  const [first] = members
  const history = first?.supporter_id ? asked.history.get(first.supporter_id) : undefined
  if (!history) return null
  const boosted = new Set(members.map((member) => member.episode_id))
  const newest = asked.latest.find((episode) => boosted.has(episode)) ?? null
  return {
    boost_count: history.boost_count,
    counted_msat: history.counted_msat,
    last_sent_at: history.last_sent_at?.toISOString() ?? null,
    episode_run: runOf(asked.latest, history.episodes, newest),
  }
}

/** Sums of what came as fiat, by currency. */
function sumFiat(
  boosts: readonly { fiat_amount_minor: number | null; fiat_currency: string | null }[],
): FiatAmount[] {
  const sums = new Map<string, number>()
  for (const { fiat_amount_minor: amount, fiat_currency: currency } of boosts)
    if (amount !== null && currency !== null) sums.set(currency, (sums.get(currency) ?? 0) + amount)
  return [...sums].sort().map(([currency, amount_minor]) => ({ amount_minor, currency }))
}

/** What the sections of a segment add up to. */
export function sumTotals(sections: readonly BoostSection[]): SegmentTotals {
  const read = sections
    .filter(({ kind }) => kind !== 'unproven')
    .flatMap(({ kind, groups }) => groups.flatMap((group) => group.boosts.map((boost) => ({ kind, boost }))))
  const all = read.filter(({ boost }) => boost.claim !== 'unproven')
  const people = new Set(all.flatMap(({ boost }) => boost.supporter.id ?? []))
  const unread = read.filter(({ boost }) => boost.item.status === 'unread')
  const fiat = new Map<string, { amount_minor: number; count: number }>()
  for (const { boost } of all) {
    if (!boost.fiat) continue
    const { amount_minor, count } = fiat.get(boost.fiat.currency) ?? { amount_minor: 0, count: 0 }
    fiat.set(boost.fiat.currency, { amount_minor: amount_minor + boost.fiat.amount_minor, count: count + 1 })
  }
  return {
    boosts: all.length,
    counted_msat: all.reduce((sum, { boost }) => sum + boost.counted_msat, 0),
    received_msat: all.reduce((sum, { boost }) => sum + boost.received_msat, 0),
    supporters: people.size,
    anonymous: all.filter(({ boost }) => boost.supporter.id === null).length,
    fiat: [...fiat].sort().map(([currency, sum]) => ({ currency, ...sum })),
    free: all.filter(({ boost }) => boost.free).length,
    unread: unread.length,
    unread_above_thanks: unread.filter(({ kind }) => kind !== 'thanks').length,
    held: read.filter(({ boost }) => boost.item.status === 'held').length,
  }
}
