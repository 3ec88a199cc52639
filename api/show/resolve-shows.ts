import { sql, type Transaction } from 'kysely'
import { comparableTitle, comparableUrl } from '#api/metadata/comparable.ts'
import type { ShowNames } from '#api/metadata/reading.ts'
import { slugOf } from '#api/show/slug.ts'
import { indexable } from '#db/query/index-key.ts'
import { lockKeys } from '#db/query/locks.ts'
import type { DB } from '#db/schema/index.ts'
import type { ShowStatus } from '#db/schema/show.ts'

const KINDS = ['guid', 'feed_id', 'feed_url', 'title'] as const
type Kind = (typeof KINDS)[number]
type Name = { kind: Kind; value: string }

/** A show, and what it is called. */
export type KnownShow = {
  id: number
  status: ShowStatus
  read_sats: number
  title: string | undefined
  guids: ReadonlySet<string>
  titles: ReadonlySet<string>
}

export type ResolvedShow = KnownShow & {
  /** A sentence where the ids disagree, for *needs a look*. */
  disagreement: string | null
}

/**
 * Finds the show that metadata names: by podcast guid, else Podcast Index feed id, else feed URL, else exact title; makes a
 * provisional one where there is none, and learns ids that a known show lacked.
 * @param found what `showsNamed` finds for them, where that was asked already
 * @param unlearned by `showKey`, names from which a known show learns nothing
 * @returns by `showKey`, the show, or nothing where the metadata names none
 */
export async function resolveShows(
  trx: Transaction<DB>,
  wanted: readonly ShowNames[],
  found?: readonly ShowRow[],
  unlearned: ReadonlySet<string> = new Set(),
): Promise<Map<string, ResolvedShow>> {
  const distinct = new Map(wanted.map((names) => [showKey(names), namesOf(names)]))
  const sets = [...distinct.values()].filter((names) => names.length > 0)
  let known = asKnown(found ?? (await showsNamed(trx, wanted).execute()))
  const incomplete = sets.filter((names) => names.some((name) => !known.byName.has(nameId(name))))
  if (incomplete.length > 0) {
    // The slugs too that may have to be chosen, so that all locks are taken at once.
    const slugs = incomplete.map((names) => `slug:${slugOf(titleOf(names))}`)
    await lockKeys(trx, 'shows', [...incomplete.flat().map(nameId), ...slugs])
    known = asKnown(await showsNamed(trx, wanted).execute())
  }
  const resolved = new Map<string, ResolvedShow>()
  for (const [key, names] of distinct)
    if (names.length > 0) resolved.set(key, await resolveShow(trx, known, names, !unlearned.has(key)))
  return resolved
}

/**
 * The show that names name among those that are known.
 * @param found what `showsNamed` finds for the names
 */
export function findAmong(found: readonly ShowRow[]): (names: ShowNames) => KnownShow | undefined {
  const known = asKnown(found)
  return (names) => {
    const best = hitsOf(known, namesOf(names))[0]
    return best && asShow(best.show)
  }
}

/** What tells one set of names from another. */
export function showKey(names: ShowNames): string {
  return namesOf(names).map(nameId).join('\n')
}

type Known = {
  byName: Map<string, number>
  shows: Map<number, Named>
}
type Named = { id: number; status: ShowStatus; read_sats: number; names: Map<Kind, Set<string>> }

async function resolveShow(
  trx: Transaction<DB>,
  known: Known,
  names: Name[],
  learns: boolean,
): Promise<ResolvedShow> {
  const ids = names.filter((name) => name.kind !== 'title')
  const hits = hitsOf(known, names)
  const best = hits[0]
  if (!best) return { ...asShow(await createShow(trx, known, names)), disagreement: null }
  const other = hits.find(({ name, show }) => name.kind !== 'title' && show.id !== best.show.id)
  const disagreement = other
    ? `its ${spoken(best.name)} and its ${spoken(other.name)} name different shows`
    : contradicts(best.show.names, ids)
      ? `its ids disagree with those of the show that its ${spoken(best.name)} names`
      : null
  if (!disagreement && learns) await learnNames(trx, known, best.show.id, names)
  return { ...asShow(best.show), disagreement }
}

/** What these names name, the best first. */
function hitsOf(known: Known, names: readonly Name[]): { name: Name; show: Named }[] {
  const ids = names.filter((name) => name.kind !== 'title')
  return names.flatMap((name) => {
    const show = known.shows.get(known.byName.get(nameId(name)) ?? 0)
    return show && (name.kind !== 'title' || !contradicts(show.names, ids)) ? [{ name, show }] : []
  })
}

