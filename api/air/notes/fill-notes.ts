import { sayAmount, sayCount, sayMoney, sayNames, sayPosition, saySats } from '#api/air/notes/format.ts'
import type { Values } from '#api/air/notes/template/render-template.ts'
import type { BoostSectionKind } from '#api/contract/air/item.ts'
import type { BoostSection, SegmentBoost, SegmentGroup, StreamSection } from '#api/contract/air/section.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'

const HEADINGS: Record<BoostSectionKind, string> = {
  baller: 'Baller boosts',
  boosts: 'Boosts',
  fiat: 'Fiat boosts',
  member: 'Member boosts',
  thanks: 'Thanks',
  unproven: 'Also read',
}

/** What show notes are made from: the running order, without what was skipped or is held, and its sums. */
export function fillNotes(segment: SegmentJson, timeZone: string): Values {
  const streams = segment.sections.find((section) => section.kind === 'streams')
  const sections = segment.sections.filter((section) => section.kind !== 'streams').map(withoutPassedOver)
  const { totals } = segment
  return {
    show: segment.show.title,
    title: segment.title,
    date: new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'long' }).format(
      new Date(segment.closed_at ?? segment.as_of),
    ),
    sections: sections.filter(({ kind, groups }) => kind !== 'thanks' && groups.length > 0).map(fillSection),
    thanks: fillThanks(sections.find(({ kind }) => kind === 'thanks')),
    streams: fillStreams(streams),
    boosts_said: sayCount(totals.boosts, 'boost'),
    supporters_said: sayPeople(totals),
    amount: saySats(totals.counted_msat),
    received: saySats(totals.received_msat),
    fiat: totals.fiat.map((sum) => ({ amount: sayMoney(sum), count: sum.count })),
    free: totals.free,
    wallets: segment.wallets
      .filter((wallet) => wallet.received_msat > 0)
      .map((wallet) => ({ wallet: wallet.name, amount: saySats(wallet.received_msat) })),
    supporters: namesOf(sections.flatMap(({ groups }) => groups)).map((name) => ({ name })),
  }
}

/** People by name; boosts of nobody in particular are no supporters, and are said beside them. */
function sayPeople({ supporters, anonymous }: SegmentJson['totals']): string {
  if (anonymous === 0) return sayCount(supporters, 'supporter')
  return supporters === 0
    ? `${anonymous} anonymous`
    : `${sayCount(supporters, 'supporter')} and ${anonymous} anonymous`
}

type Section = Pick<BoostSection, 'kind' | 'groups'>

/** Only what is read or still may be. */
function withoutPassedOver({ kind, groups }: BoostSection): Section {
  const left = groups.map((group) => ({
    ...group,
    boosts: group.boosts.filter(({ item, claim }) =>
      claim === 'unproven' ? item.status === 'read' : item.status !== 'skipped' && item.status !== 'held',
    ),
  }))
  return { kind, groups: left.filter((group) => group.boosts.length > 0) }
}

function fillSection({ kind, groups }: Section): Values {
  return {
    heading: HEADINGS[kind],
    kind,
    amount: saySats(sumOf(groups)),
    groups: groups.map((group) => ({
      name: group.supporter.name,
      amount: group.boosts.length === 1 && group.boosts[0] ? sayAmount(group.boosts[0]) : sayGroup(group),
      boosts: group.boosts.map(fillBoost),
    })),
  }
}

function fillBoost(boost: SegmentBoost): Values {
  return {
    amount: sayAmount(boost),
    message: boost.message,
    episode: boost.episode?.title ?? null,
    position: boost.position_s === null ? null : sayPosition(boost.position_s),
    app: boost.app,
    badges: boost.badges.map((badge) => ({ badge })),
    first: boost.nth === 1,
    link: boost.link,
  }
}

function sayGroup(group: SegmentGroup): string {
  const fiat = group.fiat.map(sayMoney)
  return group.counted_msat > 0 || fiat.length === 0
    ? [saySats(group.counted_msat), ...fiat].join(', ')
    : fiat.join(', ')
}

function fillThanks(section: Section | undefined): Values | null {
  if (!section || section.groups.length === 0) return null
  const anonymous = section.groups.filter((group) => group.supporter.id === null).length
  return { names: sayNames(namesOf(section.groups), anonymous), amount: saySats(sumOf(section.groups)) }
}

function fillStreams(streams: StreamSection | undefined): Values | null {
  if (!streams || streams.payments === 0) return null
  return {
    amount: saySats(streams.received_msat),
    supporters: sayCount(streams.supporters, 'listener'),
    payments: sayCount(streams.payments, 'payment'),
  }
}

/** Of those who have one, each once, in the running order. */
function namesOf(groups: readonly SegmentGroup[]): string[] {
  const names = new Map(groups.map(({ supporter }) => [supporter.id, supporter.name]))
  names.delete(null)
  return [...names.values()]
}

function sumOf(groups: readonly SegmentGroup[]): number {
  return groups.flatMap((group) => group.boosts).reduce((sum, boost) => sum + boost.counted_msat, 0)
}
