import type {
  PublicEpisode,
  PublicMessagePage,
  PublicShow,
  PublicSum,
  PublicYear,
} from '#api/contract/public.ts'
import type { Card } from '#api/public/card/draw-card.ts'
import { type Format, formatIn } from '#api/public/page/format.ts'
import { countOf, givenOf, satsIn, totalOf } from '#api/public/page/parts.ts'

/** What stands on a show's card. @param artwork JPEG */
export function showCard({ title, all_time, language }: PublicShow, artwork: Buffer | null): Card {
  const format = formatIn(language)
  return { kicker: format.t('show.kicker'), title, ...given(all_time, format), artwork }
}

/** What stands on an episode's card. */
export function episodeCard({ show, title, sum }: PublicEpisode, artwork: Buffer | null): Card {
  const format = formatIn(show.language)
  return { kicker: show.title, title: title ?? format.t('episode.untitled'), ...given(sum, format), artwork }
}

/** What stands on a year's card. */
export function yearCard({ show, year, sum }: PublicYear, artwork: Buffer | null): Card {
  const format = formatIn(show.language)
  const title = format.t('year.head', { year: String(year) })
  return { kicker: show.title, title, ...given(sum, format), artwork }
}

/** What stands on a message's card. */
export function messageCard({ show, message: row }: PublicMessagePage, artwork: Buffer | null): Card {
  const { supporter, counted_msat, fiat, episode, sent_at } = row
  const format = formatIn(show.language)
  const amount = fiat
    ? format.money(fiat.amount_minor, fiat.currency)
    : counted_msat === null
      ? null
      : satsIn(counted_msat, format)
  const rest = [episode?.title, format.day(sent_at, show.time_zone)].filter(Boolean).join(' · ')
  return {
    kicker: format.t('message.card', { title: show.title }),
    title: supporter.name,
    message: row.message,
    amount,
    rest,
    artwork,
  }
}

function given(sum: PublicSum, format: Format): Pick<Card, 'amount' | 'rest'> {
  const total = totalOf(sum)
  const boosts = countOf(sum.boosts, 'boosts', format)
  const supporters = countOf(sum.supporters, 'supporters', format)
  return {
    amount: givenOf(sum, format),
    rest:
      total === null
        ? format.t('badge.from', { supporters })
        : format.t('card.in-from', { boosts, supporters }),
  }
}
