import { type Selectable, sql, type Transaction } from 'kysely'
import { groupingKeys } from '#api/boost/group/grouping-keys.ts'
import { actionOf, type Belonging, decideBelonging, messageOf } from '#api/intake/belonging.ts'
import type { KnownPayment } from '#api/intake/known-payment.ts'
import type { Place } from '#api/intake/resolve-sources.ts'
import type { Metadata } from '#api/metadata/reading.ts'
import { rulesThatHold } from '#api/payment/load-rules.ts'
import { episodeKey, episodesNamed, resolveEpisodes } from '#api/show/resolve-episodes.ts'
import { type ResolvedShow, resolveShows, showKey, showsNamed } from '#api/show/resolve-shows.ts'
import { resolveSupporters, senderId, supportersNamed } from '#api/supporter/resolve-supporters.ts'
import { gather } from '#db/query/combine-queries.ts'
import type { DB } from '#db/schema/index.ts'
import type { PaymentTable } from '#db/schema/payment.ts'

/** What a payment's words come to: whose it is, what it is, and by what it is grouped. */
export type Composed = Pick<
  Selectable<PaymentTable>,
  | 'ours'
  | 'show_id'
  | 'episode_id'
  | 'named_episode_id'
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
  | 'has_metadata'
  | 'shared_key'
  | 'uuid_key'
  | 'content_key'
  | 'refund_ref'
  | 'set_aside'
  | 'set_aside_rule_id'
  | 'needs_look'
>

/**
 * Makes out what payments say: show, episode and supporter are found or made, and the rules applied.
 * @param payments those that are new, or whose words come from something else now
 * @param known wallets that are loaded already
 */
export async function composePayments(
  trx: Transaction<DB>,
  payments: readonly KnownPayment[],
  known: readonly Place['wallet'][],
): Promise<Map<KnownPayment, Composed>> {
  const composed = new Map<KnownPayment, Composed>()
  if (payments.length === 0) return composed
  const [named, senders] = [payments.map(showNamesOf), payments.map(senderOf)]
  const found = await gather(trx, {
    rules: rulesThatHold(trx),
    shows: showsNamed(trx, named),
    episodes: episodesNamed(payments.flatMap(({ metadata }) => metadata?.reading ?? [])),
    supporters: supportersNamed(senders),
  })
  const walletOf = await loadWallets(trx, payments, known)
  const shows = await resolveShows(trx, named, found.shows)
  const drafts = payments.map((payment) => {
    const told = { payment, metadata: payment.metadata ?? null }
    const show = shows.get(showKey(showNamesOf(payment))) ?? null
    return { ...told, belonging: decideBelonging(told, walletOf(payment), found.rules, show) }
  })
  const marks = await loadReadMarks(
    trx,
    drafts.flatMap(({ belonging }) => belonging.show_id ?? []),
    shows,
  )
  const wanted = drafts.flatMap(wantedEpisode)
  // What is of a show that no metadata names, or that is new, was not looked up.
  const looked = new Set(found.shows.map((show) => show.id))
  const episodes = await resolveEpisodes(
    trx,
    wanted,
    wanted.every(({ show_id }) => looked.has(show_id)) ? found.episodes : undefined,
  )
  const supporters = await resolveSupporters(trx, senders, found.supporters)
  for (const draft of drafts) {
    const { payment } = draft
    const episode = wantedEpisode(draft)[0]
    const supporter = supporters.get(senderId(senderOf(payment)))
    const episode_id = episode ? (episodes.get(episodeKey(episode.show_id, episode.names)) ?? null) : null
    composed.set(payment, {
      ...compose(draft, marks.get(draft.belonging.show_id ?? 0) ?? 0),
      ...(supporter === null ? { sender_name: null, sender_id: null } : {}),
      episode_id,
      named_episode_id: episode_id,
      supporter_id: supporter ?? null,
    })
  }
  return composed
}

type Draft = { payment: KnownPayment; metadata: Metadata | null; belonging: Belonging }

function compose(
  draft: Draft,
  readSats: number,
): Omit<Composed, 'episode_id' | 'named_episode_id' | 'supporter_id'> {
  const { payment, metadata, belonging } = draft
  const reading = metadata?.reading ?? null
  const { ours, show_id, set_aside } = belonging
  const action = ours && show_id !== null ? actionOf(draft, readSats) : (reading?.action ?? null)
  const grouped = reading && show_id !== null && action !== null
  const keys = grouped ? groupingKeys(reading, action, show_id) : null
  const sender = senderOf(payment)
  return {
    ours,
    show_id,
    action,
    app: sender.app,
    sender_name: sender.name,
    sender_id: sender.id,
    recipient: [reading?.recipient_name ?? '', payment.routing ?? ''].join('\n').trim(),
    message: messageOf(draft),
    position_s: reading?.position_s ?? null,
    claimed_msat: reading?.claimed_msat ?? null,
    link: reading?.link ?? null,
    remote: reading?.remote != null,
    has_metadata: reading !== null,
    shared_key: keys?.shared_key ?? null,
    uuid_key: action === 'stream' ? null : (keys?.uuid_key ?? null),
    content_key: action === 'stream' ? null : (keys?.content_key ?? null),
    refund_ref: payment.refund_ref,
    set_aside,
    set_aside_rule_id: belonging.rule_id,
    needs_look: belonging.needs_look,
  }
}

function wantedEpisode({ metadata, belonging }: Draft) {
  const reading = metadata?.reading
  return reading && belonging.show_id !== null ? [{ show_id: belonging.show_id, names: reading.episode }] : []
}

function showNamesOf({ metadata }: KnownPayment) {
  return metadata?.reading?.show ?? {}
}

function senderOf({ metadata }: KnownPayment) {
  const reading = metadata?.reading
  return {
    app: reading?.app.name ?? null,
    name: reading?.sender.name ?? null,
    id: reading?.sender.id ?? null,
  }
}

/** The wallets of payments, those too that no report of this batch is about. */
async function loadWallets(
  trx: Transaction<DB>,
  payments: readonly KnownPayment[],
  known: readonly Place['wallet'][],
): Promise<(payment: KnownPayment) => Place['wallet']> {
  const wallets = new Map(known.map((wallet) => [wallet.id, wallet]))
  const missing = payments.map((payment) => payment.wallet_id).filter((id) => !wallets.has(id))
  if (missing.length > 0) {
    const rows = await trx
      .selectFrom('wallets')
      .select(['id', 'whose', 'show_id'])
      .where('id', '=', sql<number>`any(${[...new Set(missing)]}::integer[])`)
      .execute()
    for (const wallet of rows) wallets.set(wallet.id, wallet)
  }
  return ({ wallet_id }) => wallets.get(wallet_id) ?? { id: wallet_id, whose: 'shared', show_id: null }
}

/** The second mark of each show, from which on a payment without action is a boost. */
async function loadReadMarks(trx: Transaction<DB>, showIds: number[], known: Map<string, ResolvedShow>) {
  const marks = new Map([...known.values()].map((show) => [show.id, show.read_sats]))
  const missing = [...new Set(showIds)].filter((id) => !marks.has(id))
  if (missing.length > 0) {
    const rows = await trx
      .selectFrom('shows')
      .select(['id', 'read_sats'])
      .where('id', '=', sql<number>`any(${missing}::integer[])`)
      .execute()
    for (const row of rows) marks.set(row.id, row.read_sats)
  }
  return marks
}
