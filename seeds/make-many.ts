import type { Entry } from '#api/intake/report.ts'
import { entriesOf, type Sent, streamOf } from '#seeds/paid.ts'
import type { Random } from '#seeds/random.ts'
import type { DealWords } from '#seeds/words/deal-words.ts'
import type { Episode } from '#seeds/words/episodes.ts'
import { FIRST_WORDS, NUMBERS } from '#seeds/words/messages.ts'
import { LISTENERS, type Listener } from '#seeds/words/people.ts'

const HOUR_MS = 3600 * 1000
/** By weight, so that a few boost often and most now and then. */
const [FIRST = LISTENERS[0], ...OTHERS] = LISTENERS.flatMap((listener) =>
  Array.from({ length: listener.weight }, () => listener),
)
const CROWD = [FIRST, ...OTHERS] as const

/** How much an episode gets, and which part of its boosts says something. */
type Much = { boosts: number; streams: number; wordy: number }

/** What an episode gets until now: most of it in its first days. */
export function makeEpisodeEntries(
  episode: Episode,
  { boosts, streams, wordy }: Much,
  { random, words }: { random: Random; words: DealWords },
  now: Date,
): Entry[] {
  const entries: Entry[] = []
  for (let n = 0; n < boosts; n++) {
    const sent = makeBoost(episode, wordy, random, words)
    if (sent.at < now) entries.push(...entriesOf(sent, random, now))
  }
  for (let left = streams; left > 0; ) {
    const minutes = Math.min(left, random.whole(4, 40))
    left -= minutes
    const listener = random.pick(CROWD)
    const at = timeAfter(episode, random)
    if (at.getTime() + minutes * 60_000 < now.getTime())
      entries.push(
        ...streamOf(
          { ...whoSends(listener, random), at, minutes, sats: random.pick([10, 21, 25, 50, 100]), episode },
          random,
          now,
        ),
      )
  }
  return entries
}

/** Those who send for the first time, for the newest episode. */
export function makeFirstBoosts(episode: Episode, random: Random, now: Date): Entry[] {
  return FIRST_WORDS.flatMap(([sender, message], index) => {
    const at = new Date(episode.published_at.getTime() + (7 + 19 * index) * HOUR_MS)
    const sent: Sent = { at, sats: 1_000 * (index + 1), sender, app: 'Fountain', message, episode }
    return at < now ? entriesOf({ ...sent, position: random.whole(60, 5_400) }, random, now) : []
  })
}

function makeBoost(episode: Episode, wordy: number, random: Random, words: DealWords): Sent {
  const listener = random.pick(CROWD)
  const isAuto = random.chance(0.06)
  const isSilent = isAuto || !random.chance(wordy)
  const sats = isAuto ? 5_000 : makeAmount(random)
  const message = isSilent ? undefined : words(listener.names[0], episode.number)
  return {
    ...whoSends(listener, random),
    at: timeAfter(episode, random),
    sats,
    action: isAuto ? 'auto' : 'boost',
    // One in some does not say which episode it is for.
    episode: random.chance(0.04) ? null : episode,
    position: random.whole(60, 5_400),
    ...(message === undefined ? {} : { message }),
    // An app that says more than it sends.
    ...(random.chance(0.008) ? { claimed: sats * 50 } : {}),
  }
}

function whoSends(listener: Listener, random: Random): Pick<Sent, 'sender' | 'senderId' | 'app'> {
  return { sender: random.pick(listener.names), senderId: listener.id, app: listener.app }
}

/** Numbers with a meaning, round ones, and now and then a big one. */
function makeAmount(random: Random): number {
  if (random.chance(0.03)) return random.pick([20_000, 22_222, 33_333, 50_000, 77_777, 100_000])
  if (random.chance(0.45)) return random.pick(NUMBERS)
  return random.pick([100, 200, 500, 1_000, 1_000, 2_000, 2_500, 3_000, 5_000, 10_000])
}

/** Soon after the episode came out, with a long tail. */
function timeAfter(episode: Episode, random: Random): Date {
  const hours = 2 - 40 * Math.log(1 - random.next())
  return new Date(episode.published_at.getTime() + Math.min(hours, 600) * HOUR_MS)
}
