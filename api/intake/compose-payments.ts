import { sql, type Transaction } from 'kysely'
import { cadenceKey, groupingKeys } from '#api/boost/group/grouping-keys.ts'
import type { KnownPayment } from '#api/intake/match/known-payment.ts'
import { nameByEvent } from '#api/intake/name-by-event.ts'
import type { Place } from '#api/intake/resolve-sources.ts'
import type { Details } from '#api/intake/write/payment-columns.ts'
import { within } from '#api/metadata/fields.ts'
import { fillerApp } from '#api/metadata/own-words.ts'
import { playingOf } from '#api/metadata/playing-of.ts'
import type { EpisodeNames, ShowNames } from '#api/metadata/reading.ts'
import { appName } from '#api/metadata/text.ts'
import { type Belonging, type Described, decideBelonging } from '#api/payment/belonging.ts'
import { claimedByHash } from '#api/payment/claimed-by-hash.ts'
import { rulesThatHold } from '#api/payment/match-rule.ts'
import { episodeKey, episodesNamed, loadLengths, resolveEpisodes } from '#api/show/resolve-episodes.ts'
import { findAmong, type ResolvedShow, resolveShows, showKey, showsNamed } from '#api/show/resolve-shows.ts'
import { isDuringOthers, type Told as MusicTold, tellMusic } from '#api/show/tell-music.ts'
import { resolveSupporters, senderId, supportersNamed } from '#api/supporter/resolve-supporters.ts'
import { gather } from '#db/query/combine-queries.ts'
import type { DB } from '#db/schema/index.ts'
import type { Show } from '#db/schema/show.ts'

/**
 * Makes out what payments say: show, episode and supporter are found or made, and the rules applied.
 * @param payments those that are new, or whose words come from something else now
 * @param known wallets that are loaded already
 * @param bound what is reported now by who may report for some shows only: that is no word on what shows are called
 */
export async function composePayments(
  trx: Transaction<DB>,
  payments: readonly KnownPayment[],
  known: readonly Place['wallet'][],
  bound: ReadonlySet<KnownPayment> = new Set(),
): Promise<Map<KnownPayment, Details>> {
  const composed = new Map<KnownPayment, Details>()
  if (payments.length === 0) return composed
  await nameByEvent(trx, payments)
  const [named, senders] = [payments.flatMap(namesOf), payments.map(senderOf)]
  const walletOf = await loadWallets(trx, payments, known)
  const found = await gather(trx, {
    rules: rulesThatHold(trx),
    shows: showsNamed(
      trx,
      named.map(({ show }) => show),
    ),
    others: otherShows(
      payments.flatMap((payment) => [walletOf(payment).show_id ?? [], payment.show_id ?? []].flat()),
    ),
    claimed: claimedByHash(payments),
    bound: reportedByBound(payments),
    episodes: episodesNamed(named),
    supporters: supportersNamed(senders),
  })
  const find = findAmong(found.shows)
  const described = new Map(
    payments.flatMap((payment) => {
      const reading = payment.metadata?.reading
      return reading ? [[payment, tellMusic(reading, walletOf(payment).show_id, find)] as const] : []
    }),
  )
  const boundIds = new Set(found.bound.map(({ payment_id }) => payment_id))
  const isBound = (payment: KnownPayment) => bound.has(payment) || boundIds.has(payment.id)
  const told = [...described].map(([payment, { show }]) => ({
    key: showKey(show),
    bound: isBound(payment),
  }))
  const learned = new Set(told.flatMap((one) => (one.bound ? [] : one.key)))
  const unlearned = new Set(told.map(({ key }) => key).filter((key) => !learned.has(key)))
  const shows = await resolveShows(
    trx,
    [...described.values()].map(({ show }) => show),
    found.shows,
    unlearned,
  )
  const showOf = (payment: KnownPayment): ResolvedShow | null => {
    const boosted = described.get(payment)
    const show = boosted && shows.get(showKey(boosted.show))
    return show ? { ...show, disagreement: show.disagreement ?? boosted.disagreement } : null
  }
  const states = new Map(
    [...found.claimed.map(({ show }) => show), ...found.others, ...shows.values()].map((show) => [
      show.id,
      show,
    ]),
  )
  const claims = new Map(found.claimed.map((claim) => [claim.payment_hash, claim]))
  const drafts = payments.map((payment) => {
    const belonging = decideBelonging(toldOf(payment), {
      wallet: walletOf(payment),
      rules: found.rules,
      named: showOf(payment),
      claimed: claims.get(payment.payment_hash ?? '') ?? null,
      stateOf: (id) => states.get(id),
    })
    return { payment, belonging, described: described.get(payment) ?? null, show: showOf(payment) }
  })
  const wanted = drafts.flatMap(wantedEpisode)
  // What is of a show that no metadata names, or that is new, was not looked up.
  const looked = new Set(found.shows.map((show) => show.id))
  const episodes = await resolveEpisodes(
    trx,
    wanted,
    wanted.every(({ show_id }) => looked.has(show_id)) ? found.episodes : undefined,
  )
  // Who pays a wallet for something else is nobody to a show.
  const theirs = drafts.filter(({ belonging }) => belonging.ours).map(({ payment }) => senderOf(payment))
  const supporters = await resolveSupporters(trx, theirs, found.supporters)
  const lengths = new Map(found.episodes.map(({ episode_id, duration_s }) => [episode_id, duration_s]))
  const unknown = [...episodes.values()].filter((id) => !lengths.has(id))
  for (const { id, duration_s } of await loadLengths(trx, unknown)) lengths.set(id, duration_s)
  for (const draft of drafts) {
    const { payment } = draft
    const episode = wantedEpisode(draft)[0]
    const supporter = supporters.get(senderId(senderOf(payment)))
    const episode_id = episode ? (episodes.get(episodeKey(episode.show_id, episode.names)) ?? null) : null
    const said = compose(draft)
    composed.set(payment, {
      ...said,
      position_s: placeIn(said.position_s, lengths.get(episode_id)),
      ...(supporter === null ? { sender_name: null, sender_id: null } : {}),
      episode_id,
      named_episode_id: episode_id,
      supporter_id: supporter ?? null,
    })
  }
  return composed
}

