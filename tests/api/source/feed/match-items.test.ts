import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FeedItem, identifyItems } from '#api/source/feed/match/identify-items.ts'
import type { Known, KnownItem } from '#api/source/feed/match/known-episodes.ts'
import { type Match, matchItems } from '#api/source/feed/match/match-items.ts'
import type { ReadItem } from '#api/source/feed/read/read-feed.ts'

type Said = {
  guid?: string | null
  title?: string | null
  date?: string
  enclosure?: string | undefined
  link?: string
}

const item = ({ guid, title = 'One', date, enclosure, link }: Said): ReadItem => ({
  guid: guid ?? null,
  title,
  published_at: date === undefined ? null : new Date(date),
  duration_s: null,
  enclosure_url: enclosure ?? null,
  link: link ?? null,
  image_url: null,
  recipients: null,
  time_splits: [],
  value: '',
})

const EMPTY: Known = { episodes: [], names: [], items: [] }

/** What is known after a look at a feed, as it is written down. */
function look(before: Known, said: readonly Said[], at = '2026-01-01'): { known: Known; matches: Match[] } {
  const shared = before.names.flatMap(({ value, episode_id }) => (episode_id === null ? value : []))
  const { items, shared_guids } = identifyItems(said.map(item), shared)
  const names = before.names.map((name) =>
    shared_guids.includes(name.value) ? { ...name, episode_id: null } : name,
  )
  const matches = matchItems(items, { ...before, names })
  const now = new Map<string, string>()
  const taken = matches.map((match) => {
    const { key, title, published_at } = match.item
    const id = match.episodes[0] ?? `${key}, ${title} of ${published_at?.toISOString()}`
    for (const other of match.episodes) now.set(other, id)
    return { id, item: match.item }
  })
  const nowOf = (id: string | null) => (id === null ? null : (now.get(id) ?? id))
  const all = [
    ...names.map((name) => ({ ...name, episode_id: nowOf(name.episode_id) })),
    ...shared_guids.map((value) => ({ kind: 'guid' as const, value, episode_id: null })),
    ...taken.flatMap(({ id, item: { guid, title } }) => [
      ...(guid === null ? [] : [{ kind: 'guid' as const, value: guid, episode_id: id }]),
      ...(title === null ? [] : [{ kind: 'title' as const, value: title, episode_id: id }]),
    ]),
  ]
  const keys = new Set(taken.map(({ item: { key } }) => key))
  const ids = new Set(taken.map(({ id }) => id))
  const former = before.items.filter(
    ({ key, episode_id }) => !keys.has(key) && !ids.has(nowOf(episode_id) ?? ''),
  )
  const episodes = new Map(before.episodes.map((episode) => [nowOf(episode.id) ?? '', episode]))
  for (const {
    id,
    item: { title, published_at },
  } of taken)
    episodes.set(id, {
      created_at: new Date(at),
      ...episodes.get(id),
      id,
      title,
      published_at,
      provisional: false,
    })
  return {
    matches,
    known: {
      episodes: [...episodes].map(([id, episode]) => ({ ...episode, id })),
      names: [...new Map(all.toReversed().map((name) => [`${name.kind} ${name.value}`, name])).values()],
      items: [
        ...former.map((row): KnownItem => ({ ...row, in_feed: false })),
        ...taken.map(({ id, item: one }): KnownItem => ({ ...one, in_feed: true, episode_id: id })),
      ],
    },
  }
}

/** How many episodes there are after looks at these feeds, one after the other. */
function count(...feeds: Said[][]): number {
  return feeds.reduce((known, feed) => look(known, feed).known, EMPTY).episodes.length
}

const one = { guid: 'a', title: 'One', date: '2026-03-03T09:15:00Z', enclosure: 'https://old.example/1.mp3' }
const two = { guid: 'b', title: 'Two', date: '2026-03-10T09:15:00Z', enclosure: 'https://old.example/2.mp3' }
const moved = (said: Said, more: Said = {}): Said => ({
  ...said,
  guid: `new ${said.guid}`,
  enclosure: said.enclosure?.replace('old', 'new'),
  ...more,
})

