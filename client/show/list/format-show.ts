import type { ShowJson } from '#api/contract/show.ts'
import { formatCount } from '#client/format/sats.ts'

/** What a show is set to, in one line. */
export function formatShow(show: ShowJson): string {
  const wallets = Object.keys(show.shares).length
  const shares =
    wallets === 0 ? 'no shares yet' : `shares of ${wallets === 1 ? 'one wallet' : `${wallets} wallets`}`
  return [
    `read from ${formatCount(show.read_sats)} sats`,
    `baller from ${formatCount(show.baller_sats)}`,
    shares,
    show.time_zone,
  ].join(' · ')
}

/** How payments name a show, to tell two of like titles apart. */
export function formatNames(show: ShowJson): string {
  const names = [
    show.feed,
    show.guid && `guid ${show.guid}`,
    show.feed_id !== null && `Podcast Index ${show.feed_id}`,
  ].filter((name) => typeof name === 'string')
  return names.length === 0 ? 'No feed is known; payments name it by its title' : names.join(' · ')
}
