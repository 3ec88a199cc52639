import { hash } from 'node:crypto'
import { neventEncode, npubEncode } from 'nostr-tools/nip19'
import { finalizeEvent, generateSecretKey, getPublicKey, type NostrEvent } from 'nostr-tools/pure'
import { makeInvoice } from '#tests/helper/nostr/make-invoice.ts'

export type Person = { secret: Uint8Array; key: string; npub: string }

/** Someone with a key. */
export function makePerson(): Person {
  const secret = generateSecretKey()
  const key = getPublicKey(secret)
  return { secret, key, npub: npubEncode(key) }
}

/** The show and episode that notes of the tests are about. */
export const SHOW_GUID = '6f0b2d5a-8c3e-5f41-9a77-0d1e2c3b4a59'
export const EPISODE_GUID = 'https://feeds.example/tide/12'

type Template = { kind: number; tags: string[][]; content: string; at?: number }

/** A signed event. */
export function sign({ secret }: Person, { at = 1_790_000_000, ...template }: Template): NostrEvent {
  const { id, kind, tags, content, created_at, pubkey, sig } = finalizeEvent(
    { ...template, created_at: at },
    secret,
  )
  return { id, kind, tags, content, created_at, pubkey, sig }
}

type About = { show?: string | null; episode?: string | null; msat?: number; message?: string; at?: number }

function ids({ show = SHOW_GUID, episode = EPISODE_GUID }: About, { withKinds = true, link = '' } = {}) {
  const more = link === '' ? [] : [link]
  return [
    ...(show === null ? [] : [['i', `podcast:guid:${show}`, ...more]]),
    ...(show === null || !withKinds ? [] : [['k', 'podcast:guid']]),
    ...(episode === null ? [] : [['i', `podcast:item:guid:${episode}`, ...more]]),
    ...(episode === null || !withKinds ? [] : [['k', 'podcast:item:guid']]),
  ]
}

/** As BoostMeBitch writes it: what was meant to be sent, with a name in the text. */
export function makeBoostMeBitchNote(
  person: Person,
  about: About & { from?: string; record?: string } = {},
): NostrEvent {
  const { msat = 100_000, message = 'Loved the bit about knots', from, record, at } = about
  const lines = [
    '⚡ Boost ⚡',
    '',
    ...(message === '' ? [] : [message, '']),
    `${from === undefined ? 'Boosted' : `${from} boosted`} ${msat / 1000} sats → Harbour Lights`,
    '📻 Ep 12',
    '',
    'https://harbour.example/12',
  ]
  return sign(person, {
    kind: 1,
    tags: [
      ...ids(about),
      ['r', 'https://harbour.example/12'],
      ...(record === undefined ? [] : [['r', record]]),
      ['amount', String(msat)],
      ['client', 'BoostMeBitch'],
      ['t', 'boostagram'],
      ['t', 'value4value'],
    ],
    content: `${lines.join('\n')}\n\nhttps://pictures.example/boost.png?sats=100\n\nnostr:${person.npub}`,
    ...(at === undefined ? {} : { at }),
  })
}

/** As OnlyBoosts writes it: what was settled. */
export function makeOnlyBoostsNote(person: Person, about: About = {}): NostrEvent {
  const { msat = 2_100_000, message = 'To the lighthouse', at } = about
  const words = message === '' ? '' : `\n💬 "${message}"`
  return sign(person, {
    kind: 1,
    tags: [
      ['t', 'boost'],
      ['t', 'boostagram'],
      ['client', 'onlyboosts.social'],
      ...ids(about),
      ['amount', String(msat)],
    ],
    content: `⚡Just boosted ${(msat / 1000).toLocaleString('en')} sats 📱 via onlyboosts.social${words}\n\n🎙️ Harbour Lights • Ep 12\nhttps://boosts.example/12`,
    ...(at === undefined ? {} : { at }),
  })
}

/** As Fountain writes it: no amount and no app, the page and a quote of the receipt below the words. */
export function makeFountainNote(person: Person, receipt: NostrEvent, about: About = {}): NostrEvent {
  const { message = 'Fair winds', at } = about
  const nevent = neventEncode({ id: receipt.id, kind: 9735 })
  return sign(person, {
    kind: 1,
    tags: ids(about, { link: 'https://fountain.fm/episode/aBcD' }),
    content: `${message}\n\nhttps://fountain.fm/episode/aBcD\n\nnostr:${nevent}`,
    ...(at === undefined ? {} : { at }),
  })
}

