import type { Kysely } from 'kysely'
import { readArtwork } from '#api/artwork/read-artwork.ts'
import type { OverlayAlert, OverlayNumbers, OverlayState } from '#api/contract/overlay.ts'
import { dayIn } from '#api/lib/day.ts'
import { oneLine, withoutTurns } from '#api/lib/one-line.ts'
import { fillAlerts } from '#api/overlay/alert/fill-alerts.ts'
import { type LoadedAlert, loadAlerts, MISSED_MS } from '#api/overlay/alert/load-alerts.ts'
import { mediaOf } from '#api/overlay/media/named-media.ts'
import { type Format, formatIn } from '#api/public/page/format.ts'
import { amounts } from '#api/public/page/goal.ts'
import { countOf, satsIn, totalOf } from '#api/public/page/parts.ts'
import { readPrivacy } from '#api/public/read/find-public-show.ts'
import { mayBeShown } from '#api/public/read/may-be-shown.ts'
import type { Privacy } from '#api/public/read/privacy.ts'
import { readPublicGoals } from '#api/public/read/read-goals.ts'
import { rankSupporters, sumAll, sumDays } from '#api/public/read/sum-shows.ts'
import { bringUpToDate } from '#api/totals/maintain/bring-up-to-date.ts'
import type { DB } from '#db/schema/index.ts'
import type { Overlay } from '#db/schema/overlay.ts'

const RANKS = 5

type OverlayShow = { id: number; slug: string; title: string; time_zone: string; demo: boolean }
export type FoundOverlay = { overlay: Overlay; show: OverlayShow; privacy: Privacy }

/** The overlay of an address; null where that is none, or no longer. */
export async function findByAddress(db: Kysely<DB>, hash: Buffer): Promise<FoundOverlay | null> {
  const overlay = await db
    .selectFrom('overlays')
    .selectAll()
    .where('token_hash', '=', hash)
    .executeTakeFirst()
  if (!overlay) return null
  const show = await db
    .selectFrom('shows')
    .select(['id', 'slug', 'title', 'time_zone', 'demo'])
    .where('id', '=', overlay.show_id)
    .executeTakeFirstOrThrow()
  return { overlay, show, privacy: await readPrivacy(db, show) }
}

/** All that an overlay may show now, what is new in its queue too. */
export async function readState(
  db: Kysely<DB>,
  { overlay, show, privacy }: FoundOverlay,
  now: Date,
): Promise<OverlayState> {
  await fillAlerts(db, overlay, show, now)
  const { last_place } = await db
    .selectFrom('overlays')
    .select('last_place')
    .where('id', '=', overlay.id)
    .executeTakeFirstOrThrow()
  const since = new Date(now.getTime() - MISSED_MS)
  const alerts = await loadAlerts(db, overlay, privacy, { since, released: true })
  const { language } = privacy.settings
  return {
    id: overlay.id,
    language,
    paused: overlay.paused,
    settings: { accent: overlay.settings.accent },
    media: mediaOf(overlay.settings.rules),
    last_place,
    alerts: alerts.flatMap(({ row, ...loaded }) =>
      row.place === null ? [] : [{ place: row.place, ...alertAsShown(loaded, formatIn(language)) }],
    ),
  }
}

/** An alert as it stands on screen. */
function alertAsShown(
  { rule, words }: Omit<LoadedAlert, 'row'>,
  format: Format,
): Omit<OverlayAlert, 'place'> {
  const { kind, supporter, amount_msat, fiat, message, episode, goal } = words
  const { sound, image, say, seconds } = rule
  const how = { kind, rule: { sound, image, say, seconds } }
  if (kind === 'goal')
    return { ...how, title: format.t('overlay.goal'), amount: null, words: goal && oneLine(goal), rest: null }
  const sats = amount_msat === null ? null : satsIn(amount_msat, format)
  return {
    ...how,
    title: supporter === null ? format.t('name.anonymous') : oneLine(supporter),
    amount: fiat ? format.money(fiat.amount_minor, fiat.currency) : sats,
    words: message && withoutTurns(message),
    rest: episode && oneLine(episode),
  }
}

/** The numbers beside the alerts: what the show publishes of them. */
export async function readNumbers(
  db: Kysely<DB>,
  { overlay, show, privacy }: FoundOverlay,
  now: Date,
): Promise<OverlayNumbers> {
  const { settings } = overlay
  if (!settings.ticker && !settings.leaderboard && !settings.goals)
    return { ticker: [], leaderboard: null, goals: [] }
  await bringUpToDate(db, show.id)
  const format = formatIn(privacy.settings.language)
  const days = { from: `${dayIn(now, show.time_zone).slice(0, 7)}-01`, to: null }
  const ranks = settings.leaderboard ? await rankSupporters(db, show.id, days, RANKS, privacy) : []
  const goals = settings.goals ? await readPublicGoals(db, show, privacy, now) : []
  return {
    ticker: settings.ticker ? await tickerOf(db, show.id, days, privacy, format) : [],
    leaderboard:
      ranks.length === 0
        ? null
        : {
            title: format.t('section.this-month'),
            rows: ranks.map(({ supporter: { name }, amount_msat, boosts }) => ({
              name: oneLine(name),
              amount: amount_msat === null ? countOf(boosts, 'boosts', format) : satsIn(amount_msat, format),
            })),
          },
    goals: goals.map((goal) => ({
      title: oneLine(goal.title),
      said: amounts(goal, format),
      percent: goal.reached_percent,
      pace_percent: goal.pace_percent,
    })),
  }
}

/** What the month and all time came to, from how many, and who was last; each where it is published. */
async function tickerOf(
  db: Kysely<DB>,
  showId: number,
  days: { from: string; to: null },
  privacy: Privacy,
  format: Format,
): Promise<string[]> {
  const month = totalOf(await sumDays(db, showId, days, privacy))
  const all = await sumAll(db, showId, privacy)
  const ever = totalOf(all)
  const last = await findLast(db, showId, privacy)
  return [
    month === null ? [] : format.t('ticker.month', { sats: satsIn(month, format) }),
    ever === null ? [] : format.t('ticker.ever', { sats: satsIn(ever, format) }),
    format.t('ticker.from', { supporters: countOf(all.supporters, 'supporters', format) }),
    last === null ? [] : format.t('ticker.last', { name: last }),
  ].flat()
}

/** The picture of the show as a `data:` address; null where there is none. */
export async function readLook(db: Kysely<DB>, { show }: FoundOverlay): Promise<string | null> {
  const bytes = await readArtwork(db, { showId: show.id, size: 'small' })
  return bytes && `data:image/webp;base64,${bytes.toString('base64')}`
}

/** Who boosted last, where that may be said. */
async function findLast(db: Kysely<DB>, showId: number, privacy: Privacy): Promise<string | null> {
  if (!privacy.settings.names) return null
  const row = await db
    .selectFrom('boosts')
    .innerJoin('supporters', 'supporters.id', 'boosts.supporter_id')
    .select(['supporters.id', 'supporters.name'])
    .where('boosts.show_id', '=', showId)
    .where(mayBeShown)
    .orderBy('boosts.sent_at', 'desc')
    .orderBy('boosts.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? privacy.supporter(row.id, row.name).name : null
}
