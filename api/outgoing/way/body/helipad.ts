import type { BoostJson } from '#api/contract/boost.ts'

/** What a boost's first payment said of itself. */
export type Received = {
  /** Its metadata, as received, where that is JSON; null where there is none. */
  metadata: Record<string, unknown> | null
  memo: string | null
}

/** Helipad's numbers for actions. */
const ACTION = { boost: 2, auto: 4 } as const

/**
 * The body of Helipad's webhook (`WebhookPayload` in its `src/triggers.rs`), field by field in its order, so that what listens to Helipad works
 * unchanged. One is sent for a boost, not for each of its payments; `index` is the place in the outbox, which rises likewise. Amounts are
 * rounded down to whole sats, as Helipad's are.
 */
export function helipadBody({
  place,
  boost,
  received: { metadata, memo },
}: {
  place: number
  boost: BoostJson
  received: Received
}) {
  const value_msat = wholeSats(boost.received_msat)
  const value_msat_total = wholeSats(
    boost.claim === 'unproven' ? (boost.claimed_msat ?? 0) : boost.counted_msat,
  )
  const said = {
    sender: boost.supporter.name,
    app: boost.app ?? '',
    message: boost.message ?? '',
    podcast: boost.show.title,
    episode: boost.episode?.title ?? '',
  }
  return {
    direction: 'incoming',
    index: place,
    time: Math.floor(Date.parse(boost.sent_at) / 1000),
    value_msat,
    value_msat_total,
    action: ACTION[boost.action],
    ...said,
    tlv: JSON.stringify(
      metadata ?? {
        action: boost.action,
        podcast: said.podcast,
        episode: said.episode,
        app_name: said.app,
        sender_name: said.sender,
        message: said.message,
        value_msat,
        value_msat_total,
      },
    ),
    remote_podcast: textOf(metadata?.remote_podcast),
    remote_episode: textOf(metadata?.remote_episode),
    reply_sent: false,
    custom_key: null,
    custom_value: null,
    memo,
    payment_info: null,
  }
}

function wholeSats(msat: number): number {
  return Math.floor(msat / 1000) * 1000
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
