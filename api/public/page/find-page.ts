import type { PublicFound } from '#api/contract/public.ts'
import { type Html, html, type Piece } from '#api/page/html.ts'
import type { Format } from '#api/public/page/format.ts'
import type { Page } from '#api/public/page/layout.ts'
import { countOf, demoNote, foot, messages, sats, supporterLink } from '#api/public/page/parts.ts'

/** The field in which listeners look for their names. */
export function findForm(slug: string, name = ''): Html {
  return html`
    <form class="find" action="/s/${slug}/find" role="search">
      <label for="name">Find a name</label>
      <span><input class="input" id="name" name="name" type="search" maxlength="200" autocomplete="nickname" required value="${name}" />
      <button type="submit">Find</button></span>
    </form>`
}

/** Supporters whose names hold what was looked for. Never listed by search engines. */
export function findPage({ show, name, items }: PublicFound, format: Format): Page {
  return {
    title: `Find a name · Support for ${show.title}`,
    description: `Supporters of ${show.title} by name.`,
    listed: false,
    canonical: null,
    show: show.slug,
    main: html`
    <main class="public" id="content">
      <header>
        <p class="kicker">Supporters of <a href="/s/${show.slug}"><bdi>${show.title}</bdi></a></p>
        <h1>Find a name</h1>
        ${demoNote(show)}
      </header>
      ${findForm(show.slug, name)}
      ${items.length > 0 ? items.map((item) => found(show, item, format)) : name !== '' && nobody(name)}
      ${foot(show.slug)}
    </main>`,
  }
}

function found(show: PublicFound['show'], item: PublicFound['items'][number], format: Format): Piece {
  const { supporter, boosts, amount_msat, place } = item
  return html`
      <section><h2>${supporterLink(show.slug, supporter)}</h2>
        <p class="meta">${amount_msat !== null && [sats(amount_msat, format, true), ' in ']}${countOf(boosts, 'boost', format)} · number ${format.count(place)} of all time</p>
        ${item.messages.length > 0 && messages(show, item.messages, format, 'supporter')}
      </section>`
}

function nobody(name: string): Html {
  return html`<p class="lead" role="status">Nobody called “<bdi>${name}</bdi>” yet. Names are as the app sent them; a part of one is enough.</p>`
}