/** As StableKraft writes it: no kinds of ids, and the proof of payment. */
export function makeStableKraftNote(person: Person, preimage: string, about: About = {}): NostrEvent {
  const { msat = 50_000, message = 'Tune!' } = about
  return sign(person, {
    kind: 1,
    tags: [...ids(about, { withKinds: false }), ['amount', String(msat)], ['preimage', preimage]],
    content: message,
  })
}

/** A bot's repost of what its node received; with whom it was from in a tag where it knows. */
export function makeBotNote(bot: Person, about: About & { sender?: Person; app?: string } = {}): NostrEvent {
  const { msat = 100_000, message = 'Loved the bit about knots', sender, app = 'CurioCaster', at } = about
  return sign(bot, {
    kind: 1,
    tags: [...ids(about), ...(sender ? [['sender', sender.npub]] : []), ['t', 'boost'], ['t', 'value4value']],
    content: `${message}\n\n⚡ ${msat / 1000} sats\n📱 via ${app}\n\nhttps://harbour.example/12`,
    ...(at === undefined ? {} : { at }),
  })
}

/** A zap of the show, as a wallet's server confirms it. */
export function makeZap(
  sender: Person,
  server: Person,
  about: About & {
    to?: Person
    payment_hash?: string
    forged?: Partial<{ msat: number; description: string }>
  } = {},
): NostrEvent {
  const {
    msat = 21_000,
    message = 'zapped from the beach',
    to = server,
    payment_hash,
    forged = {},
    at,
  } = about
  const request = sign(sender, {
    kind: 9734,
    tags: [...ids(about), ['p', to.key], ['amount', String(msat)], ['relays', 'wss://relay.example']],
    content: message,
  })
  const description = JSON.stringify(request)
  const bolt11 = makeInvoice({
    amount_msat: forged.msat ?? msat,
    payment_hash: payment_hash ?? hash('sha256', `zap ${request.id}`),
    description_hash: hash('sha256', forged.description ?? description),
  })
  return sign(server, {
    kind: 9735,
    tags: [
      ['p', to.key],
      ['P', sender.key],
      ['bolt11', bolt11],
      ['description', description],
    ],
    content: '',
    ...(at === undefined ? {} : { at }),
  })
}

/** What a site publishes for one invoice before it is paid ("V4V 2.0"). */
export function makePaymentNote(person: Person, payment_hash: string, about: About & { npub?: string } = {}) {
  const { msat = 40_000, message = 'Words for an invoice', npub = person.npub } = about
  return sign(person, {
    kind: 30078,
    tags: [
      ['d', payment_hash],
      ['app', 'harbour.example', '1.0.0'],
      ['type', 'donation_boostagram'],
      ['sender', npub],
      ['recipient', 'tide@wallet.example'],
      ['amount', String(msat)],
      ['url', 'https://harbour.example/12'],
    ],
    content: message,
  })
}

/** What a player publishes of streaming. */
export function makeStreamReceipt(person: Person, about: About & { kind?: 3369 | 33369 } = {}): NostrEvent {
  const { msat = 36_000, kind = 3369 } = about
  return sign(person, {
    kind,
    tags: [
      ...ids(about),
      ['amount', String(msat)],
      ['action', 'auto'],
      ['position', '754'],
      ['app', 'BoostMeBitch'],
      ['alt', 'Streamed to Harbour Lights'],
    ],
    content: '',
  })
}

/** What a key says of itself. */
export function makeProfile(person: Person, profile: Record<string, unknown>, at?: number): NostrEvent {
  return sign(person, {
    kind: 0,
    tags: [],
    content: JSON.stringify(profile),
    ...(at === undefined ? {} : { at }),
  })
}

/** A person takes events back. */
export function makeDeletion(person: Person, events: readonly NostrEvent[]): NostrEvent {
  return sign(person, { kind: 5, tags: events.map(({ id }) => ['e', id]), content: '' })
}
