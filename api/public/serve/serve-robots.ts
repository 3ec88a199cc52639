import { type RequestHandler, Router } from 'express'
import type { Context } from '#api/context.ts'
import { html } from '#api/page/html.ts'
import { listIndexed } from '#api/public/read/list-indexed.ts'
import { originOf, ownOriginOf } from '#api/public/serve/address.ts'
import { sendPage } from '#api/public/serve/page-cache.ts'

/** Tells search engines what there is of pages that may be listed. */
export function serveRobots(ctx: Context, measure: RequestHandler): Router {
  const router = Router({ caseSensitive: true })
  router.get('/robots.txt', measure, ctx.limitReaders, (req, res) => {
    const origin = originOf(req, ctx.config)
    const said = [
      'User-agent: *',
      'Disallow: /studio/',
      'Disallow: /api/',
      'Disallow: /s/*/find',
      ...(origin === null ? [] : ['', `Sitemap: ${origin}/sitemap.xml`]),
    ]
    res
      .set('Cache-Control', 'public, max-age=3600')
      .type('text/plain')
      .send(`${said.join('\n')}\n`)
  })
  router.get('/sitemap.xml', measure, ctx.limitReaders, async (req, res) => {
    const origin = ownOriginOf(req, ctx.config)
    const kept = await ctx.pages.get(`${origin}/sitemap.xml`, async () => {
      const pages = await listIndexed(ctx.db)
      const text = html`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${pages.map(
        (path) => html`
<url><loc>${origin}${path}</loc></url>`,
      )}
</urlset>
`
      return { type: 'application/xml; charset=utf-8', text: text.text, show: null }
    })
    await sendPage(req, res, kept)
  })
  return router
}
