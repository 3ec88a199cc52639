import type { PublicYear } from '#api/contract/public.ts'
import { type Html, html, type Piece } from '#api/page/html.ts'
import { bars } from '#api/public/page/bars.ts'
import type { Format } from '#api/public/page/format.ts'
import type { Page } from '#api/public/page/layout.ts'
import {
  amountOf,
  artwork,
  countOf,
  demoNote,
  foot,
  givenBy,
  givenOf,
  headline,
  messages,
  ranks,
  shareButton,
  supporterLink,
  totalOf,
} from '#api/public/page/parts.ts'

/** A year of a show in boosts. */
export function yearPage(data: PublicYear, format: Format, base: string | null): Page {
  const { show, year, sum, episodes, supporters } = data
  const { t } = format
  const path = `/s/${show.slug}/y/${year}`
  const title = t('year.title', { year: String(year), title: show.title })
  return {
    title,
    language: show.language,
    description: describe(data, format),
    listed: data.listed,
    canonical: base && base + path,
    show: show.slug,
    shared: { path, isFollowed: false, isEmbedded: false },
    main: html`
    <main class="public year" id="content">
      <header class="head">
        ${artwork(data.artwork)}
        <div>
          <p class="kicker"><a href="/s/${show.slug}"><bdi>${show.title}</bdi></a></p>
          <h1>${t('year.head', { year: String(year) })}</h1>
          ${demoNote(show, format)}
        </div>
      </header>
      ${headline(sum, format)}
      <p class="meta">${givenBy(sum, format)}${compared(data, format)}</p>
      <p class="to-how"><a href="/s/${show.slug}#how">${t('how.link')}</a> ${shareButton(title, path, format)}</p>
      ${cards(data, format)}
      ${plot(data, format)}
      ${milestones(data, format)}
      ${data.messages.length > 0 && html`<section><h2>${t('year.words')}</h2>${messages(show, data.messages, format, 'show')}</section>`}
      ${episodes.length > 0 && html`<section><h2>${t('year.episodes')}</h2>${episodeRanks(data, format)}</section>`}
      ${supporters.length > 0 && html`<section><h2>${t('section.supporters')}</h2>${ranks(show.slug, supporters, format)}</section>`}
      ${foot(show.slug, format)}
    </main>`,
  }
}

/** `2026 brought 1,234,567 sats from 89 supporters.` */
function describe({ sum, year, show }: PublicYear, format: Format): string {
  return format.t('year.describe', {
    year: String(year),
    title: show.title,
    given: givenOf(sum, format),
    supporters: countOf(sum.supporters, 'supporters', format),
  })
}

/** How the year stands beside the one before; nothing where that had nothing. */
function compared({ sum, before, year, is_over }: PublicYear, format: Format): Piece {
  const [now, then] = [totalOf(sum), totalOf(before)]
  if (now === null || then === null || then === 0) return null
  const change = Math.round((now / then - 1) * 100)
  if (change === 0) return null
  const name = change > 0 ? 'more' : 'less'
  return ` · ${format.t(is_over ? `year.${name}` : `year.${name}-by-then`, {
    much: format.percent(Math.abs(change)),
    before: String(year - 1),
  })}`
}

function cards({ new_supporters, busiest_day, months, sum }: PublicYear, format: Format): Html {
  const card = (value: Piece, name: string) => html`<li><strong>${value}</strong> <span>${name}</span></li>`
  const { t } = format
  const best = months
    .filter(({ boosted_msat }) => boosted_msat !== null)
    .toSorted((one, other) => (totalOf(other) ?? 0) - (totalOf(one) ?? 0))[0]
  return html`
    <ul class="cards">
      ${card(format.count(sum.boosts), t('year.boosts'))}
      ${card(format.count(sum.supporters), t('year.supporters'))}
      ${card(format.count(new_supporters), t('year.new'))}
      ${best && card(format.month(best.month), t('year.best-month'))}
      ${busiest_day && card(format.plainDay(busiest_day.day), t('year.best-day'))}
      ${busiest_day && busiest_day.amount_msat !== null && card(format.sats(busiest_day.amount_msat), t('year.best-day-sats'))}
    </ul>`
}

function plot({ months }: PublicYear, format: Format): Piece {
  const rows = months.flatMap(({ month, boosted_msat: boosted, streamed_msat: streamed }) =>
    boosted === null || streamed === null
      ? []
      : [{ name: format.month(month), full: format.month(month), href: null, boosted, streamed }],
  )
  const caption = format.t('section.by-month')
  return rows.length > 0 && html`<section><h2>${caption}</h2>${bars(caption, rows, format)}</section>`
}

function milestones({ milestones: rows, show }: PublicYear, format: Format): Piece {
  return (
    rows.length > 0 &&
    html`<section><h2>${format.t('year.milestones')}</h2>
      <ol class="ranks plain">${rows.map(
        ({ supporter, boosts, day }) => html`
        <li><span class="who">${format.say('year.nth', { count: boosts, n: format.count(boosts), supporter: supporterLink(show.slug, supporter) })}</span>
          <span class="amount meta">${format.plainDay(day)}</span></li>`,
      )}</ol></section>`
  )
}

function episodeRanks({ episodes, show }: PublicYear, format: Format): Html {
  return html`<ol class="ranks">${episodes.map(
    ({ id, title, boosts, amount_msat }) => html`
      <li><span class="who"><a href="/s/${show.slug}/e/${id}"><bdi>${title ?? format.t('episode.untitled')}</bdi></a></span>
        <span class="amount">${amountOf({ amount_msat, boosts }, format)}</span></li>`,
  )}</ol>`
}
