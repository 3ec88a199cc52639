import type { Selectable, Transaction } from 'kysely'
import { actionOf, type Belonging, decideBelonging, type Rule } from '#api/intake/belonging.ts'
import { groupingKeys } from '#api/intake/grouping-keys.ts'
import type { KnownPayment } from '#api/intake/known-payment.ts'
import type { Match } from '#api/intake/match-reports.ts'
import type { Report } from '#api/intake/report.ts'
import { episodeKey, resolveEpisodes } from '#api/show/resolve-episodes.ts'
import { type ResolvedShow, resolveShows, showKey } from '#api/show/resolve-shows.ts'
import { resolveSupporters, senderId } from '#api/supporter/resolve-supporters.ts'
import type { DB } from '#db/schema/index.ts'
import type { PaymentTable } from '#db/schema/payment.ts'

/** What a payment's words come to: whose it is, what it is, and by what it is grouped. */
export type Composed = Pick<
  Selectable<PaymentTable>,
  | 'ours'
  | 'show_id'
  | 'episode_id'
  | 'supporter_id'
  | 'action'
  | 'app'
  | 'sender_name'
  | 'sender_id'
  | 'recipient'
  | 'message'
  | 'position_s'
  | 'claimed_msat'
  | 'link'
  | 'remote'
  | 'has_reading'
  | 'shared_key'
  | 'uuid_key'
  | 'content_key'
  | 'refund_ref'
  | 'set_aside'
  | 'set_aside_rule_id'
  | 'needs_look'
>

/**
 * Makes out what the reports say that speak for a payment: show, episode and supporter are found or made, and the rules
 * applied.
 * @param matches those whose report the payment's words come from
 */
export async function composePayments(
  trx: Transaction<DB>,
  matches: readonly Match[],
): Promise<Map<KnownPayment, Composed>> {
  const composed = new Map<KnownPayment, Composed>()
  if (matches.length === 0) return composed
  const rules = await loadRules(trx)
  const shows = await resolveShows(
    trx,
    matches.map((match) => showNamesOf(match.entry.report)),
  )
  const drafts = matches.map((match) => {
    const show = shows.get(showKey(showNamesOf(match.entry.report))) ?? null
    return { match, belonging: decideBelonging(match.entry.report, match.place, rules, show) }
  })
  const marks = await loadReadMarks(
    trx,
    drafts.flatMap(({ belonging }) => belonging.show_id ?? []),
    shows,
  )
  const episodes = await resolveEpisodes(trx, drafts.flatMap(wantedEpisode))
  const supporters = await resolveSupporters(
    trx,
    drafts.map(({ match }) => senderOf(match.entry.report)),
  )
  for (const { match, belonging } of drafts) {
    const { report } = match.entry
    const episode = wantedEpisode({ match, belonging })[0]
    const supporter = supporters.get(senderId(senderOf(report)))
    composed.set(match.payment, {
      ...compose(report, belonging, marks.get(belonging.show_id ?? 0) ?? 0),
      ...(supporter === null ? { sender_name: null, sender_id: null } : {}),
      episode_id: episode ? (episodes.get(episodeKey(episode.show_id, episode.names)) ?? null) : null,
      supporter_id: supporter ?? null,
    })
  }
  return composed
}

function compose(
  report: Report,
  belonging: Belonging,
  readSats: number,
): Omit<Composed, 'episode_id' | 'supporter_id'> {
  const reading = report.metadata?.reading ?? null
  const { ours, show_id, set_aside } = belonging
  const action = ours && show_id !== null ? actionOf(report, readSats) : (reading?.action ?? null)
  const grouped = reading && show_id !== null && action !== null
  const keys = grouped ? groupingKeys(reading, action, show_id) : null
  const sender = senderOf(report)
  return {
    ours,
    show_id,
    action,
    app: sender.app,
    sender_name: sender.name,
    sender_id: sender.id,
    recipient: [reading?.recipient_name ?? '', report.routing ?? ''].join('\n').trim(),
    message: reading?.message ?? report.comment,
    position_s: reading?.position_s ?? null,
    claimed_msat: reading?.claimed_msat ?? null,
    link: reading?.link ?? null,
    remote: reading?.remote != null,
    has_reading: reading !== null,
    shared_key: keys?.shared_key ?? null,
    uuid_key: action === 'stream' ? null : (keys?.uuid_key ?? null),
    content_key: action === 'stream' ? null : (keys?.content_key ?? null),
    refund_ref: report.refund_of,
    set_aside,
    set_aside_rule_id: belonging.rule_id,
    needs_look: belonging.needs_look,
  }
}

type Draft = { match: Match; belonging: Belonging }

function wantedEpisode({ match, belonging }: Draft) {
  const reading = match.entry.report.metadata?.reading
  return reading && belonging.show_id !== null ? [{ show_id: belonging.show_id, names: reading.episode }] : []
}

function showNamesOf(report: Report) {
  return report.metadata?.reading?.show ?? {}
}

function senderOf(report: Report) {
  const reading = report.metadata?.reading
  return {
    app: reading?.app.name ?? null,
    name: reading?.sender.name ?? null,
    id: reading?.sender.id ?? null,
  }
}

async function loadRules(trx: Transaction<DB>): Promise<Rule[]> {
  return await trx
    .selectFrom('rules')
    .select(['id', 'effect', 'memo_contains', 'wallet_id', 'min_msat', 'max_msat', 'show_id'])
    .orderBy('created_at')
    .execute()
}

/** The second mark of each show, from which on a payment without action is a boost. */
async function loadReadMarks(trx: Transaction<DB>, showIds: number[], known: Map<string, ResolvedShow>) {
  const marks = new Map([...known.values()].map((show) => [show.id, show.read_sats]))
  const missing = [...new Set(showIds)].filter((id) => !marks.has(id))
  if (missing.length > 0) {
    const rows = await trx
      .selectFrom('shows')
      .select(['id', 'read_sats'])
      .where('id', 'in', missing)
      .execute()
    for (const row of rows) marks.set(row.id, row.read_sats)
  }
  return marks
}
