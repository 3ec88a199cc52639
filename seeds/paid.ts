import { parseReport } from '#api/intake/parse-report.ts'
import type { Entry, Origin } from '#api/intake/report.ts'
import type { Random } from '#seeds/random.ts'
import { HOST_WALLET, NODE, SHARES, SHOW } from '#seeds/wallets.ts'
import type { Episode } from '#seeds/words/episodes.ts'
import type { App } from '#seeds/words/people.ts'

/** One press of the button by a listener. */
export type Sent = {
  at: Date
  sats: number
  sender: string
  senderId?: string | undefined
  app: App
  message?: string
  action?: 'boost' | 'auto'
  episode: Episode | null
  /** Where in the episode, in seconds. */
  position?: number
  /** How many sats the app says it was; by default what was sent. */
  claimed?: number
  show?: string
  price?: { amount_minor: number; currency: string }
}

/** A report as the demo's sources post it. @param fields of `POST /payments` */
export function entryOf(origin: Origin, now: Date, fields: Record<string, unknown>): Entry {
  const parsed = parseReport({ source: origin.source, ...fields }, now)
  if ('error' in parsed) throw new Error(`The demo is wrong: ${parsed.error}`)
  return { origin, report: parsed.report }
}

/** The payments that one boost becomes: one in each wallet, a few seconds apart, each app with its own spelling. */
export function entriesOf(sent: Sent, random: Random, now: Date): Entry[] {
  const uuid = random.uuid()
  return [NODE, HOST_WALLET].map((origin, index) => {
    const share = SHARES[origin.wallet] ?? 0
    const amount_msat = Math.floor(sent.sats * 1000 * share)
    const hash = random.hex()
    return entryOf(origin, now, {
      id: hash,
      payment_hash: hash,
      settled_at: new Date(sent.at.getTime() + index * random.whole(800, 9_000)).toISOString(),
      amount_msat,
      boostagram: { ...boostagramOf(sent, uuid), name: origin.wallet, value_msat: amount_msat },
      ...(sent.price ? { price: sent.price } : {}),
    })
  })
}

/** What the app writes beside the payment. Only some give a boost an id of its own. */
export function boostagramOf(sent: Sent, uuid: string): Record<string, unknown> {
  const { app, episode, action = 'boost', position, message, sender, senderId } = sent
  return {
    app_name: app,
    action,
    podcast: sent.show ?? SHOW,
    ...(episode ? { episode: episode.title, episode_guid: episode.guid } : {}),
    sender_name: sender,
    ...(senderId ? { sender_id: senderId } : {}),
    ...(message ? { message } : {}),
    ...(position === undefined ? {} : { ts: app === 'Podverse' ? String(position) : position }),
    value_msat_total: (sent.claimed ?? sent.sats) * 1000,
    ...(app === 'Fountain' ? { boost_uuid: uuid } : {}),
  }
}

/** A listener's stream of an episode: so many minutes, each a payment. */
export function streamOf(
  { at, minutes, sats, sender, app, episode }: Omit<Sent, 'message'> & { minutes: number },
  random: Random,
  now: Date,
): Entry[] {
  const from = random.whole(0, 45)
  return Array.from({ length: minutes }, (_, minute) => {
    const hash = random.hex()
    return entryOf(NODE, now, {
      id: hash,
      payment_hash: hash,
      settled_at: new Date(at.getTime() + minute * 60_000).toISOString(),
      amount_msat: Math.floor(sats * 1000 * (SHARES[NODE.wallet] ?? 0)),
      boostagram: {
        app_name: app,
        action: app === 'Podverse' ? 'streaming' : 'stream',
        podcast: SHOW,
        ...(episode ? { episode: episode.title, episode_guid: episode.guid } : {}),
        sender_name: sender,
        ts: (from + minute) * 60,
        value_msat_total: sats * 1000,
      },
    })
  })
}
