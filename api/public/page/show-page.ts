import type { PublicShow } from '#api/contract/public.ts'
import { type Html, html, type Piece } from '#api/page/html.ts'
import { type Bar, bars } from '#api/public/page/bars.ts'
import { findForm } from '#api/public/page/find-page.ts'
import type { Format } from '#api/public/page/format.ts'
import { goalPart } from '#api/public/page/goal.ts'
import { howTo } from '#api/public/page/how-to.ts'
import type { Page } from '#api/public/page/layout.ts'
import {
  amountOf,
  artwork,
  countOf,
  demoNote,
  elsewhere,
  foot,
  givenOf,
  headline,
  messages,
  ranks,
  satsOf,
  shareButton,
  shortTitle,
  totalOf,
} from '#api/public/page/parts.ts'

/** A show's support: what it adds up to, from whom, and what they said. */
export function showPage(show: PublicShow, format: Format, base: string | null): Page {
  const { slug, title } = show
  const { t } = format
  const isEmpty = show.all_time.boosts === 0 && (show.all_time.streamed_msat ?? 0) === 0
  return {
    title: t('show.title', { title }),
    language: show.language,
    description: show.description ?? describe(show, format),
    listed: show.listed,
    canonical: base && `${base}/s/${slug}`,
    show: slug,
    shared: { path: `/s/${slug}`, isFollowed: true, isEmbedded: true },
    main: html`
    <main class="public" id="content">
      <header>
        <div class="head">
          ${artwork(show.artwork)}
          <div>
            <p class="kicker">${t('show.kicker')}</p>
            <h1 dir="auto">${title}</h1>
            ${elsewhere([
              [t('show.website'), show.site],
              [t('show.feed'), show.feed],
            ])}
          </div>
        </div>
        ${demoNote(show, format)}
        ${show.description && html`<p class="lead" dir="auto">${show.description}</p>`}
      </header>
      ${isEmpty ? [html`<p class="lead">${t('show.nothing')}</p>`, show.goals.map((one) => goalPart(one, show, format))] : [sumUp(show, format), show.goals.map((one) => goalPart(one, show, format)), ways(show, format), cards(show, format), plots(show, format), said(show, format), people(show, format), apps(show, format)]}
      ${howTo(show, format)}
      ${foot(slug, format)}
    </main>`,
  }
}

function sumUp({ this_year, all_time }: PublicShow, format: Format): Html {
  const isWorth = (totalOf(this_year) ?? 0) > 0
  const shown = isWorth ? this_year : all_time
  const msat = totalOf(shown)
  const when = isWorth ? 'year' : 'ever'
  const supporters = countOf(shown.supporters, 'supporters', format)
  return html`
    ${headline(shown, format)}
    <p class="meta">${msat === null ? format.t(`headline.boosts-${when}`, { count: shown.boosts, supporters }) : format.t(`headline.sats-${when}`, { unit: satsOf(msat, format), supporters })}</p>`
}

/** What many come for, from where they begin to read. */
function ways({ title, slug }: PublicShow, format: Format): Html {
  const { t } = format
  return html`<p class="to-how"><a href="#how">${t('how.link')}</a> ${shareButton(t('show.title', { title }), `/s/${slug}`, format)}</p>`
}

type CountName = 'card.latest-boosts' | 'card.latest-listeners' | 'card.boosts' | 'card.supporters'

function cards({ latest_episode, this_month, all_time }: PublicShow, format: Format): Html {
  const { t } = format
  const card = (value: Piece, name: Piece) => html`<li><strong>${value}</strong> <span>${name}</span></li>`
  const countCard = (count: number, name: CountName) => card(format.count(count), t(name, { count }))
  const month = totalOf(this_month)
  const latest = latest_episode && totalOf(latest_episode)
  return html`
    <ul class="cards">
      ${latest_episode && latest !== null && card(format.sats(latest), t('card.latest-sats'))}
      ${latest_episode && countCard(latest_episode.boosts, 'card.latest-boosts')}
      ${latest_episode && countCard(latest_episode.listeners, 'card.latest-listeners')}
      ${month !== null && card(format.sats(month), [t('card.month'), compared(month, this_month, format)])}
      ${countCard(all_time.boosts, 'card.boosts')}
      ${countCard(all_time.supporters, 'card.supporters')}
    </ul>`
}

