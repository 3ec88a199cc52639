import type {
  PublicMessage,
  PublicRank,
  PublicShowRef,
  PublicSum,
  PublicSupporterRef,
} from '#api/contract/public.ts'
import { oneLine } from '#api/lib/one-line.ts'
import { type Html, html, type Piece } from '#api/page/html.ts'
import type { Format } from '#api/public/page/format.ts'

/** What there are messages for that count. */
type Counted = 'boosts' | 'supporters' | 'listeners' | 'episodes' | 'free'

type Sum = Pick<PublicSum, 'boosted_msat' | 'streamed_msat' | 'boosts'>

/** An amount of sats; nothing where it is not published. */
export function sats(msat: number | null, format: Format, unit = false): Piece {
  if (msat === null) return null
  return html`<span class="sats">${format.sats(msat)}${unit && html`<span class="unit"> ${satsOf(msat, format)}</span>`}</span>`
}

/** What was boosted and streamed together; null where amounts are not published. */
export function totalOf({ boosted_msat, streamed_msat }: Omit<Sum, 'boosts'>): number | null {
  return boosted_msat === null || streamed_msat === null ? null : boosted_msat + streamed_msat
}

/** The unit of an amount: `sat`, `sats`. */
export function satsOf(msat: number, format: Format): string {
  return format.t('unit.sats', { count: Math.abs(Math.trunc(msat / 1000)) })
}

/** `1,337 sats` */
export function satsIn(msat: number, format: Format): string {
  return `${format.sats(msat)} ${satsOf(msat, format)}`
}

/** What one of a list gave: sats, or boosts where amounts are not published. */
export function amountOf(
  { amount_msat, boosts }: Pick<PublicRank, 'amount_msat' | 'boosts'>,
  format: Format,
): Piece {
  return amount_msat === null ? countOf(boosts, 'boosts', format) : sats(amount_msat, format)
}

/** In large what a page comes to: sats, or boosts where amounts are not published. */
export function headline(sum: Sum, format: Format): Html {
  const amount = totalOf(sum)
  return html`<p class="headline">${amount === null ? html`<span class="sats">${format.count(sum.boosts)}</span>` : sats(amount, format)}</p>`
}

/** The same within a sentence: `1,337 sats`, or `12 boosts`. */
export function givenOf(sum: Sum, format: Format): string {
  const amount = totalOf(sum)
  return amount === null ? countOf(sum.boosts, 'boosts', format) : satsIn(amount, format)
}

/** What stands below the headline: `sats from 12 supporters in 34 boosts`. */
export function givenBy(sum: PublicSum, format: Format): string {
  const amount = totalOf(sum)
  const supporters = countOf(sum.supporters, 'supporters', format)
  return amount === null
    ? format.t('episode.from-boosts', { count: sum.boosts, supporters })
    : format.t('episode.from', {
        unit: satsOf(amount, format),
        supporters,
        boosts: countOf(sum.boosts, 'boosts', format),
      })
}

/** Says of the demo that it is one. */
export function demoNote({ demo }: { demo: boolean }, { t }: Format): Piece {
  return demo && html`<p class="demo"><span class="tag">${t('demo.tag')}</span> ${t('demo.note')}</p>`
}

/** `1 boost`, `2 boosts`. */
export function countOf(count: number, what: Counted, format: Format): string {
  return format.t(`count.${what}`, { count, n: format.count(count) })
}

/** A supporter's name, linked where they have a page. */
export function supporterLink(slug: string, { id, name }: PublicSupporterRef): Html {
  return id ? html`<a href="/s/${slug}/u/${id}"><bdi>${name}</bdi></a>` : html`<bdi>${name}</bdi>`
}

/** The picture of a show or episode; what it shows stands in words beside it. */
export function artwork(address: string | null): Piece {
  return address && html`<img class="artwork" src="${address}" width="112" height="112" alt="" />`
}

/** Links out of here; nothing where there are none. */
export function elsewhere(links: readonly (readonly [name: string, url: string | null])[]): Piece {
  const known = links.filter(([, url]) => url !== null)
  return (
    known.length > 0 &&
    html`<p class="meta">${known.map(([name, url], at) => [at > 0 && ' · ', html`<a href="${url}" rel="noopener">${name}</a>`])}</p>`
  )
}

