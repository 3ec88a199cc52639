import { randomUUIDv7 } from 'node:crypto'
import { type RawBuilder, sql, type Transaction } from 'kysely'
import { comparableTitle } from '#api/metadata/comparable.ts'
import type { EpisodeNames, ShowNames } from '#api/metadata/reading.ts'
import { asNumber, isNumber } from '#api/show/number-guid.ts'
import { valuesOf } from '#api/show/resolve-shows.ts'
import { anyOf } from '#db/query/any-of.ts'
import { indexable } from '#db/query/index-key.ts'
import { lockKeys } from '#db/query/locks.ts'
import type { DB } from '#db/schema/index.ts'

const KINDS = ['guid', 'item_id', 'title'] as const
type Kind = (typeof KINDS)[number]
type Name = { kind: Kind; value: string }

/** A title at least this long may be one that an app cut short. */
export const CUT_TITLE = 40

export type WantedEpisode = { show_id: number; names: EpisodeNames }

/**
 * Finds the episode that metadata names within its show: by guid, else item id (a Podcast Index id, or a guid), else title,
 * else a title cut short (a prefix of 40 characters or more of exactly one); else makes a provisional one. What was found
 * is stored, so that it stays.
 * @param found what `episodesNamed` finds for them, where that was asked already
 * @returns episode ids by `episodeKey`; nothing where no episode is named, or by a name that several have
 */
export async function resolveEpisodes(
  trx: Transaction<DB>,
  wanted: readonly WantedEpisode[],
  found?: readonly NameRow[],
): Promise<Map<string, string>> {
  const distinct = new Map(
    wanted.map(({ show_id, names }) => [episodeKey(show_id, names), { show_id, names: namesOf(names) }]),
  )
  const resolved = new Map<string, string>()
  let pending = [...distinct].filter(([, { names }]) => names.length > 0)
  if (pending.length === 0) return resolved
  const all = pending.map(([, episode]) => episode)
  const known = groupByShow(found ?? (await loadNames(trx, all)))
  pending = pending.filter(([key, { show_id, names }]) => {
    const ids = names.map((name) => known.get(show_id)?.byName.get(nameId(name))).filter((id) => id !== null)
    const first = ids[0]
    const settled = first !== undefined && ids.every((id) => id !== undefined)
    if (settled) resolved.set(key, first)
    return !settled
  })
  if (pending.length === 0) return resolved

  // Something is to be written, and a cut title may meet any other of its show.
  const shows = [...new Set(pending.map(([, { show_id }]) => show_id))]
  await lockKeys(trx, 'episodes', shows.map(String))
  const locked = await loadShowNames(trx, shows)
  for (const [key, { show_id, names }] of pending) {
    const own = locked.get(show_id) ?? { byName: new Map(), byEpisode: new Map() }
    locked.set(show_id, own)
    const telling = names.filter((name) => own.byName.get(nameId(name)) !== null)
    if (telling.length > 0) resolved.set(key, await resolveEpisode(trx, show_id, own, telling))
  }
  return resolved
}

/** What tells one naming of an episode from another. */
export function episodeKey(showId: number, names: EpisodeNames): string {
  return [showId, ...namesOf(names).map(nameId)].join('\n')
}

/** What the episodes of one show are called; a name of several is none's: null. */
export type Own = { byName: Map<string, string | null>; byEpisode: Map<string, Name[]> }

async function resolveEpisode(
  trx: Transaction<DB>,
  showId: number,
  own: Own,
  names: Name[],
): Promise<string> {
  const id = findEpisode(own, names) ?? (await createEpisode(trx, showId, names))
  await learnEpisode(trx, showId, own, id, names)
  return id
}

/** The episode that these names name, if there is one. */
export function findEpisode(own: Own, names: Name[]): string | undefined {
  return findByNames(own, names) ?? findByCutTitle(own, names)
}

function findByNames(own: Own, names: Name[]): string | undefined {
  for (const name of names) {
    const id =
      own.byName.get(nameId(name)) ??
      (name.kind === 'item_id' ? own.byName.get(`guid:${name.value}`) : undefined) ??
      (name.kind === 'title' ? undefined : findByNumber(own, name.value))
    if (id != null && (name.kind !== 'title' || agrees(own, id, names))) return id
  }
  return undefined
}

/** The one episode whose guid an app took for this number. */
function findByNumber(own: Own, value: string): string | undefined {
  if (!isNumber(value)) return undefined
  const hits = [...own.byEpisode].filter(([, names]) => names.some((name) => isTakenFor(name, value)))
  return hits.length === 1 ? hits[0]?.[0] : undefined
}

function isTakenFor({ kind, value }: Name, number: string): boolean {
  return kind === 'guid' && asNumber(value) === number
}

/** The one episode whose title begins with this cut one, or that was only known by a title cut shorter. */
function findByCutTitle(own: Own, names: Name[]): string | undefined {
  const title = names.find((name) => name.kind === 'title')?.value
  if (!title) return undefined
  const hits = new Set<string>()
  for (const [id, episodeNames] of own.byEpisode) {
    const titles = episodeNames.flatMap(({ kind, value }) => (kind === 'title' ? value : []))
    const met =
      (title.length >= CUT_TITLE && titles.some((other) => other.startsWith(title))) ||
      (titles.length > 0 && titles.every((other) => other.length >= CUT_TITLE && title.startsWith(other)))
    if (met && agrees(own, id, names)) hits.add(id)
  }
  return hits.size === 1 ? [...hits][0] : undefined
}

