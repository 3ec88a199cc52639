import { sql } from 'kysely'
import type { Context } from '#api/context.ts'
import type { Entry } from '#api/intake/report.ts'
import { PlainError } from '#api/lib/errors.ts'
import { close458, setOpenSegment } from '#seeds/air-458.ts'
import { make458, SINCE } from '#seeds/make-458.ts'
import { makeEpisodeEntries } from '#seeds/make-many.ts'
import { makeOddities } from '#seeds/make-oddities.ts'
import { prepareShow } from '#seeds/prepare-show.ts'
import { seedPrices } from '#seeds/prices.ts'
import { createRandom } from '#seeds/random.ts'
import { HOST_WALLET, NODE, OTHER_SHOW, SHOW, WALLETS } from '#seeds/wallets.ts'
import { EPISODE_458, makeEpisodes } from '#seeds/words/episodes.ts'
import { HOST, NOTES } from '#seeds/words/people.ts'

const EARLY = new Date('2023-01-01T00:00:00Z')

/**
 * Loads the demo show: the boosts of episode 458 as they were read, and a year and a half until now, all through the one way in.
 * The same day gives the same demo.
 * @throws PlainError where it is there already, or a show of yours has its name
 */
export async function loadDemo(ctx: Context): Promise<void> {
  const now = ctx.now()
  await refuseTwice(ctx)
  const random = createRandom('LINUX Unplugged')
  const showId = await prepareShow(ctx.db)
  const episodes = makeEpisodes(now)
  const early = episodes.filter(({ published_at }) => published_at < EARLY)
  const before = early.filter(({ number }) => number < EPISODE_458.number)
  await record(ctx, [
    ...before.flatMap((episode) => makeEpisodeEntries(episode, { boosts: 6, streams: 60 }, random, SINCE)),
    ...make458(random, now),
  ])
  await nameEpisodes(ctx, showId, episodes)
  await close458(ctx.db, showId)

  const late = episodes.filter(({ published_at }) => published_at >= EARLY)
  const after = early.filter(({ number }) => number > EPISODE_458.number)
  const newest = episodes.at(-1) ?? EPISODE_458
  await record(ctx, [
    ...after.flatMap((episode) => makeEpisodeEntries(episode, { boosts: 6, streams: 60 }, random, now)),
    ...late.flatMap((episode) => makeEpisodeEntries(episode, { boosts: 92, streams: 480 }, random, now)),
    ...makeOddities(newest, random, now),
  ])
  await nameEpisodes(ctx, showId, episodes)
  await setOpenSegment(ctx.db, showId, newest.published_at < now ? newest.published_at : now)
  await ctx.db.updateTable('shows').set({ demo: true }).where('title', '=', OTHER_SHOW).execute()
  await sayWhoIsWho(ctx, showId)
  await seedPrices(ctx.db, now)
}

/** Each source reports what it received, the two wallets side by side. */
async function record(ctx: Context, entries: readonly Entry[]): Promise<void> {
  for (const origin of WALLETS) {
    const reports = entries.filter((entry) => entry.origin === origin).map(({ report }) => report)
    const outcomes = await ctx.intake.record(origin, reports)
    const refused = outcomes.find((outcome) => outcome.status === 'rejected')
    if (refused?.status === 'rejected') throw new Error(`The demo is wrong: ${refused.error}`)
  }
}

async function refuseTwice({ db }: Context): Promise<void> {
  const names = [SHOW, OTHER_SHOW]
  const show = await db
    .selectFrom('shows')
    .select(['title', 'demo'])
    .where('title', 'in', names)
    .executeTakeFirst()
  const wallet = await db
    .selectFrom('wallets')
    .select('name')
    .where('name', 'in', [NODE.wallet, HOST_WALLET.wallet])
    .executeTakeFirst()
  if (show && !show.demo)
    throw new PlainError(
      `You have a show named ${show.title}; the demo would mix with it, so it is not loaded.`,
    )
  if (show || wallet) throw new PlainError('The demo is here already.')
}

/** As the feed would: the titles whole, and when each came out. */
async function nameEpisodes(
  { db }: Context,
  showId: number,
  episodes: readonly { guid: string; title: string; published_at: Date }[],
): Promise<void> {
  const rows = JSON.stringify(
    episodes.map(({ guid, title, published_at }) => ({ guid, title, published_at })),
  )
  await sql`
    update episodes e set title = n.title, published_at = n.published_at, provisional = false
      from jsonb_to_recordset(${rows}::jsonb) as n(guid text, title text, published_at timestamptz)
      join episode_names g on g.kind = 'guid' and g.value = n.guid
     where e.id = g.episode_id and e.show_id = ${showId}`.execute(db)
}

/** How to say names, what is known of people, and who is of the team. */
async function sayWhoIsWho({ db }: Context, showId: number): Promise<void> {
  for (const [name, words] of Object.entries(NOTES))
    await db.updateTable('supporters').set(words).where('name', '=', name).execute()
  await sql`
    insert into show_supporters (show_id, supporter_id, team)
    select ${showId}, id, true from supporters where name = ${HOST.names[0]}
    on conflict (show_id, supporter_id) do update set team = true`.execute(db)
}
