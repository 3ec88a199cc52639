import type { Entry } from '#api/intake/report.ts'
import { entriesOf, type Sent, streamOf } from '#seeds/paid.ts'
import type { Random } from '#seeds/random.ts'
import { EPISODE_458 } from '#seeds/words/episodes.ts'

/** When the boosts of episode 458 were read. */
export const READ_AT = new Date('2022-05-15T20:40:00Z')

/** What came from then on was read there. */
export const SINCE = new Date('2022-05-13T00:00:00Z')

/** Whom a host had moved to Thanks. */
export const THANKED = ['crashmaster18', 'winebear'] as const

const SENT: Omit<Sent, 'episode'>[] = [
  {
    at: new Date('2022-05-14T18:03:11Z'),
    sats: 1_337,
    sender: 'sirlurksalot',
    senderId: 'fountain-lurks',
    app: 'Fountain',
    message:
      'Put a tinfoil hat on your dish and it may stop working, but it will not stop telling: Starlink has to know where you are, or it could not aim at you. Enjoy the trip!',
    position: 574,
  },
  {
    at: new Date('2022-05-15T06:20:40Z'),
    sats: 1_000,
    sender: 'marcel',
    app: 'Podverse',
    message:
      'So when does the Star Trek podcast come out? I am just through with Enterprise and have evenings to fill.',
    position: 1_820,
  },
  {
    at: new Date('2022-05-13T21:10:05Z'),
    sats: 1_111,
    sender: 'crashmaster18',
    app: 'Castamatic',
    message: 'Thanks for the show',
  },
  {
    at: new Date('2022-05-14T09:44:00Z'),
    sats: 1_111,
    sender: 'crashmaster18',
    app: 'Castamatic',
    message: 'Thanks again, good one',
  },
  {
    at: new Date('2022-05-13T15:31:52Z'),
    sats: 1_500,
    sender: 'winebear',
    senderId: 'fountain-bear',
    app: 'Fountain',
    message: 'Cheers for the show',
  },
  {
    at: new Date('2022-05-14T23:02:17Z'),
    sats: 1_200,
    sender: 'winebear',
    senderId: 'fountain-bear',
    app: 'Fountain',
    message: 'Thank you both',
  },
  {
    at: new Date('2022-05-15T11:15:08Z'),
    sats: 1_078,
    sender: 'winebear',
    senderId: 'fountain-bear',
    app: 'Fountain',
    message: 'And one for the road',
  },
]

/** What came in for episode 458: the boosts that were read there, in the demo's own words, and streams by the minute. */
export function make458(random: Random, now: Date): Entry[] {
  const episode = EPISODE_458
  const streams = [
    { sender: 'sirlurksalot', app: 'Fountain' as const, minutes: 38, sats: 25 },
    { sender: 'marcel', app: 'Podverse' as const, minutes: 52, sats: 10 },
    { sender: 'Distro Stu', app: 'Podverse' as const, minutes: 24, sats: 50 },
    { sender: 'old-iron', app: 'CurioCaster' as const, minutes: 61, sats: 21 },
    { sender: 'anonymous', app: 'Breez' as const, minutes: 17, sats: 100 },
  ]
  const began = new Date('2022-05-15T19:05:00Z')
  return [
    ...SENT.flatMap((sent) => entriesOf({ ...sent, episode }, random, now)),
    ...streams.flatMap((stream) => streamOf({ ...stream, at: began, episode }, random, now)),
  ]
}
