import type { PublicShow } from '#api/contract/public.ts'
import { type Html, html, type Piece } from '#api/page/html.ts'
import { type Bar, bars } from '#api/public/page/bars.ts'
import { findForm } from '#api/public/page/find-page.ts'
import type { Format } from '#api/public/page/format.ts'
import { howTo } from '#api/public/page/how-to.ts'
import type { Page } from '#api/public/page/layout.ts'
import {
  artwork,
  countOf,
  demoNote,
  elsewhere,
  foot,
  messages,
  ranks,
  sats,
  satsOf,
  shareButton,
  shortTitle,
  totalOf,
} from '#api/public/page/parts.ts'

/** A show's support: what it adds up to, from whom, and what they said. */
export function showPage(show: PublicShow, format: Format, base: string | null): Page {
  const { slug, title } = show
  const isEmpty = show.all_time.boosts === 0 && (show.all_time.streamed_msat ?? 0) === 0
  return {
    title: `Support for ${title}`,
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
            <p class="kicker">Support for</p>
            <h1 dir="auto">${title}</h1>
            ${elsewhere([
              ['Website', show.site],
              ['RSS feed', show.feed],
            ])}
          </div>
        </div>
        ${demoNote(show)}
        ${show.description && html`<p class="lead" dir="auto">${show.description}</p>`}
      </header>
      ${isEmpty ? nothingYet() : [headline(show, format), goal(show, format), ways(show), cards(show, format), plots(show, format), said(show, format), people(show, format), apps(show, format)]}
      ${howTo(show, format)}
      ${foot(slug)}
    </main>`,
  }
}

function nothingYet(): Html {
  return html`<p class="lead">Nobody has boosted yet. The first boost will be the first thing on this page.</p>`
}

function headline({ this_year, all_time }: PublicShow, format: Format): Html {
  const amount = totalOf(this_year)
  const isWorth = amount !== null && amount > 0
  const shown = isWorth ? this_year : all_time
  const msat = isWorth ? amount : totalOf(all_time)
  const when = isWorth ? 'this year' : 'so far'
  return html`
    <p class="headline">${msat === null ? html`<span class="sats">${format.count(shown.boosts)}</span>` : sats(msat, format)}</p>
    <p class="meta">${msat === null ? `${shown.boosts === 1 ? 'boost' : 'boosts'} ${when}` : `${satsOf(msat)} ${when}`}, from ${countOf(shown.supporters, 'supporter', format)}</p>`
}

/** What many come for, from where they begin to read. */
function ways({ title, slug }: PublicShow): Html {
  return html`<p class="to-how"><a href="#how">How to boost</a> ${shareButton(`Support for ${title}`, `/s/${slug}`)}</p>`
}

function goal({ goal: wanted }: PublicShow, format: Format): Piece {
  if (!wanted) return null
  const { title, sats: asked, reached_sats, reached_percent } = wanted
  const said =
    asked === null || reached_sats === null
      ? format.percent(reached_percent)
      : `${format.count(reached_sats)} of ${format.count(asked)}`
  return html`
    <section class="goal">
      <p><strong id="goal" dir="auto">${title}</strong> <span class="meta">${said}</span></p>
      <progress aria-labelledby="goal" max="100" value="${Math.min(100, reached_percent)}">${reached_percent} %</progress>
    </section>`
}

function cards({ latest_episode, this_month, all_time }: PublicShow, format: Format): Html {
  const card = (value: Piece, name: Piece) => html`<li><strong>${value}</strong> <span>${name}</span></li>`
  const month = totalOf(this_month)
  const latest = latest_episode && totalOf(latest_episode)
  return html`
    <ul class="cards">
      ${latest_episode && latest !== null && card(format.sats(latest), 'sats for the latest episode')}
      ${latest_episode && card(format.count(latest_episode.boosts), 'boosts for it')}
      ${latest_episode && card(format.count(latest_episode.listeners), 'listeners streaming it')}
      ${month !== null && card(format.sats(month), ['sats this month', compared(month, this_month, format)])}
      ${card(format.count(all_time.boosts), 'boosts so far')}
      ${card(format.count(all_time.supporters), 'supporters so far')}
    </ul>`
}

/** How a month stands beside the same days of the one before; nothing where little can be said. */
function compared(month: number, { before }: PublicShow['this_month'], format: Format): Piece {
  const last = totalOf(before)
  if (last === null || last === 0) return null
  const change = Math.round((month / last - 1) * 100)
  if (change === 0) return ', as much as by then last month'
  const much =
    change > 300 ? `${format.count(Math.round(month / last))} times` : format.percent(Math.abs(change))
  return change > 300
    ? `, ${much} what it was by then last month`
    : `, ${much} ${change > 0 ? 'more' : 'less'} than by then last month`
}

function plots({ slug, episodes, months }: PublicShow, format: Format): Piece {
  const byEpisode = episodes.flatMap((one): Bar[] =>
    one.boosted_msat === null || one.streamed_msat === null
      ? []
      : [
          {
            name: shortTitle(one.title),
            full: one.title ?? 'Untitled episode',
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
      html`<section><h2>By episode</h2>${bars('By episode', byEpisode, format)}</section>`,
    byMonth.length > 1 && html`<section><h2>By month</h2>${bars('By month', byMonth, format)}</section>`,
    byEpisode.length === 0 && episodes.length > 0 && episodeList(slug, episodes, format),
  ]
}

function episodeList(slug: string, episodes: PublicShow['episodes'], format: Format): Html {
  return html`
    <section><h2>Episodes</h2>
      <ol class="ranks plain">${[...episodes].reverse().map(
        ({ id, title, boosts }) => html`
        <li><span class="who"><a href="/s/${slug}/e/${id}"><bdi>${title ?? 'Untitled episode'}</bdi></a></span>
          <span class="amount">${countOf(boosts, 'boost', format)}</span></li>`,
      )}</ol>
    </section>`
}

function said(show: PublicShow, format: Format): Piece {
  const { messages: rows, messages_when } = show
  const title = messages_when === 'after_read' ? 'Read on air' : 'Messages'
  return rows.length > 0 && html`<section><h2>${title}</h2>${messages(show, rows, format, 'show')}</section>`
}

function people(show: PublicShow, format: Format): Piece {
  const { slug, supporters, fiat, free_boosts } = show
  const { this_month, all_time } = supporters
  return [
    this_month.length > 0 && html`<section><h2>This month</h2>${ranks(slug, this_month, format)}</section>`,
    all_time.length > 0 && html`<section><h2>All time</h2>${ranks(slug, all_time, format)}</section>`,
    show.names && all_time.length > 0 && findForm(slug),
    (fiat.length > 0 || free_boosts > 0) &&
      html`<p class="meta beside">Beside the sats: ${[
        ...fiat.map(
          ({ amount_minor, currency, count }) =>
            `${format.money(amount_minor, currency)} in ${countOf(count, 'boost', format)}`,
        ),
        ...(free_boosts > 0 ? [countOf(free_boosts, 'boost by a member', format, 'boosts by members')] : []),
      ].join(', ')}.</p>`,
  ]
}

function apps({ apps: rows }: PublicShow, format: Format): Piece {
  return (
    rows.length > 0 &&
    html`<section><h2>Sent from</h2>
      <ol class="ranks plain">${rows.map(
        ({ app, boosts, amount_msat }) => html`
        <li><span class="who"><bdi>${app}</bdi></span>
          <span class="amount">${amount_msat === null ? countOf(boosts, 'boost', format) : sats(amount_msat, format)}</span></li>`,
      )}</ol></section>`
  )
}

function describe({ title, all_time }: PublicShow, format: Format): string {
  const amount = totalOf(all_time)
  const given =
    amount === null ? countOf(all_time.boosts, 'boost', format) : `${format.sats(amount)} ${satsOf(amount)}`
  return `What listeners of ${title} have given: ${given} from ${countOf(all_time.supporters, 'supporter', format)}.`
}
