import { type Request, type RequestHandler, type Response, Router } from 'express'
import type { Context } from '#api/context.ts'
import type { Html } from '#api/page/html.ts'
import {
  EMBEDS,
  embedOfMessage,
  embedOfShow,
  embedPolicy,
  embedQuery,
  loadEmbedLayout,
} from '#api/public/embed/embed-page.ts'
import { type Format, formatFor } from '#api/public/page/format.ts'
import { readPublicMessage } from '#api/public/read/read-message.ts'
import { readPublicShow } from '#api/public/read/read-show.ts'
import { idIn, nameIn } from '#api/public/serve/address.ts'
import { sendPage } from '#api/public/serve/page-cache.ts'

type Made = { title: string; slug: string; main: Html }

/** Serves what other sites may frame, and nothing else of us may be: no script, no cookie. */
export function serveEmbeds(ctx: Context, folder: string, measure: RequestHandler): Router {
  const router = Router({ caseSensitive: true })
  let layout: ReturnType<typeof loadEmbedLayout> | undefined

  const embed = async (req: Request, res: Response, make: (format: Format) => Promise<Made>) => {
    const look = embedQuery.parse(req.query)
    const format = formatFor(req)
    res.vary('Accept-Language')
    const key = `${format.locale} ${look.theme} ${look.accent} ${req.path}`
    const kept = await ctx.pages.get(key, async () => {
      layout ??= loadEmbedLayout(folder)
      const { title, slug, main } = await make(format)
      return { type: 'text/html; charset=utf-8', text: (await layout)(title, main, look), show: slug }
    })
    res.removeHeader('X-Frame-Options')
    res.set('Content-Security-Policy', embedPolicy(look))
    res.set('Cross-Origin-Resource-Policy', 'cross-origin')
    await sendPage(req, res, kept)
  }

  for (const kind of EMBEDS)
    router.get(`/s/:slug/embed/${kind}`, measure, ctx.limitReaders, (req, res) =>
      embed(req, res, async (format) => {
        const show = await readPublicShow(ctx, nameIn(req, 'slug'))
        return { title: `Support for ${show.title}`, slug: show.slug, main: embedOfShow(kind, show, format) }
      }),
    )
  router.get('/s/:slug/b/:id/embed', measure, ctx.limitReaders, (req, res) =>
    embed(req, res, async (format) => {
      const data = await readPublicMessage(ctx, nameIn(req, 'slug'), idIn(req))
      const { slug, title } = data.show
      return { title: `A boost for ${title}`, slug, main: embedOfMessage(data, format) }
    }),
  )
  return router
}