describe('the episodes of a feed’s items', () => {
  it('are the same when the show moves to another host: same titles and dates, every guid new', () => {
    expect(count([one, two], [moved(two), moved(one)])).toBe(2)
  })

  it('are the same through several moves, and back', () => {
    expect(
      count([one, two], [moved(one), moved(two)], [one, two], [moved(moved(one)), moved(moved(two))]),
    ).toBe(2)
  })

  it('are the same where the new host writes quotes, capitals and seconds in its way', () => {
    const said = { ...one, title: 'It’s “One” – live' }
    expect(count([said], [moved(said, { title: 'it\'s "one" - live', date: '2026-03-03T09:15:40Z' })])).toBe(
      1,
    )
  })

  it('are the same where the new host keeps only the days of their dates, or shifts them by hours', () => {
    expect(count([one], [moved(one, { date: '2026-03-03T00:00:00Z' })])).toBe(1)
    const shifted = [
      moved(one, { date: '2026-03-03T11:15:00Z' }),
      moved(two, { date: '2026-03-10T11:15:00Z' }),
    ]
    expect(count([one, two], shifted)).toBe(2)
  })

  it('are the same where a single guid changes, or is there from now on, or no more', () => {
    expect(count([one, two], [one, { ...two, guid: 'c' }])).toBe(2)
    expect(count([{ ...one, guid: null }, two], [one, two])).toBe(2)
    expect(count([one, two], [{ ...one, guid: null }, two])).toBe(2)
  })

  it.each([
    ['a repeat beside the first', [one], [one, { ...one, guid: 'c', date: '2026-09-01T09:15:00Z' }]],
    ['a repeat when the first is gone', [one], [{ ...one, guid: 'c', date: '2026-09-01T09:15:00Z' }]],
    [
      'bulletins of one title, each alone in the feed',
      [{ guid: 'a', title: 'News', date: '2026-03-03T09:00:00Z' }],
      [{ guid: 'b', title: 'News', date: '2026-03-03T10:00:00Z' }],
    ],
    ['the same title twice on one day', [], [one, { ...one, guid: 'c', date: '2026-03-03T18:00:00Z' }]],
    [
      'the same title and time under two guids',
      [],
      [one, { ...one, guid: 'c', enclosure: 'https://old.example/3.mp3' }],
    ],
    [
      'another episode under an address that stays',
      [{ title: 'One', date: '2026-03-03', enclosure: 'https://old.example/latest.mp3' }],
      [{ title: 'Two', date: '2026-03-10', enclosure: 'https://old.example/latest.mp3' }],
    ],
    [
      'two of one date that is a day alone',
      [{ guid: 'a', title: 'One', date: '2026-03-03', link: 'https://x.example/' }],
      [{ guid: 'b', title: 'Two', date: '2026-03-03', link: 'https://x.example/' }],
    ],
  ] as [string, Said[], Said[]][])('are two where they are two: %s', (_, before, now) => {
    expect(count(before, now)).toBe(2)
    expect(count(before, now, now)).toBe(2)
  })

  it('keeps two of one title and time apart when the first is gone from the feed', () => {
    expect(count([one, { ...one, guid: 'c', enclosure: 'x' }], [{ ...one, guid: 'c', enclosure: 'x' }])).toBe(
      2,
    )
  })

  it.each([
    ['without guids, of one title, by date', [{ date: '2026-03-03' }, { date: '2026-03-10' }], 2],
    [
      'without guids, by enclosure',
      [{ enclosure: 'https://x.example/1' }, { enclosure: 'https://x.example/2' }],
      2,
    ],
    [
      'of one guid for all',
      [
        { ...one, guid: 'show' },
        { ...two, guid: 'show' },
      ],
      2,
    ],
    [
      'of one guid for all, without enclosures',
      [
        { guid: 'show', title: 'One' },
        { guid: 'show', title: 'Two' },
      ],
      2,
    ],
    ['listed twice', [one, one], 1],
    ['listed twice without a guid', [{ date: '2026-03-03' }, { date: '2026-03-03' }], 1],
    ['listed twice, changed between', [one, { ...one, title: 'One, mended' }], 1],
    ['listed with a second file', [one, { ...one, enclosure: 'https://old.example/1.m4a' }], 1],
    ['that say nothing', [{ title: null }], 0],
  ] as [string, Said[], number][])('are told apart %s', (_, feed, right) => {
    expect(count(feed)).toBe(right)
    expect(count(feed, feed)).toBe(right)
  })

  it('stay when a guid turns out to be that of several', () => {
    expect(
      count(
        [{ ...one, guid: 'show' }],
        [
          { ...one, guid: 'show' },
          { ...two, guid: 'show' },
        ],
      ),
    ).toBe(2)
  })

  it('stay when an item without guid has another title, date or file, but not all', () => {
    const said = { title: 'One', date: '2026-03-03T09:15:00Z', enclosure: 'https://old.example/1.mp3' }
    for (const more of [
      { title: '1' },
      { date: '2026-03-04T09:15:00Z' },
      { enclosure: 'https://new.example/1.mp3' },
    ])
      expect(count([said, two], [{ ...said, ...more }, two])).toBe(2)
  })

  it('take up what payments named by a new guid before the move was seen', () => {
    const { known } = look(EMPTY, [one])
    const boosted: Known = {
      ...known,
      episodes: [
        ...known.episodes,
        {
          id: 'boosted',
          title: 'One',
          published_at: null,
          provisional: true,
          created_at: new Date('2026-06-01'),
        },
      ],
      names: [...known.names, { kind: 'guid', value: 'new a', episode_id: 'boosted' }],
    }
    expect(look(boosted, [moved(one)]).matches.map(({ episodes }) => episodes)).toEqual([
      ['boosted', 'a, One of 2026-03-03T09:15:00.000Z'],
    ])
  })

  it('take up what payments named by the number that a guid was taken for, and no other', () => {
    const boosted: Known = {
      ...EMPTY,
      episodes: [
        {
          id: 'boosted',
          title: 'X',
          published_at: null,
          provisional: true,
          created_at: new Date('2026-06-01'),
        },
      ],
      names: [
        { kind: 'guid', value: '123', episode_id: 'boosted' },
        { kind: 'title', value: 'X', episode_id: 'boosted' },
      ],
    }
    const found = (...feed: Said[]) =>
      look(boosted, feed).matches.flatMap(({ item: { guid }, episodes }) => (episodes.length > 0 ? guid : []))
    expect(found({ guid: '00123', title: 'X' })).toEqual(['00123'])
    expect(found({ guid: '00123', title: 'Another' })).toEqual(['00123'])
    expect(found({ guid: '00123', title: 'X' }, { guid: '123', title: 'X' })).toEqual(['123'])
    expect(found({ guid: '00123', title: 'One' }, { guid: '0123', title: 'Two' })).toEqual([])
  })

  it('mend a move that was taken for new episodes before items were looked for', () => {
    const unlooked = ({ episodes, names, items }: Known): Known => ({
      episodes,
      names,
      items: items.map((row) => ({ ...row, in_feed: null })),
    })
    const old = look(EMPTY, [one, two], '2026-04-01').known
    const late = look(EMPTY, [moved(one), moved(two)], '2026-08-01').known
    const both = unlooked({
      episodes: [...old.episodes, ...late.episodes],
      names: [...late.names.filter(({ kind }) => kind === 'guid'), ...old.names],
      items: [...old.items, ...late.items],
    })
    expect(look(both, [moved(one), moved(two)]).known.episodes).toHaveLength(2)
    const atOnce = {
      ...both,
      episodes: both.episodes.map((each) => ({ ...each, created_at: new Date('2026-04-01') })),
    }
    expect(look(atOnce, [moved(one), moved(two)]).known.episodes).toHaveLength(4)
  })
})

