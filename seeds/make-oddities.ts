import type { Entry } from '#api/intake/report.ts'
import { boostagramOf, entriesOf, entryOf, type Sent } from '#seeds/paid.ts'
import type { Random } from '#seeds/random.ts'
import { HOST_WALLET, NODE, OTHER_SHOW, SHOW, STORE } from '#seeds/wallets.ts'
import type { Episode } from '#seeds/words/episodes.ts'
import { MEMOS } from '#seeds/words/messages.ts'
import { HOST } from '#seeds/words/people.ts'

const HOUR_MS = 3600 * 1000

/** What is not as it should be, or not as usual, in the days before now: something for every corner of the product. */
export function makeOddities(episode: Episode, random: Random, now: Date): Entry[] {
  const ago = (hours: number) => new Date(now.getTime() - hours * HOUR_MS)
  return [
    ...invoices(ago, random, now),
    ...doubleOf(episode, ago(30), random, now),
    ...otherShow(ago, random, now),
    ...otherMoney(episode, ago, random, now),
    ...ofTheHosts(episode, ago, random, now),
  ]
}

/** Invoices without a word on what they are for, and metadata that was cut off. */
function invoices(ago: (hours: number) => Date, random: Random, now: Date): Entry[] {
  const plain = MEMOS.map((memo, index) => {
    const hash = random.hex()
    const settled_at = ago(9 + 31 * index).toISOString()
    const fields = { id: hash, payment_hash: hash, settled_at, rail: 'bolt11', memo }
    return entryOf(NODE, now, { ...fields, amount_msat: (index + 1) * 2_100_000 })
  })
  const hash = random.hex()
  const cut = Buffer.from(
    '{"app_name":"Fountain","action":"boost","podcast":"LINUX Unplugged","sender_name":"Mo","mess',
  )
  return [
    ...plain,
    entryOf(NODE, now, {
      id: hash,
      payment_hash: hash,
      settled_at: ago(50).toISOString(),
      amount_msat: 1_200_000,
      tlv: cut.toString('hex'),
    }),
  ]
}

/** Two payments of one boost that contradict each other in what was written. */
function doubleOf(episode: Episode, at: Date, random: Random, now: Date): Entry[] {
  const uuid = random.uuid()
  const sent: Sent = { at, sats: 4_242, sender: 'Ganymede', app: 'Fountain', episode }
  const messages = ['Is this thing on?', 'It said that it failed, so once more: is this thing on?']
  return messages.map((message, index) => {
    const hash = random.hex()
    return entryOf(index === 0 ? NODE : HOST_WALLET, now, {
      id: hash,
      payment_hash: hash,
      settled_at: new Date(at.getTime() + index * 20_000).toISOString(),
      amount_msat: 2_000_000,
      boostagram: boostagramOf({ ...sent, message }, uuid),
    })
  })
}

/** A few boosts for a show that nobody has confirmed. */
function otherShow(ago: (hours: number) => Date, random: Random, now: Date): Entry[] {
  const messages = [
    'Glad that the attic is back',
    'More about cable management, please',
    'Warm greetings from a cold attic',
  ]
  return messages.flatMap((message, index) =>
    entriesOf(
      {
        at: ago(20 + 40 * index),
        sats: 1_500,
        sender: 'Quokka',
        app: 'Podcast Guru',
        message,
        show: OTHER_SHOW,
        episode: null,
      },
      random,
      now,
    ),
  )
}

/** Cards, a card that was paid back, boosts of members without money, and sats that were priced in dollars. */
function otherMoney(episode: Episode, ago: (hours: number) => Date, random: Random, now: Date): Entry[] {
  const words = (sender: string, message: string) => ({
    podcast: SHOW,
    episode: episode.title,
    episode_guid: episode.guid,
    action: 'boost',
    app_name: 'Website',
    sender_name: sender,
    message,
  })
  const card = (id: string, hours: number, amount_minor: number, sender: string, message: string) =>
    entryOf(STORE, now, {
      id,
      settled_at: ago(hours).toISOString(),
      rail: 'card',
      fiat: { amount_minor, fee_minor: Math.round(amount_minor * 0.029) + 30, currency: 'USD' },
      boostagram: words(sender, message),
    })
  const member = (id: string, hours: number, sender: string, message: string) =>
    entryOf(STORE, now, {
      id,
      settled_at: ago(hours).toISOString(),
      rail: 'free',
      boostagram: words(sender, message),
    })
  return [
    card('card-1', 26, 1_000, 'Lena', 'No wallet yet, but my card works'),
    card('card-2', 61, 2_500, 'grumpy sysadmin', 'Expensed as training. It is training.'),
    card('card-3', 320, 500, 'Mo', 'A coffee for each of you'),
    entryOf(STORE, now, {
      id: 'card-3-back',
      settled_at: ago(300).toISOString(),
      rail: 'card',
      fiat: { amount_minor: -500, fee_minor: 0, currency: 'USD' },
      refund_of: 'card-3',
    }),
    member(
      'member-1',
      18,
      'Commodore Cody',
      'Member since the early days. The ad-free feed is the best money I spend.',
    ),
    member('member-2', 75, 'kwinkle', 'Using my free boost to vote for more networking episodes'),
    ...entriesOf(
      {
        at: ago(44),
        sats: 9_800,
        sender: 'apt-get-annie',
        app: 'TrueFans',
        message: 'Ten dollars, paid in sats, so that you have less to do with banks',
        episode,
        price: { amount_minor: 1_000, currency: 'USD' },
      },
      random,
      now,
    ),
  ]
}

/** Tests from the studio: kept out of segments and totals, since their sender is of the team. */
function ofTheHosts(episode: Episode, ago: (hours: number) => Date, random: Random, now: Date): Entry[] {
  const [sender] = HOST.names
  return [8, 33].flatMap((hours) =>
    entriesOf(
      { at: ago(hours), sats: 100, sender, app: HOST.app, message: 'Test, test', episode },
      random,
      now,
    ),
  )
}