/** Whether no guid or item id of the episode is another than the one wanted: episodes may share a title. */
function agrees(own: Own, id: string, names: Name[]): boolean {
  const known = own.byEpisode.get(id) ?? []
  return names.every(({ kind, value }) => {
    const same = known.filter((name) => name.kind === kind)
    return kind === 'title' || same.length === 0 || same.some((name) => name.value === value)
  })
}

async function createEpisode(trx: Transaction<DB>, showId: number, names: Name[]): Promise<string> {
  const id = randomUUIDv7()
  const title = names.find((name) => name.kind === 'title')?.value ?? null
  await trx.insertInto('episodes').values({ id, show_id: showId, title, published_at: null }).execute()
  return id
}

/** Stores those names of an episode that are new in its show. */
export async function learnEpisode(
  trx: Transaction<DB>,
  showId: number,
  own: Own,
  id: string,
  names: Name[],
): Promise<void> {
  const known = own.byEpisode.get(id) ?? []
  // A number that stands for a guid may be another's guid.
  const isGuess = ({ kind, value }: Name) => kind === 'guid' && known.some((name) => isTakenFor(name, value))
  const newNames = names.filter((name) => !own.byName.has(nameId(name)) && !isGuess(name))
  own.byEpisode.set(id, [...known, ...newNames])
  for (const name of newNames) own.byName.set(nameId(name), id)
  if (newNames.length === 0) return
  await trx
    .insertInto('episode_names')
    .values(newNames.map((name) => ({ ...name, show_id: showId, episode_id: id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const title = newNames.find((name) => name.kind === 'title')?.value
  if (title && known.some((name) => name.kind === 'title' && title.startsWith(name.value)))
    await lengthenTitle(trx, id, title)
}

/** A provisional episode takes the longest spelling of a title that was cut. */
async function lengthenTitle(trx: Transaction<DB>, id: string, title: string): Promise<void> {
  await trx
    .updateTable('episodes')
    .set({ title })
    .where('id', '=', id)
    .where('provisional', '=', true)
    .where((where) => where(where.fn('length', ['title']), '<', title.length))
    .execute()
}

type NameRow = Name & { show_id: number; episode_id: string | null }

/** The query for what these names name, each in the shows that are named beside it, of which resolving needs no more than that. */
export function episodesNamed(
  named: readonly { show: ShowNames; episode: EpisodeNames }[],
): RawBuilder<NameRow & { duration_s: number | null }> {
  const pairs = new Map<string, readonly [show: string, episode: string]>()
  for (const { show, episode } of named)
    for (const name of valuesOf([show]))
      for (const { value } of namesOf(episode)) pairs.set(`${name}\n${value}`, [name, value])
  const [shows, episodes] = [
    [...pairs.values()].map(([show]) => show),
    [...pairs.values()].map(([, episode]) => episode),
  ]
  return sql`
    select distinct own.show_id, own.episode_id, own.kind, own.value, episodes.duration_s
    from unnest(${shows}::text[], ${episodes}::text[]) as named(show, episode)
    join show_names on show_names.value = named.show
    join episode_names own on own.show_id = show_names.show_id and own.value = named.episode
    left join episodes on episodes.id = own.episode_id`
}

async function loadNames(
  trx: Transaction<DB>,
  wanted: { show_id: number; names: Name[] }[],
): Promise<NameRow[]> {
  return await trx
    .selectFrom('episode_names')
    .selectAll()
    .where('show_id', '=', anyOf(new Set(wanted.map(({ show_id }) => show_id))))
    .where('value', '=', anyOf(new Set(wanted.flatMap(({ names }) => names.map((name) => name.value)))))
    .execute()
}

/** How long these episodes are, as far as their feed says it. */
export async function loadLengths(
  trx: Transaction<DB>,
  ids: readonly string[],
): Promise<{ id: string; duration_s: number | null }[]> {
  if (ids.length === 0) return []
  return await trx.selectFrom('episodes').select(['id', 'duration_s']).where('id', '=', anyOf(ids)).execute()
}

/** Loads all names of the episodes of these shows. */
export async function loadShowNames(trx: Transaction<DB>, showIds: number[]) {
  const rows = await trx
    .selectFrom('episode_names')
    .selectAll()
    .where('show_id', '=', anyOf(showIds))
    .execute()
  return groupByShow(rows)
}

function groupByShow(rows: readonly NameRow[]): Map<number, Own> {
  const shows = new Map<number, Own>()
  for (const { show_id, episode_id, kind, value } of rows) {
    let own = shows.get(show_id)
    if (!own) {
      own = { byName: new Map(), byEpisode: new Map() }
      shows.set(show_id, own)
    }
    own.byName.set(nameId({ kind, value }), episode_id)
    if (episode_id === null) continue
    const names = own.byEpisode.get(episode_id)
    if (names) names.push({ kind, value })
    else own.byEpisode.set(episode_id, [{ kind, value }])
  }
  return shows
}

function namesOf(names: EpisodeNames): Name[] {
  const values: Record<Kind, string | undefined> = {
    guid: names.guid,
    item_id: names.item_id === undefined ? undefined : String(names.item_id),
    title: names.title === undefined ? undefined : comparableTitle(names.title),
  }
  return KINDS.flatMap((kind) => {
    const value = values[kind]
    return value ? [{ kind, value: indexable(value) }] : []
  })
}

function nameId(name: Name): string {
  return `${name.kind}:${name.value}`
}
