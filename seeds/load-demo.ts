import { sql } from 'kysely'
import type { Context } from '#api/context.ts'
import type { Entry } from '#api/intake/report.ts'
import { PlainError } from '#api/lib/errors.ts'
import { make458, SINCE } from '#seeds/make-458.ts'
import { makeEpisodeEntries, makeFirstBoosts } from '#seeds/make-many.ts'
import { makeOddities } from '#seeds/make-oddities.ts'
import { close458, playSegment } from '#seeds/play-segment.ts'
import { prepareShow } from '#seeds/prepare-show.ts'
import { seedPrices } from '#seeds/prices.ts'
import { createRandom } from '#seeds/random.ts'
import { HOST_WALLET, NODE, OTHER_SHOW, SHOW, WALLETS } from '#seeds/wallets.ts'
import { createWords } from '#seeds/words/deal-words.ts'
import { EPISODE_458, type Episode, makeEpisodes } from '#seeds/words/episodes.ts'
import { HOST, NOTES } from '#seeds/words/people.ts'

const EARLY = new Date('2023-01-01T00:00:00Z')
const HOUR_MS = 3600 * 1000
/** An episode is recorded some hours before it comes out, and from then on boosts are for the next one. */
const RECORDED_BEFORE_MS = 4 * HOUR_MS
/** A segment with less time than this behind it has little in it. */
const ENOUGH_MS = 36 * HOUR_MS
/** So many of the latest segments were read. */
const READ_SEGMENTS = 3

const SOME = { boosts: 6, streams: 60, wordy: 0.5 }
const MANY = { boosts: 34, streams: 480, wordy: 0.46 }
/** What hosts look at first has most of the words. */
const LATEST = { boosts: 36, streams: 480, wordy: 0.8 }

/**
 * Loads the demo show: the boosts of episode 458 as they were read, and a year and a half until now with its last segments, all
 * through the one way in. The same day gives the same demo.
 * @throws PlainError where it is there already, or a show of yours has its name
 */
export async function loadDemo(ctx: Context): Promise<void> {
  const now = ctx.now()
  await refuseTwice(ctx)
  const random = createRandom('LINUX Unplugged')
  const dealt = { random, words: createWords(random) }
  const showId = await prepareShow(ctx.db)
  const episodes = makeEpisodes(now)
  const early = episodes.filter(({ published_at }) => published_at < EARLY)
  const before = early.filter(({ number }) => number < EPISODE_458.number)
  await record(ctx, [
    ...before.flatMap((episode) => makeEpisodeEntries(episode, SOME, dealt, SINCE)),
    ...make458(random, now),
  ])
  await nameEpisodes(ctx, showId, episodes)
  await close458(ctx.db, showId)

  const late = episodes.filter(({ published_at }) => published_at >= EARLY).reverse()
  const after = early.filter(({ number }) => number > EPISODE_458.number)
  const newest = late[0] ?? EPISODE_458
  // The latest choose their words first.
  const entries = [
    ...late.flatMap((episode, index) => makeEpisodeEntries(episode, index < 2 ? LATEST : MANY, dealt, now)),
    ...after.flatMap((episode) => makeEpisodeEntries(episode, SOME, dealt, now)),
    ...makeFirstBoosts(newest, random, now),
    ...makeOddities(newest, random, now),
  ]
  await recordWithSegments(ctx, showId, entries, late)
  await nameEpisodes(ctx, showId, episodes)
  await ctx.db.updateTable('shows').set({ demo: true }).where('title', '=', OTHER_SHOW).execute()
  await sayWhoIsWho(ctx, showId)
  await seedPrices(ctx.db, now)
}

/**
 * Records in the order of time, and reads the latest segments on the way, so that what is open is what came since.
 * @param late the latest episode first
 */
async function recordWithSegments(
  ctx: Context,
  showId: number,
  entries: readonly Entry[],
  late: readonly Episode[],
): Promise<void> {
  const recordedAt = ({ published_at }: Episode) => new Date(published_at.getTime() - RECORDED_BEFORE_MS)
  const enough = ctx.now().getTime() - ENOUGH_MS
  const read = late.filter((episode) => recordedAt(episode).getTime() < enough).slice(0, READ_SEGMENTS)
  let from = new Date(0)
  for (const [index, episode] of [...read.entries()].reverse()) {
    const until = recordedAt(episode)
    await record(ctx, between(entries, from, until))
    await nameEpisodes(ctx, showId, late)
    const floor = recordedAt(late[late.indexOf(episode) + 1] ?? episode)
    await playSegment(ctx.db, showId, {
      floor,
      title: episode.title,
      readAt: until,
      held: index === 0 ? 1 : 0,
    })
    from = until
  }
  await record(ctx, between(entries, from, ctx.now()))
}

function between(entries: readonly Entry[], from: Date, until: Date): Entry[] {
  return entries.filter(({ report }) => report.settled_at >= from && report.settled_at < until)
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