function asShow({ id, status, read_sats, names }: Named): KnownShow {
  const titles = names.get('title') ?? new Set()
  return { id, status, read_sats, title: [...titles][0], guids: names.get('guid') ?? new Set(), titles }
}

/** A guid or feed id that is none of the show's, though it has one; a show's URL may change. */
function contradicts(own: Map<Kind, Set<string>>, ids: Name[]): boolean {
  return ids.some(({ kind, value }) => {
    const known = own.get(kind)
    return kind !== 'feed_url' && known !== undefined && !known.has(value)
  })
}

function titleOf(names: Name[]): string {
  return names.find((name) => name.kind === 'title')?.value ?? names[0]?.value ?? 'Unnamed show'
}

async function createShow(trx: Transaction<DB>, known: Known, names: Name[]): Promise<Named> {
  const title = titleOf(names)
  const base = slugOf(title)
  const taken = await trx
    .selectFrom('shows')
    .select('slug')
    .where('slug', 'like', `${base}%`)
    .union(trx.selectFrom('show_aliases').select('slug').where('slug', 'like', `${base}%`))
    .execute()
  const show = await trx
    .insertInto('shows')
    .values({ title, slug: slugOf(title, new Set(taken.map((row) => row.slug))) })
    .returning(['id', 'status', 'read_sats'])
    .executeTakeFirstOrThrow()
  const named: Named = { ...show, names: new Map() }
  known.shows.set(show.id, named)
  await learnNames(trx, known, show.id, names)
  return named
}

async function learnNames(trx: Transaction<DB>, known: Known, showId: number, names: Name[]): Promise<void> {
  const newNames = names.filter((name) => !known.byName.has(nameId(name)))
  if (newNames.length === 0) return
  await trx
    .insertInto('show_names')
    .values(newNames.map((name) => ({ ...name, show_id: showId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  for (const name of newNames) {
    known.byName.set(nameId(name), showId)
    const own = known.shows.get(showId)?.names
    if (own) noteName(own, name)
  }
}

type ShowRow = Awaited<ReturnType<ReturnType<typeof showsNamed>['execute']>>[number]

/** The query for the shows that any of these names name, each with all that it is called. */
export function showsNamed(trx: Transaction<DB>, wanted: readonly ShowNames[]) {
  return trx
    .selectFrom(sql<{ value: string }>`unnest(${valuesOf(wanted)}::text[])`.as<'wanted'>(sql`wanted(value)`))
    .innerJoin('show_names as hit', 'hit.value', 'wanted.value')
    .innerJoin('shows', 'shows.id', 'hit.show_id')
    .innerJoin('show_names as own', 'own.show_id', 'hit.show_id')
    .select([
      'hit.kind',
      'hit.value',
      'shows.id',
      'shows.status',
      'shows.read_sats',
      'own.kind as own_kind',
      'own.value as own_value',
    ])
    .orderBy('own.value')
}

/** All that these names say, of whichever kind. */
export function valuesOf(wanted: readonly ShowNames[]): string[] {
  return [...new Set(wanted.flatMap(namesOf).map((name) => name.value))]
}

function asKnown(rows: readonly ShowRow[]): Known {
  const known: Known = { byName: new Map(), shows: new Map() }
  for (const row of rows) {
    known.byName.set(nameId(row), row.id)
    let show = known.shows.get(row.id)
    if (!show) {
      show = { id: row.id, status: row.status, read_sats: row.read_sats, names: new Map() }
      known.shows.set(row.id, show)
    }
    noteName(show.names, { kind: row.own_kind, value: row.own_value })
  }
  return known
}

function noteName(own: Map<Kind, Set<string>>, { kind, value }: Name): void {
  own.set(kind, (own.get(kind) ?? new Set()).add(value))
}

function namesOf(names: ShowNames): Name[] {
  const values: Record<Kind, string | undefined> = {
    guid: names.guid?.toLowerCase(),
    feed_id: names.feed_id === undefined ? undefined : String(names.feed_id),
    feed_url: names.feed_url === undefined ? undefined : comparableUrl(names.feed_url),
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

function spoken(name: Name): string {
  return { guid: 'podcast guid', feed_id: 'feed id', feed_url: 'feed address', title: 'title' }[name.kind]
}
