import type { ShowJson } from '#api/contract/show.ts'
import { formatCount } from '#client/format/sats.ts'
import { t } from '#client/show/words.ts'

/** What a show is set to, in one line. */
export function formatShow(show: ShowJson): string {
  const wallets = Object.keys(show.shares).length
  const shares =
    wallets === 0
      ? t('no shares yet')
      : t('{wallets, plural, one {shares of one wallet} other {shares of # wallets}}', { wallets })
  return [
    t('read from {amount} sats', { amount: formatCount(show.read_sats) }),
    t('baller from {amount}', { amount: formatCount(show.baller_sats) }),
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
  return names.length === 0 ? t('No feed is known; payments name it by its title') : names.join(' · ')
}