/** Some seconds more than its feed says an episode may have: what is put into it differs from listener to listener. */
const LONGER = 1.25

/** A position as it can be in its episode. @param length as its feed says, where that is known */
function placeIn(position: number | null, length: number | null | undefined): number | null {
  return position === null || length == null ? position : within(position, length * LONGER)
}

type Draft = {
  payment: KnownPayment
  belonging: Belonging
  /** What its metadata says was boosted, and the show that this is. */
  described: MusicTold | null
  show: ResolvedShow | null
}

/** What a payment is described by, and what hosts did to it if it is stored already. */
function toldOf(payment: KnownPayment): Described {
  const { ours, show_id, action } = payment
  return {
    payment,
    metadata: payment.metadata ?? null,
    corrected: payment.corrected ? { ours, show_id, action } : null,
    set_aside_by_hand: payment.set_aside_by_hand ? payment.set_aside : null,
  }
}

function compose({
  payment,
  belonging,
  described,
  show,
}: Draft): Omit<Details, 'episode_id' | 'named_episode_id' | 'supporter_id'> {
  const reading = payment.metadata?.reading ?? null
  const { show_id, action } = belonging
  const grouped = reading && show_id !== null && action !== null
  const keys = grouped ? groupingKeys(reading, action, show_id) : null
  const sender = senderOf(payment)
  const played_in = described?.played_in ?? null
  return {
    ...belonging,
    app: sender.app,
    sender_name: sender.name,
    sender_id: sender.id,
    recipient: [reading?.recipient_name ?? '', payment.routing ?? ''].join('\n').trim(),
    // Of a song that played elsewhere it is the place in that episode.
    position_s: played_in === null ? (reading?.position_s ?? null) : null,
    claimed_msat: reading?.claimed_msat ?? null,
    link: reading?.link ?? null,
    playing:
      reading !== null && played_in === null && isDuringOthers(reading, show)
        ? playingOf(reading, show?.titles)
        : null,
    remote: reading !== null && (played_in !== null || isDuringOthers(reading, show)),
    played_in,
    has_metadata: reading !== null && !payment.metadata?.payerOnly,
    shared_key: keys?.shared_key ?? null,
    uuid_key: action === 'stream' ? null : (keys?.uuid_key ?? null),
    content_key: action === 'stream' ? null : (keys?.content_key ?? null),
    cadence_key: action === 'auto' && show_id !== null ? cadenceKey(reading, show_id) : null,
    refund_ref: payment.refund_ref,
  }
}

function wantedEpisode({ described, belonging }: Draft) {
  return described && belonging.show_id !== null
    ? [{ show_id: belonging.show_id, names: described.episode }]
    : []
}

/** What its metadata calls what was boosted, and what it calls the music that played. */
function namesOf({ metadata }: KnownPayment): { show: ShowNames; episode: EpisodeNames }[] {
  const reading = metadata?.reading
  if (!reading) return []
  const { show, episode, remote } = reading
  if (!remote?.feed_guid) return [{ show, episode }]
  return [
    { show, episode },
    { show: { guid: remote.feed_guid }, episode: { guid: remote.item_guid, title: remote.episode } },
  ]
}

function senderOf({ metadata, comment, memo }: KnownPayment) {
  const reading = metadata?.reading
  return {
    app: appName(reading?.app.name) ?? fillerApp(comment) ?? fillerApp(memo),
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

/** Which of those that are stored were reported by a key for some shows, also by one that is revoked by now. */
function reportedByBound(payments: readonly KnownPayment[]) {
  return sql<{ payment_id: string }>`
    select seen.payment_id from sightings seen
    join sources on sources.id = seen.source_id
    join api_keys key on key.source = sources.name and key.show_ids is not null
    where seen.payment_id = any(${payments.map(({ id }) => id)}::uuid[])`
}

/** The states of shows that no metadata names: those of wallets and of what is stored, and those of rules. */
function otherShows(ids: readonly number[]) {
  return sql<{ id: number } & Pick<Show, 'status' | 'read_sats'>>`
    select id, status, read_sats from shows
    where id = any(${[...new Set(ids)]}::integer[])
      or id in (select show_id from rules where ended_at is null and show_id is not null)`
}