/** Feeds in which guids, titles, dates and files come again, or are not there. */
const few = <Value>(...values: Value[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
const anyItem: fc.Arbitrary<Said> = fc.record(
  {
    guid: few('a', 'b', '07', '7'),
    title: few('One', 'Two', 'Three'),
    date: few('2026-03-03', '2026-03-03T09:15:00Z', '2026-03-03T10:15:00Z', '2026-03-10T09:15:00Z'),
    enclosure: few('https://x.example/1', 'https://x.example/2'),
    link: few('https://x.example/', 'https://x.example/2'),
  },
  { noNullPrototype: true },
) as fc.Arbitrary<Said>
const anyFeed = fc.array(anyItem, { maxLength: 8 })
const shuffled = <Value>(values: readonly Value[]) =>
  fc.shuffledSubarray([...values], { minLength: values.length })

/** Which items are which episode, whatever that is called. */
const asTold = (matches: readonly Match[]) =>
  matches.map(({ item: { key }, episodes }) => [key, [...episodes].sort()]).sort()

describe('any feed', () => {
  it('looked at twice is the same as once', () => {
    fc.assert(
      fc.property(anyFeed, anyFeed, (before, now) => {
        const first = look(look(EMPTY, before).known, now)
        const again = look(first.known, now)
        expect(again.known.episodes.map(({ id }) => id).sort()).toEqual(
          first.known.episodes.map(({ id }) => id).sort(),
        )
        expect(again.matches.every(({ episodes }) => episodes.length === 1)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('in any order is the same', () => {
    const orders = fc
      .tuple(anyFeed, anyFeed)
      .chain(([before, now]) =>
        fc.tuple(fc.constant([before, now] as const), shuffled(before), shuffled(now)),
      )
    fc.assert(
      fc.property(orders, ([[before, now], otherBefore, otherNow]) => {
        const [known, other] = [look(EMPTY, before).known, look(EMPTY, otherBefore).known]
        expect(asTold(look(other, otherNow).matches)).toEqual(asTold(look(known, now).matches))
        const turned = {
          episodes: known.episodes.toReversed(),
          names: known.names.toReversed(),
          items: known.items.toReversed(),
        }
        expect(asTold(look(turned, now).matches)).toEqual(asTold(look(known, now).matches))
      }),
      { numRuns: 500 },
    )
  })

  it('of items that differ in guid, title and date has an episode for each, and keeps them through a move', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 30 })
    const feeds = ids.chain((all) =>
      shuffled(all).map((order) => {
        const said = (id: number): Said => ({
          guid: `old ${id}`,
          title: `Episode ${id}`,
          date: new Date(1.6e12 + id * 36e5).toISOString(),
        })
        return [all.map(said), order.map((id) => ({ ...said(id), guid: `new ${id}` }))] as const
      }),
    )
    fc.assert(
      fc.property(feeds, ([before, now]) => {
        expect(count([...before])).toBe(before.length)
        expect(count([...before], [...now])).toBe(before.length)
      }),
    )
  })

  it('never makes one episode of two items that it has at once', () => {
    fc.assert(
      fc.property(anyFeed, anyFeed, (before, now) => {
        const known = look(EMPTY, before).known
        const { matches } = look(known, now)
        const ids = matches.flatMap(({ episodes }) => episodes)
        expect(new Set(ids).size).toBe(ids.length)
      }),
      { numRuns: 500 },
    )
  })
})

describe('items', () => {
  it('have each a key of their own', () => {
    fc.assert(
      fc.property(anyFeed, (feed) => {
        const { items } = identifyItems(feed.map(item))
        const keys = items.map(({ key }: FeedItem) => key)
        expect(new Set(keys).size).toBe(keys.length)
      }),
    )
  })
})
