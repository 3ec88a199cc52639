import type { PublicEpisode } from '#api/contract/public.ts'
import { html, type Piece } from '#api/page/html.ts'
import type { Format } from '#api/public/page/format.ts'
import type { Page } from '#api/public/page/layout.ts'
import {
  artwork,
  countOf,
  demoNote,
  elsewhere,
  foot,
  length,
  messages,
  ranks,
  sats,
  satsOf,
  shareButton,
  supporterLink,
  totalOf,
} from '#api/public/page/parts.ts'

/** One episode: its boosts in order of position, its sum, and who gave. */
export function episodePage(episode: PublicEpisode, format: Format, base: string | null): Page {
  const { show, id, sum, first_booster, supporters, published_at, duration_s } = episode
  const title = episode.title ?? 'Untitled episode'
  const amount = totalOf(sum)
  return {
    title: `${title} · Support for ${show.title}`,
    description: `What listeners of ${show.title} gave for “${title}”.`,
    listed: episode.listed,
    canonical: base && `${base}/s/${show.slug}/e/${id}`,
    show: show.slug,
    shared: { path: `/s/${show.slug}/e/${id}`, isFollowed: true, isEmbedded: false },
    main: html`
    <main class="public" id="content">
      <header class="head">
        ${artwork(episode.artwork)}
        <div>
          <p class="kicker"><a href="/s/${show.slug}"><bdi>${show.title}</bdi></a></p>
          <h1 dir="auto">${title}</h1>
          ${demoNote(show)}
          <p class="meta">${[published_at && format.day(published_at, show.time_zone), duration_s && length(duration_s)].filter(Boolean).join(' · ')}</p>
          ${elsewhere([['The episode’s page', episode.site]])}
        </div>
      </header>
      <p class="headline">${amount === null ? html`<span class="sats">${format.count(sum.boosts)}</span>` : sats(amount, format)}</p>
      <p class="meta">${amount === null ? (sum.boosts === 1 ? 'boost' : 'boosts') : satsOf(amount)} from ${countOf(sum.supporters, 'supporter', format)}${
        amount !== null && `, in ${countOf(sum.boosts, 'boost', format)}`
      }${sum.listeners > 0 && ` and by ${countOf(sum.listeners, 'listener', format)} streaming`}</p>
      ${first_booster && html`<p class="meta">First booster: ${supporterLink(show.slug, first_booster)}</p>`}
      <p class="to-how"><a href="/s/${show.slug}#how">How to boost</a> ${shareButton(`${title} · ${show.title}`, `/s/${show.slug}/e/${id}`)}</p>
      ${
        episode.messages.length > 0
          ? html`<section><h2>Messages</h2>${messages(show, episode.messages, format, 'episode')}</section>`
          : sayNone(episode)
      }
      ${supporters.length > 0 && html`<section><h2>Supporters</h2>${ranks(show.slug, supporters, format)}</section>`}
      ${foot(show.slug, `/s/${show.slug}/e/${id}/feed.xml`)}
    </main>`,
  }
}

/** Why there is no message; nothing where the show publishes none. */
function sayNone({ sum, messages_when }: PublicEpisode): Piece {
  if (sum.boosts === 0) return html`<p class="lead">Nobody has boosted this episode yet.</p>`
  return (
    messages_when === 'after_read' &&
    html`<p class="lead">Messages appear here once they have been read on air.</p>`
  )
}
