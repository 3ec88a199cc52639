import { html } from '#api/page/html.ts'
import type { Page } from '#api/public/page/layout.ts'

type Shows = readonly { slug: string; title: string; description: string | null; demo: boolean }[]

/** The front page: what this is, the public shows, and the way into the studio. */
export function frontPage(shows: Shows): Page {
  return {
    title: 'Readout',
    description: 'The boosts of a podcast: every one recorded, totalled, and ready to read on air.',
    listed: true,
    canonical: null,
    show: null,
    main: html`
    <main class="public front" id="content">
      <h1>Readout</h1>
      <p class="lead">The boosts of a podcast: every one recorded, totalled, and ready to read on air.</p>
      ${
        shows.length > 0 &&
        html`<section><h2>Shows</h2><ul class="shows">${shows.map(
          ({ slug, title, description, demo }) => html`
          <li><a href="/s/${slug}"><bdi>${title}</bdi></a>${demo && html` <span class="tag">demo</span>`}${description && html`<p class="meta" dir="auto">${description}</p>`}</li>`,
        )}</ul></section>`
      }
      <p><a href="/studio/">Open the studio</a></p>
    </main>`,
  }
}

/** What a stranger sees at an address that is no public page. */
export function missingPage(): Page {
  return {
    title: 'Not found · Readout',
    description: 'There is no page at this address.',
    listed: false,
    canonical: null,
    show: null,
    main: html`
    <main class="public front" id="content">
      <h1>Nothing here</h1>
      <p class="lead">There is no public page at this address. The link may have been cut short, or the show keeps its support to itself.</p>
      <p><a href="/">See the public shows</a></p>
    </main>`,
  }
}
