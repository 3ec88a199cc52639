import { type Kysely, type RawBuilder, sql } from 'kysely'
import { AppError } from '#api/errors.ts'
import type { Route, Thing } from '#api/http/route.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'
import { isOfNoOtherShow } from '#db/view/rows-of-shows.ts'

/** Whether a route is of the whole installation, so that nobody may ask for it whose role is for some shows. */
export function isWhole({ method, path, within }: Pick<Route, 'method' | 'path' | 'within'>): boolean {
  return within === 'whole' || (within === undefined && method !== 'get' && !OWN_ACCOUNT.test(path))
}

/** What people do about their own account, e.g. signing out, is of no show. */
const OWN_ACCOUNT = /^\/api\/v1\/auth(\/|$)/

/** The slugs of the shows that a row of `users`, `invites` or `api_keys` is for. */
export const showSlugs = sql<string[] | null>`
  case when show_ids is not null then array(select slug from shows where id = any(show_ids) order by slug) end`.as(
  'shows',
)

/** The ids of shows. @throws AppError unprocessable where there is none of a slug */
export async function findShowIds(db: Kysely<DB>, slugs: readonly string[] | null): Promise<number[] | null> {
  if (slugs === null) return null
  const rows = await db.selectFrom('shows').select(['id', 'slug']).where('slug', 'in', slugs).execute()
  const missing = slugs.find((slug) => !rows.some((row) => row.slug === slug))
  if (missing !== undefined) throw new AppError('unprocessable', `There is no show ${missing}.`)
  return rows.map(({ id }) => id).sort((a, b) => a - b)
}

/** The slugs of shows. */
export async function findSlugs(db: Kysely<DB>, ids: readonly number[] | null): Promise<string[] | null> {
  if (ids === null) return null
  const rows = await db
    .selectFrom('shows')
    .select('slug')
    .where('id', '=', anyOf(ids))
    .orderBy('slug')
    .execute()
  return rows.map(({ slug }) => slug)
}

/** The titles of shows. */
export async function showTitles(db: Kysely<DB>, ids: readonly number[]): Promise<string[]> {
  const rows = await db
    .selectFrom('shows')
    .select('title')
    .where('id', '=', anyOf(ids))
    .orderBy('title')
    .execute()
  return rows.map(({ title }) => title)
}

type Sight = {
  /** All of it. */
  db: Kysely<DB>
  /** What is of these shows. */
  view: Kysely<DB>
  shows: readonly number[]
}

/**
 * Refuses a change that touches what is not of some shows, in the words for what is not there.
 * @throws AppError not-found; not-allowed where it is of other shows too, as one knows
 */
export async function refuseOutside(
  sight: Sight,
  touched: readonly { thing: Thing; named: unknown }[],
): Promise<void> {
  for (const { thing, named } of touched) {
    const each = eachOf(thing, named)
    if (each.length === 0) continue
    if (thing === 'matter of all') throw ofAll()
    if (!(await areSeen(sight.view, thing, each)))
      throw new AppError('not-found', `There is no such ${wordOf(thing)} among your shows.`)
    for (const one of thing === 'own supporter' ? each : [])
      if (!(await isOwn(sight, one)))
        throw new AppError(
          'not-allowed',
          'They support other shows too. Ask somebody whose role is for all shows.',
        )
  }
}

/** What a request for all shows, or for the installation, is answered that comes with a role for some. */
export function ofAll(): AppError {
  return new AppError(
    'not-allowed',
    'This is of the whole Readout, and your role is for some of its shows. Ask an owner.',
  )
}

/** What a field names: what is left out names nothing, but where a show has to be given. */
function eachOf(thing: Thing, named: unknown): readonly unknown[] {
  if (named === undefined) return thing === 'given show' ? [null] : []
  if (thing === 'matter of all') return named === false ? [] : [named]
  if (thing === 'wallets') return Object.keys(Object(named))
  return Array.isArray(named) ? named : [named]
}

function wordOf(thing: Thing): string {
  return thing.replace(/^(own|given) |s$/g, '')
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Whether all of these are seen, in one statement however many they are. What cannot be a name or an id is for the route's schema to
 * refuse; that something is of no show only who has a role for all may say.
 */
async function areSeen(view: Kysely<DB>, thing: Thing, each: readonly unknown[]): Promise<boolean> {
  const isShow = thing === 'show' || thing === 'given show'
  if (isShow && each.includes(null)) return false
  const isById = !isShow && thing !== 'wallets'
  const given = each.filter(
    (one): one is string => typeof one === 'string' && !one.includes('\0') && (!isById || ID.test(one)),
  )
  if (given.length === 0) return true
  const isMissing = await exists(
    view,
    sql`select from unnest(${given}::${sql.raw(isById ? 'uuid' : 'text')}[]) as given (named)
      where not exists (${findingOf(thing)})`,
  )
  return !isMissing
}

/** What finds a `given.named`. */
function findingOf(thing: Thing): RawBuilder<unknown> {
  switch (thing) {
    case 'show':
    case 'given show':
      return sql`select from shows where slug = given.named
        union all select from show_aliases where slug = given.named`
    case 'wallets':
      return sql`select from wallets where name = given.named`
    case 'segment':
      return sql`select from segments where id = given.named`
    case 'month':
      return sql`select from closed_months where id = given.named`
    default: {
      const kind = wordOf(thing)
      return sql`select from ${sql.table(`${kind}s`)} where id = given.named
        union all select from ${sql.table(`${kind}_aliases`)} where id = given.named`
    }
  }
}

/** Whether a supporter is of no other show. */
async function isOwn({ db, shows }: Sight, named: unknown): Promise<boolean> {
  const id = String(named)
  if (!ID.test(id)) return true
  return exists(
    db,
    sql`select from supporters where ${sql.raw(isOfNoOtherShow('supporters.id', shows))} and id in (
      ${id}::uuid, (select supporter_id from supporter_aliases where id = ${id}::uuid))`,
  )
}

async function exists(db: Kysely<DB>, query: RawBuilder<unknown>): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (${query}) as found`.execute(db)
  return rows[0]?.found ?? false
}

/** Who has a role for a show, or a key for it, has it for the one that it is merged into; in order, as `findShowIds` gives them. */
export async function followMerge(trx: Kysely<DB>, gone: number, survivor: number): Promise<void> {
  for (const table of ['users', 'invites', 'api_keys'] as const)
    await sql`
      update ${sql.table(table)}
      set show_ids = array(select distinct unnest(array_replace(show_ids, ${gone}, ${survivor})) order by 1)
      where ${gone} = any(show_ids)`.execute(trx)
}
