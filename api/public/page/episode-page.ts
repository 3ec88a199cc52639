import type { PublicEpisode } from '#api/contract/public.ts'
import { html, type Piece } from '#api/page/html.ts'
import type { Format } from '#api/public/page/format.ts'
import { goalPart } from '#api/public/page/goal.ts'
import type { Page } from '#api/public/page/layout.ts'
import {
  artwork,
  countOf,
  demoNote,
  elsewhere,
  foot,
  givenBy,
  headline,
  length,
  messages,
  ranks,
  shareButton,
  supporterLink,
} from '#api/public/page/parts.ts'

/** One episode: its boosts in order of position, its sum, and who gave. */
export function episodePage(episode: PublicEpisode, format: Format, base: string | null): Page {
  const { show, id, sum, first_booster, supporters, published_at, duration_s } = episode
  const { t, say } = format
  const title = episode.title ?? t('episode.untitled')
  return {
    title: t('episode.title', { episode: title, title: show.title }),
    language: show.language,
    description: t('episode.describe', { episode: title, title: show.title }),
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
          ${demoNote(show, format)}
          <p class="meta">${[published_at && format.day(published_at, show.time_zone), duration_s && length(duration_s, format)].filter(Boolean).join(' · ')}</p>
          ${elsewhere([[t('episode.site'), episode.site]])}
        </div>
      </header>
      ${headline(sum, format)}
      <p class="meta">${givenBy(sum, format)}${sum.listeners > 0 && ` ${t('episode.streaming', { listeners: countOf(sum.listeners, 'listeners', format) })}`}</p>
      ${first_booster && html`<p class="meta">${say('episode.first', { supporter: supporterLink(show.slug, first_booster) })}</p>`}
      ${episode.goals.map((one) => goalPart({ ...one, episode: null }, show, format))}
      <p class="to-how"><a href="/s/${show.slug}#how">${t('how.link')}</a> ${shareButton(`${title} · ${show.title}`, `/s/${show.slug}/e/${id}`, format)}</p>
      ${
        episode.messages.length > 0
          ? html`<section><h2>${t('section.messages')}</h2>${messages(show, episode.messages, format, 'episode')}</section>`
          : sayNone(episode, format)
      }
      ${supporters.length > 0 && html`<section><h2>${t('section.supporters')}</h2>${ranks(show.slug, supporters, format)}</section>`}
      ${foot(show.slug, format, `/s/${show.slug}/e/${id}/feed.xml`)}
    </main>`,
  }
}

/** Why there is no message; nothing where the show publishes none. */
function sayNone({ sum, messages_when }: PublicEpisode, { t }: Format): Piece {
  if (sum.boosts === 0) return html`<p class="lead">${t('episode.none')}</p>`
  return messages_when === 'after_read' && html`<p class="lead">${t('episode.not-read')}</p>`
}
