import type { PublicSupporter } from '#api/contract/public.ts'
import { html } from '#api/page/html.ts'
import type { Format } from '#api/public/page/format.ts'
import type { Page } from '#api/public/page/layout.ts'
import { countOf, demoNote, foot, headline, messages, satsOf, totalOf } from '#api/public/page/parts.ts'

/** A supporter's own page. Never listed by search engines: a name is a person's. */
export function supporterPage(data: PublicSupporter, format: Format): Page {
  const { show, supporter, sum, first_at, episodes } = data
  const { t, say } = format
  const amount = totalOf(sum)
  const episodeCount = countOf(episodes, 'episodes', format)
  return {
    title: t('supporter.title', { supporter: supporter.name, title: show.title }),
    language: show.language,
    description: t('supporter.describe', { supporter: supporter.name, title: show.title }),
    listed: false,
    canonical: null,
    show: show.slug,
    main: html`
    <main class="public" id="content">
      <header>
        <p class="kicker">${say('supporter.kicker', { title: html`<a href="/s/${show.slug}"><bdi>${show.title}</bdi></a>` })}</p>
        <h1 dir="auto">${supporter.name}</h1>
        ${demoNote(show, format)}
      </header>
      ${headline(sum, format)}
      <p class="meta">${
        amount === null
          ? t('supporter.sum-boosts', { count: sum.boosts, episodes: episodeCount })
          : t('supporter.sum', {
              unit: satsOf(amount, format),
              episodes: episodeCount,
              boosts: countOf(sum.boosts, 'boosts', format),
            })
      }${first_at && `, ${t('supporter.since', { day: format.day(first_at, show.time_zone) })}`}</p>
      ${data.messages.length > 0 && html`<section><h2>${t('section.messages')}</h2>${messages(show, data.messages, format, 'supporter')}</section>`}
      ${foot(show.slug, format)}
    </main>`,
  }
}
