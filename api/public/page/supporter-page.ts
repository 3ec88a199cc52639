import type { PublicSupporter } from '#api/contract/public.ts'
import { html } from '#api/page/html.ts'
import type { Format } from '#api/public/page/format.ts'
import type { Page } from '#api/public/page/layout.ts'
import { countOf, demoNote, foot, messages, sats, satsOf, totalOf } from '#api/public/page/parts.ts'

/** A supporter's own page. Never listed by search engines: a name is a person's. */
export function supporterPage(data: PublicSupporter, format: Format): Page {
  const { show, supporter, sum, first_at, episodes } = data
  const amount = totalOf(sum)
  return {
    title: `${supporter.name} · Support for ${show.title}`,
    description: `What ${supporter.name} has given to ${show.title}.`,
    listed: false,
    canonical: null,
    show: show.slug,
    main: html`
    <main class="public" id="content">
      <header>
        <p class="kicker">A supporter of <a href="/s/${show.slug}"><bdi>${show.title}</bdi></a></p>
        <h1 dir="auto">${supporter.name}</h1>
        ${demoNote(show)}
      </header>
      <p class="headline">${amount === null ? html`<span class="sats">${format.count(sum.boosts)}</span>` : sats(amount, format)}</p>
      <p class="meta">${amount === null ? (sum.boosts === 1 ? 'boost' : 'boosts') : satsOf(amount)} for ${countOf(episodes, 'episode', format)}${
        amount !== null && `, in ${countOf(sum.boosts, 'boost', format)}`
      }${first_at && `, since ${format.day(first_at, show.time_zone)}`}</p>
      ${data.messages.length > 0 && html`<section><h2>Messages</h2>${messages(show, data.messages, format, 'supporter')}</section>`}
      ${foot(show.slug)}
    </main>`,
  }
}
