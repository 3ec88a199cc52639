import { html } from '#api/page/html.ts'
import type { Format } from '#api/public/page/format.ts'
import type { Page } from '#api/public/page/layout.ts'

type Shows = readonly { slug: string; title: string; description: string | null; demo: boolean }[]

/** The front page: what this is, the public shows, and the way into the studio. */
export function frontPage(shows: Shows, { t, language }: Format): Page {
  return {
    title: 'Readout',
    language,
    description: t('front.describe'),
    listed: true,
    canonical: null,
    show: null,
    main: html`
    <main class="public front" id="content">
      <h1>Readout</h1>
      <p class="lead">${t('front.describe')}</p>
      ${
        shows.length > 0 &&
        html`<section><h2>${t('front.shows')}</h2><ul class="shows">${shows.map(
          ({ slug, title, description, demo }) => html`
          <li><a href="/s/${slug}"><bdi>${title}</bdi></a>${demo && html` <span class="tag">${t('demo.tag')}</span>`}${description && html`<p class="meta" dir="auto">${description}</p>`}</li>`,
        )}</ul></section>`
      }
      <p><a href="/studio/">${t('front.studio')}</a></p>
    </main>`,
  }
}

/** What a stranger sees at an address that is no public page. */
export function missingPage({ t, language }: Format): Page {
  return {
    title: t('missing.title'),
    language,
    description: t('missing.describe'),
    listed: false,
    canonical: null,
    show: null,
    main: html`
    <main class="public front" id="content">
      <h1>${t('missing.head')}</h1>
      <p class="lead">${t('missing.words')}</p>
      <p><a href="/">${t('missing.back')}</a></p>
    </main>`,
  }
}
