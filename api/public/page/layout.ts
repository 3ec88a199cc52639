import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Html, html } from '#api/page/html.ts'

/** A public page: what its head says, and what is on it. */
export type Page = {
  title: string
  description: string
  /** Whether search engines may list it. */
  listed: boolean
  /** Its own address, where the service knows under which name it is reached. */
  canonical: string | null
  /** Whose page it is; null: of no one show. */
  show: string | null
  main: Html
}

const BARE =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><!--head--></head><body><!--main--></body></html>'

/** Loads the built page that all public pages are set in: it names the styles and the small script. */
export async function loadLayout(folder: string): Promise<(page: Page) => string> {
  const built = await readFile(join(folder, 'public.html'), 'utf8').catch(() => BARE)
  const [before = '', afterHead = ''] = built.split('<!--head-->')
  const [between = '', after = ''] = afterHead.split('<!--main-->')
  return ({ title, description, listed, canonical, main }) => {
    const head = html`<title>${title}</title>
    <meta name="description" content="${description}" />
    <meta name="robots" content="${listed ? 'index, follow' : 'noindex, nofollow'}" />
    <meta property="og:title" content="${title}" />
    <meta property="og:description" content="${description}" />
    <meta property="og:type" content="website" />
    ${canonical && html`<link rel="canonical" href="${canonical}" />`}`
    return before + head.text + between + main.text + after
  }
}
