import type { PublicMessagePage } from '#api/contract/public.ts'
import { html } from '#api/page/html.ts'
import type { Format } from '#api/public/page/format.ts'
import type { Page } from '#api/public/page/layout.ts'
import { artwork, demoNote, foot, message, shareButton } from '#api/public/page/parts.ts'

const SHORT = 120

/** One message by itself, to be linked and shared. */
export function messagePage(data: PublicMessagePage, format: Format, base: string | null): Page {
  const { show, message: row } = data
  const path = `/s/${show.slug}/b/${row.id}`
  const { t } = format
  const title = t('message.title', { supporter: row.supporter.name, title: show.title })
  return {
    title,
    language: show.language,
    description: cut(row.message),
    listed: data.listed,
    canonical: base && base + path,
    show: show.slug,
    shared: { path, isFollowed: false, isEmbedded: true },
    main: html`
    <main class="public one-message" id="content">
      <header class="head">
        ${artwork(data.artwork)}
        <div>
          <p class="kicker">${t('message.kicker')}</p>
          <h1 dir="auto"><a href="/s/${show.slug}">${show.title}</a></h1>
          ${demoNote(show, format)}
        </div>
      </header>
      <ul class="messages">${message(show, row, format, 'show', false)}</ul>
      <p class="to-how">${shareButton(title, path, format)} <a href="/s/${show.slug}#how">${t('how.link')}</a></p>
      ${foot(show.slug, format)}
    </main>`,
  }
}

/** The beginning of a text in one line, cut between words. */
export function cut(text: string, most = SHORT): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= most) return line
  const begin = line.slice(0, most).replace(/[\ud800-\udbff]$/, '')
  return `${begin.replace(/\s+\S{0,20}$/, '')}…`
}
