import type { Context } from '#api/context.ts'
import type { PublicShow, PublicSum } from '#api/contract/public.ts'
import { dayIn } from '#api/lib/day.ts'
import { findPublicShow, type PublicShowRow } from '#api/public/read/find-public-show.ts'
import { listMessages } from '#api/public/read/list-messages.ts'
import type { Privacy } from '#api/public/read/privacy.ts'
import { readPublicGoals } from '#api/public/read/read-goals.ts'
import { readSplits } from '#api/public/read/read-splits.ts'
import { readWays } from '#api/public/read/read-ways.ts'
import {
  rankSupporters,
  sumAll,
  sumApps,
  sumDays,
  sumEpisode,
  sumEpisodes,
  sumMonths,
} from '#api/public/read/sum-shows.ts'
import { bringUpToDate } from '#api/totals/maintain/bring-up-to-date.ts'

const EPISODES = 24
const MONTHS = 24
const RANKS = 10
const MESSAGES = 12

type Needed = Pick<Context, 'db' | 'now'>

/**
 * What a show publishes, of one moment.
 * @throws AppError not-found where it is not there or not public
 */
export async function readPublicShow({ db, now }: Needed, slug: string): Promise<PublicShow> {
  const { show, privacy } = await findPublicShow(db, slug)
  await bringUpToDate(db, show.id)
  const at = now()
  const today = dayIn(at, show.time_zone)
  const month = today.slice(0, 7)
  const year = today.slice(0, 4)
  const thisMonth = { from: `${month}-01`, to: null }
  const { fiat, free, ...all } = await sumAll(db, show.id, privacy)
  const episodes = await sumEpisodes(db, show.id, EPISODES, privacy)
  const apps = await sumApps(db, show.id, RANKS, privacy)
  return {
    slug: show.slug,
    title: show.title,
    description: privacy.settings.description,
    language: privacy.settings.language,
    listed: privacy.settings.listed,
    names: privacy.settings.names,
    as_of: at.toISOString(),
    time_zone: show.time_zone,
    demo: show.demo,
    goals: await readPublicGoals(db, show, privacy, at),
    all_time: published(all),
    this_year: {
      year: Number(year),
      ...published(await sumDays(db, show.id, { from: `${year}-01-01`, to: null }, privacy)),
    },
    this_month: {
      month,
      ...published(await sumDays(db, show.id, thisMonth, privacy)),
      before: published(await sumDays(db, show.id, monthBefore(today), privacy)),
    },
    latest_episode: await readLatest(db, show, episodes.at(-1), privacy),
    episodes,
    months: await sumMonths(db, show.id, MONTHS, privacy),
    supporters: {
      this_month: await rankSupporters(db, show.id, thisMonth, RANKS, privacy),
      all_time: await rankSupporters(db, show.id, 'all_time', RANKS, privacy),
    },
    messages: await listMessages(db, privacy, { showId: show.id, limit: MESSAGES }),
    messages_when: privacy.settings.messages,
    apps,
    fiat: privacy.settings.fiat && privacy.settings.amounts !== 'none' ? fiat : [],
    free_boosts: free,
    lightning_address: show.lightning_address,
    ...(await readWays(
      db,
      show,
      apps.map(({ app }) => app),
    )),
    splits: privacy.settings.splits ? await readSplits(db, show.id) : [],
  }
}

async function readLatest(
  db: Needed['db'],
  show: PublicShowRow,
  episode: PublicShow['episodes'][number] | undefined,
  privacy: Privacy,
): Promise<PublicShow['latest_episode']> {
  if (!episode) return null
  const { supporters, listeners } = await sumEpisode(db, show.id, episode.id, privacy)
  return { ...episode, supporters, listeners }
}

/** The days of the month before up to the same one; a shorter month is over by then. @param today `YYYY-MM-DD` */
function monthBefore(today: string): { from: string; to: string } {
  const [year = 0, month = 0, day = 0] = today.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1, 0))
  const end = new Date(Date.UTC(year, month - 2, Math.min(day, last.getUTCDate())))
  return { from: `${end.toISOString().slice(0, 7)}-01`, to: end.toISOString().slice(0, 10) }
}

/** Without what is only for counting. */
function published({ boosted_msat, streamed_msat, boosts, supporters }: PublicSum): PublicSum {
  return { boosted_msat, streamed_msat, boosts, supporters }
}
