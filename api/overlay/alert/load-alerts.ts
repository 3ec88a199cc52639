import type { Kysely } from 'kysely'
import { type BoostRow, selectBoosts } from '#api/boost/select-boosts.ts'
import type { AlertRule, OverlayAlertJson } from '#api/contract/overlay.ts'
import { fiatAmount } from '#api/http/refs.ts'
import { wordsIn } from '#api/language/words.ts'
import { pickRule } from '#api/overlay/alert/pick-rule.ts'
import { mayBeShown } from '#api/public/read/may-be-shown.ts'
import type { Privacy } from '#api/public/read/privacy.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'
import type { Overlay, OverlayAlertRow } from '#db/schema/overlay.ts'

/** How far back an overlay that was cut off shows what it missed. */
export const MISSED_MS = 30 * 60 * 1000
const MOST = 100

export type LoadedAlert = {
  row: OverlayAlertRow
  rule: AlertRule
  words: Omit<OverlayAlertJson, 'state' | 'at'>
}

/** Nothing of all that. */
const NOTHING = { supporter: null, amount_msat: null, fiat: null, message: null, episode: null, goal: null }
/** How a goal is celebrated, and what a test looks like where there is no rule. */
const PLAIN: AlertRule = {
  from_sats: null,
  to_sats: null,
  words: null,
  sound: 'fanfare',
  image: 'burst',
  say: false,
  seconds: 12,
}

type Wanted = { since: Date; released: boolean }

/**
 * An overlay's alerts with what they say, as strangers may see it, the oldest first: what a host hid, of someone hidden or of the team, is
 * not among them, nor what no rule is for, nor what is no boost any more, or one of another show by now.
 */
export async function loadAlerts(
  db: Kysely<DB>,
  overlay: Overlay,
  privacy: Privacy,
  { since, released }: Wanted,
): Promise<LoadedAlert[]> {
  let wanted = db
    .selectFrom('overlay_alerts')
    .leftJoin('boost_aliases', 'boost_aliases.id', 'overlay_alerts.boost_id')
    .leftJoin('goals', 'goals.id', 'overlay_alerts.goal_id')
    .selectAll('overlay_alerts')
    .select(['boost_aliases.boost_id as now_id', 'goals.title as goal_title'])
    .where('overlay_id', '=', overlay.id)
    .where('overlay_alerts.created_at', '>=', since)
  if (released) wanted = wanted.where('state', '=', 'released')
  const rows = await wanted
    .orderBy('place', (order) => order.desc().nullsFirst())
    .orderBy('overlay_alerts.id', 'desc')
    .limit(MOST)
    .execute()
  const boosts = await loadBoosts(
    db,
    overlay.show_id,
    rows.flatMap(({ now_id, boost_id }) => now_id ?? boost_id ?? []),
  )
  const known = new Set<string>()
  const { t } = wordsIn(privacy.settings.language)
  const test = {
    ...NOTHING,
    supporter: t('name.somebody'),
    amount_msat: privacy.amount(1_337_000),
    message: t('overlay.test'),
  }
  return rows.toReversed().flatMap(({ now_id, goal_title, ...row }): LoadedAlert[] => {
    const { id, kind } = row
    if (kind === 'test')
      return [{ row, rule: overlay.settings.rules[0] ?? PLAIN, words: { ...test, id, kind } }]
    if (kind === 'goal')
      return goal_title === null
        ? []
        : [{ row, rule: PLAIN, words: { ...NOTHING, id, kind, goal: goal_title } }]
    const boostId = now_id ?? row.boost_id ?? ''
    const boost = boosts.get(boostId)
    const msat = boost && (boost.free || boost.fiat_currency !== null) ? null : (boost?.counted_msat ?? null)
    const rule = boost && pickRule(overlay.settings.rules, { msat, message: boost.message })
    // Two that became one are one alert.
    if (!boost || !rule || (known.has(boostId) && !row.again)) return []
    known.add(boostId)
    return [{ row, rule, words: { id, kind, ...wordsOf(boost, msat, overlay, privacy) } }]
  })
}

async function loadBoosts(
  db: Kysely<DB>,
  showId: number,
  ids: readonly string[],
): Promise<Map<string, BoostRow>> {
  if (ids.length === 0) return new Map()
  const rows = await selectBoosts(db)
    .where('boosts.id', '=', anyOf(ids))
    .where('boosts.show_id', '=', showId)
    .where('boosts.dropped', 'is', null)
    .where(mayBeShown)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

function wordsOf(
  boost: BoostRow,
  msat: number | null,
  { settings }: Overlay,
  { settings: published, supporter, amount }: Privacy,
): Omit<LoadedAlert['words'], 'id' | 'kind'> {
  return {
    supporter: supporter(boost.supporter_id, boost.supporter_name).name,
    amount_msat: msat === null ? null : amount(msat),
    fiat:
      published.fiat && published.amounts !== 'none'
        ? fiatAmount(boost.fiat_amount_minor, boost.fiat_currency)
        : null,
    message: settings.messages && published.messages !== 'never' ? boost.message : null,
    episode: boost.episode_title,
    goal: null,
  }
}
