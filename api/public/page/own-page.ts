import type { PublicOwnPage } from '#api/contract/public.ts'
import { html } from '#api/page/html.ts'
import type { Format } from '#api/public/page/format.ts'
import type { Page } from '#api/public/page/layout.ts'
import { demoNote, foot } from '#api/public/page/parts.ts'

/** Asks a supporter whether they want a page of their own; only who has the link sees it. */
export function ownPage({ show, supporter, is_wanted }: PublicOwnPage, path: string, format: Format): Page {
  const { t, say } = format
  const answer = (name: 'yes' | 'no') => html`
        <form method="post" action="${path}/${name}"><button type="submit">${t(`own.${name}`)}</button></form>`
  return {
    title: t('own.title', { title: show.title }),
    language: show.language,
    description: t('own.title', { title: show.title }),
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
      <p class="lead">${t('own.words')}</p>
      <p class="lead" role="status">${
        is_wanted
          ? say('own.is', { page: html`<a href="/s/${show.slug}/u/${supporter.id}">${t('own.page')}</a>` })
          : t('own.is-not')
      }</p>
      <div class="to-how">${is_wanted ? answer('no') : answer('yes')}</div>
      ${foot(show.slug, format)}
    </main>`,
  }
}