/** How a month stands beside the same days of the one before; nothing where little can be said. */
function compared(month: number, { before }: PublicShow['this_month'], format: Format): Piece {
  const last = totalOf(before)
  if (last === null || last === 0) return null
  const change = Math.round((month / last - 1) * 100)
  if (change === 0) return `, ${format.t('month.same')}`
  if (change > 300) return `, ${format.t('month.times', { times: format.count(Math.round(month / last)) })}`
  const much = format.percent(Math.abs(change))
  return `, ${format.t(change > 0 ? 'month.more' : 'month.less', { much })}`
}

function plots({ slug, episodes, months }: PublicShow, format: Format): Piece {
  const { t } = format
  const byEpisode = episodes.flatMap((one): Bar[] =>
    one.boosted_msat === null || one.streamed_msat === null
      ? []
      : [
          {
            name: shortTitle(one.title, format),
            full: one.title ?? t('episode.untitled'),
            href: `/s/${slug}/e/${one.id}`,
            boosted: one.boosted_msat,
            streamed: one.streamed_msat,
          },
        ],
  )
  const byMonth = months.flatMap((one): Bar[] =>
    one.boosted_msat === null || one.streamed_msat === null
      ? []
      : [
          {
            name: format.month(one.month),
            full: format.month(one.month),
            href: null,
            boosted: one.boosted_msat,
            streamed: one.streamed_msat,
          },
        ],
  )
  return [
    byEpisode.length > 0 &&
      html`<section><h2>${t('section.by-episode')}</h2>${bars(t('section.by-episode'), byEpisode, format)}</section>`,
    byMonth.length > 1 &&
      html`<section><h2>${t('section.by-month')}</h2>${bars(t('section.by-month'), byMonth, format)}${years(slug, months, format)}</section>`,
    byEpisode.length === 0 && episodes.length > 0 && episodeList(slug, episodes, format),
  ]
}

/** Leads to the pages of the years that the months are of. */
function years(slug: string, months: PublicShow['months'], format: Format): Html {
  const all = [...new Set(months.map(({ month }) => month.slice(0, 4)))].reverse()
  return html`<p class="years">${all.map((year, at) => [
    at > 0 && ' · ',
    html`<a href="/s/${slug}/y/${year}">${format.t('year.link', { year })}</a>`,
  ])}</p>`
}

function episodeList(slug: string, episodes: PublicShow['episodes'], format: Format): Html {
  return html`
    <section><h2>${format.t('section.episodes')}</h2>
      <ol class="ranks plain">${[...episodes].reverse().map(
        ({ id, title, boosts }) => html`
        <li><span class="who"><a href="/s/${slug}/e/${id}"><bdi>${title ?? format.t('episode.untitled')}</bdi></a></span>
          <span class="amount">${countOf(boosts, 'boosts', format)}</span></li>`,
      )}</ol>
    </section>`
}

function said(show: PublicShow, format: Format): Piece {
  const { messages: rows, messages_when } = show
  const title = format.t(messages_when === 'after_read' ? 'section.read' : 'section.messages')
  return rows.length > 0 && html`<section><h2>${title}</h2>${messages(show, rows, format, 'show')}</section>`
}

function people(show: PublicShow, format: Format): Piece {
  const { slug, supporters, fiat, free_boosts } = show
  const { this_month, all_time } = supporters
  const { t } = format
  const list = [
    ...fiat.map(({ amount_minor, currency, count }) =>
      t('beside.money', {
        money: format.money(amount_minor, currency),
        boosts: countOf(count, 'boosts', format),
      }),
    ),
    ...(free_boosts > 0 ? [countOf(free_boosts, 'free', format)] : []),
  ]
  return [
    this_month.length > 0 &&
      html`<section><h2>${t('section.this-month')}</h2>${ranks(slug, this_month, format)}</section>`,
    all_time.length > 0 &&
      html`<section><h2>${t('section.all-time')}</h2>${ranks(slug, all_time, format)}</section>`,
    show.names && all_time.length > 0 && findForm(slug, format),
    list.length > 0 && html`<p class="meta beside">${t('beside', { list: list.join(', ') })}</p>`,
  ]
}

function apps({ apps: rows }: PublicShow, format: Format): Piece {
  return (
    rows.length > 0 &&
    html`<section><h2>${format.t('section.apps')}</h2>
      <ol class="ranks plain">${rows.map(
        ({ app, boosts, amount_msat }) => html`
        <li><span class="who"><bdi>${app}</bdi></span>
          <span class="amount">${amountOf({ amount_msat, boosts }, format)}</span></li>`,
      )}</ol></section>`
  )
}

function describe({ title, all_time }: PublicShow, format: Format): string {
  const given = givenOf(all_time, format)
  const supporters = countOf(all_time.supporters, 'supporters', format)
  return format.t('show.describe', { title, given, supporters })
}
