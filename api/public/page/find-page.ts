import type { PublicFound } from '#api/contract/public.ts'
import { type Html, html, type Piece } from '#api/page/html.ts'
import type { Format } from '#api/public/page/format.ts'
import type { Page } from '#api/public/page/layout.ts'
import { countOf, demoNote, foot, messages, sats, supporterLink } from '#api/public/page/parts.ts'

/** The field in which listeners look for their names. */
export function findForm(slug: string, { t }: Format, name = ''): Html {
  return html`
    <form class="find" action="/s/${slug}/find" role="search">
      <label for="name">${t('find.label')}</label>
      <span><input class="input" id="name" name="name" type="search" maxlength="200" autocomplete="nickname" required value="${name}" />
      <button type="submit">${t('find.button')}</button></span>
    </form>`
}

/** Supporters whose names hold what was looked for. Never listed by search engines. */
export function findPage({ show, name, items }: PublicFound, format: Format): Page {
  const { t, say } = format
  return {
    title: t('find.title', { title: show.title }),
    language: show.language,
    description: t('find.describe', { title: show.title }),
    listed: false,
    canonical: null,
    show: show.slug,
    main: html`
    <main class="public" id="content">
      <header>
        <p class="kicker">${say('find.kicker', { title: html`<a href="/s/${show.slug}"><bdi>${show.title}</bdi></a>` })}</p>
        <h1>${t('find.label')}</h1>
        ${demoNote(show, format)}
      </header>
      ${findForm(show.slug, format, name)}
      ${items.length > 0 ? items.map((item) => found(show, item, format)) : name !== '' && nobody(name, format)}
      ${foot(show.slug, format)}
    </main>`,
  }
}

function found(show: PublicFound['show'], item: PublicFound['items'][number], format: Format): Piece {
  const { supporter, boosts, amount_msat, place } = item
  const given = { boosts: countOf(boosts, 'boosts', format), place: format.count(place) }
  return html`
      <section><h2>${supporterLink(show.slug, supporter)}</h2>
        <p class="meta">${amount_msat === null ? format.t('find.found-boosts', given) : format.say('find.found', { ...given, sats: sats(amount_msat, format, true) })}</p>
        ${item.messages.length > 0 && messages(show, item.messages, format, 'supporter')}
      </section>`
}

function nobody(name: string, { say }: Format): Html {
  return html`<p class="lead" role="status">${say('find.nobody', { name: html`<bdi>${name}</bdi>` })}</p>`
}
