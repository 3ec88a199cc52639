import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Language } from '#api/contract/language.ts'
import { oneLine } from '#api/lib/one-line.ts'
import { type Html, html } from '#api/page/html.ts'
import { CARD } from '#api/public/card/draw-card.ts'

/** A public page: what its head says, and what is on it. */
export type Page = {
  title: string
  language: Language
  description: string
  /** Whether search engines may list it. */
  listed: boolean
  /** Its own address, where the service knows under which name it is reached. */
  canonical: string | null
  /** Whose page it is; null: of no one show. */
  show: string | null
  /** The path of this page, where others may share, show and follow it. */
  shared?: { path: string; isFollowed: boolean; isEmbedded: boolean }
  main: Html
}

/** Sets a page in the built one. @param origin where the service is reached, for what wants whole addresses */
export type Layout = (page: Page, origin?: string) => string

const BARE =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><!--head--></head><body><!--main--></body></html>'

/** What other sites show of a page, follow and embed: they want whole addresses. */
function linksOf(
  { path, isFollowed, isEmbedded }: NonNullable<Page['shared']>,
  title: string,
  origin: string,
): Html {
  const page = origin + path
  return html`<meta property="og:url" content="${page}" />
    <meta property="og:site_name" content="Readout" />
    <meta property="og:image" content="${page}/card.png" />
    <meta property="og:image:type" content="image/png" />
    <meta property="og:image:width" content="${CARD.width}" />
    <meta property="og:image:height" content="${CARD.height}" />
    <meta property="og:image:alt" content="${title}" />
    <meta name="twitter:card" content="summary_large_image" />
    ${
      isFollowed &&
      html`<link rel="alternate" type="application/atom+xml" title="${title}" href="${page}/feed.xml" />
    <link rel="alternate" type="application/feed+json" title="${title}" href="${page}/feed.json" />`
    }
    ${isEmbedded && html`<link rel="alternate" type="application/json+oembed" title="${title}" href="${origin}/api/v1/public/oembed?url=${encodeURIComponent(page)}" />`}`
}

/** Loads the built page that all public pages are set in: it names the styles and the small script. */
async function loadLayout(folder: string): Promise<Layout> {
  const built = await readFile(join(folder, 'public.html'), 'utf8').catch(() => BARE)
  const [before = '', afterHead = ''] = built.split('<!--head-->')
  const [between = '', after = ''] = afterHead.split('<!--main-->')
  return ({ language, listed, canonical, shared, main, ...said }, origin) => {
    const title = oneLine(said.title)
    const description = oneLine(said.description)
    const head = html`<title>${title}</title>
    <meta name="description" content="${description}" />
    <meta name="robots" content="${listed ? 'index, follow' : 'noindex, nofollow'}" />
    <meta property="og:title" content="${title}" />
    <meta property="og:description" content="${description}" />
    <meta property="og:type" content="website" />
    ${canonical && html`<link rel="canonical" href="${canonical}" />`}
    ${shared && origin !== undefined && linksOf(shared, title, origin)}`
    return (
      before.replace('<html lang="en"', `<html lang="${language}"`) + head.text + between + main.text + after
    )
  }
}

/** What public pages are set in, loaded once, when it is first needed. */
export function lazyLayout(folder: string): () => Promise<Layout> {
  let layout: Promise<Layout> | undefined
  return () => {
    layout ??= loadLayout(folder)
    return layout
  }
}
