import type { PublicEpisode, PublicMessagePage, PublicShow, PublicSum } from '#api/contract/public.ts'
import type { Card } from '#api/public/card/draw-card.ts'
import { ENGLISH } from '#api/public/page/format.ts'
import { countOf, satsOf, totalOf } from '#api/public/page/parts.ts'

/** Cards are drawn once for everybody. */
const format = ENGLISH

/** What stands on a show's card. @param artwork JPEG */
export function showCard({ title, all_time }: PublicShow, artwork: Buffer | null): Card {
  return { kicker: 'Support for', title, ...given(all_time), artwork }
}

/** What stands on an episode's card. */
export function episodeCard({ show, title, sum }: PublicEpisode, artwork: Buffer | null): Card {
  return { kicker: show.title, title: title ?? 'Untitled episode', ...given(sum), artwork }
}

/** What stands on a message's card. */
export function messageCard({ show, message: row }: PublicMessagePage, artwork: Buffer | null): Card {
  const { supporter, counted_msat, fiat, episode, sent_at } = row
  const amount = fiat
    ? format.money(fiat.amount_minor, fiat.currency)
    : counted_msat === null
      ? null
      : satsIn(counted_msat)
  const rest = [episode?.title, format.day(sent_at, show.time_zone)].filter(Boolean).join(' · ')
  return {
    kicker: `A boost for ${show.title}`,
    title: supporter.name,
    message: row.message,
    amount,
    rest,
    artwork,
  }
}

function given(sum: PublicSum): Pick<Card, 'amount' | 'rest'> {
  const total = totalOf(sum)
  const boosts = countOf(sum.boosts, 'boost', format)
  return {
    amount: total === null ? boosts : satsIn(total),
    rest: `${total === null ? '' : `in ${boosts}, `}from ${countOf(sum.supporters, 'supporter', format)}`,
  }
}

function satsIn(msat: number): string {
  return `${format.sats(msat)} ${satsOf(msat)}`
}