/** Hands a page to the browser's own sheet, or copies its address; hidden where no script runs. */
export function shareButton(title: string, path: string, { t }: Format): Html {
  return html`<button type="button" hidden data-share="${path}" data-title="${oneLine(title)}" data-copied="${t('share.copied')}">${t('share')}</button>`
}

/** What is at the end of each public page. */
export function foot(slug: string, { t }: Format, feed = `/s/${slug}/feed.xml`): Html {
  return html`
    <footer class="foot">
      <a href="/s/${slug}">${t('foot.all')}</a> · <a href="/api/v1/public/shows/${slug}">${t('foot.data')}</a> ·
      <a href="${feed}">${t('foot.follow')}</a> · <a href="/s/${slug}/badge.svg">${t('foot.badge')}</a> · ${t('foot.by')}
    </footer>`
}

/** `1 h 2 min` */
export function length(seconds: number, { t }: Format): string {
  const minutes = Math.max(1, Math.round(seconds / 60))
  const hours = Math.floor(minutes / 60)
  return [
    hours > 0 && t('length.hours', { n: hours }),
    minutes % 60 > 0 && t('length.minutes', { n: minutes % 60 }),
  ]
    .filter(Boolean)
    .join(' ')
}

/** Supporters in order of what they gave. */
export function ranks(slug: string, rows: readonly PublicRank[], format: Format): Html {
  return html`<ol class="ranks">${rows.map(
    ({ supporter, boosts, amount_msat }) => html`
      <li><span class="who">${supporterLink(slug, supporter)}</span>
        <span class="amount">${amountOf({ amount_msat, boosts }, format)}</span></li>`,
  )}</ol>`
}

/** What listeners wrote, each with who and how much, but for what the page itself is about. */
export function messages(
  show: PublicShowRef,
  rows: readonly PublicMessage[],
  format: Format,
  of: 'show' | 'episode' | 'supporter',
): Html {
  return html`<ul class="messages">${rows.map((row) => message(show, row, format, of))}</ul>`
}

/** One message with who and how much. @param isLinked whether its day leads to its own page */
export function message(
  { slug, time_zone }: PublicShowRef,
  row: PublicMessage,
  format: Format,
  of: 'show' | 'episode' | 'supporter',
  isLinked = true,
): Html {
  const { id, supporter, counted_msat, fiat, episode, position_s, app, sent_at } = row
  const day = html`<time datetime="${sent_at}">${format.day(sent_at, time_zone)}</time>`
  const rest: Piece[] = [
    of !== 'supporter' && supporterLink(slug, supporter),
    sats(counted_msat, format, true),
    fiat && html`<span class="sats">${format.money(fiat.amount_minor, fiat.currency)}</span>`,
    of !== 'episode' &&
      episode &&
      html`<a href="/s/${slug}/e/${episode.id}"><bdi>${shortTitle(episode.title, format)}</bdi></a>`,
    of === 'episode' && position_s !== null && format.t('message.at', { position: position(position_s) }),
    app && html`<bdi>${app}</bdi>`,
  ]
  return html`
    <li id="b-${id}">
      <blockquote dir="auto">${row.message}</blockquote>
      <p class="meta">${rest.filter(Boolean).map((piece, at) => [at > 0 && ' · ', piece])} · ${isLinked ? html`<a class="permalink" href="/s/${slug}/b/${id}" title="${format.t('message.own-page')}">${day}</a>` : day}</p>
    </li>`
}

/** An episode's number where its title begins with one, else its title. */
export function shortTitle(title: string | null, { t }: Format): string {
  return /^\s*(?:\S+\s+)?(\d{1,5})\b/.exec(title ?? '')?.[1] ?? title ?? t('episode.untitled')
}

/** `1:02:31` */
function position(seconds: number): string {
  const two = (part: number) => String(part).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  const tail = `${two(minutes % 60)}:${two(seconds % 60)}`
  return hours > 0 ? `${hours}:${tail}` : tail.replace(/^0/, '')
}
