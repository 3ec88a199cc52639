import { type Request, type RequestHandler, type Response, Router } from 'express'
import type { Context } from '#api/context.ts'
import type { Language } from '#api/contract/language.ts'
import type { Html } from '#api/page/html.ts'
import {
  EMBEDS,
  type EmbedLook,
  embedOfMessage,
  embedOfShow,
  embedPolicy,
  embedQuery,
  loadEmbedLayout,
} from '#api/public/embed/embed-page.ts'
import { type Reader, readerOf } from '#api/public/page/format.ts'
import { readPublicMessage } from '#api/public/read/read-message.ts'
import { readPublicShow } from '#api/public/read/read-show.ts'
import { idIn, plainPath, slugIn } from '#api/public/serve/address.ts'
import { sendPage } from '#api/public/serve/page-cache.ts'

type Made = { title: string; language: Language; slug: string; main: Html }

/** Serves what other sites may frame, and nothing else of us may be: no script, no cookie. */
export function serveEmbeds(ctx: Context, folder: string, measure: RequestHandler): Router {
  const router = Router({ caseSensitive: true })
  let layout: ReturnType<typeof loadEmbedLayout> | undefined

  const embed = async (
    req: Request,
    res: Response,
    make: (reader: Reader, look: EmbedLook) => Promise<Made>,
  ) => {
    const look = embedQuery.parse(req.query)
    const reader = readerOf(req)
    res.vary('Accept-Language')
    const key = `${reader.key} ${look.theme} ${look.accent} ${look.goal} ${plainPath(req)}`
    const kept = await ctx.pages.get(key, async () => {
      layout ??= loadEmbedLayout(folder)
      const { title, language, slug, main } = await make(reader, look)
      return {
        type: 'text/html; charset=utf-8',
        text: (await layout)(title, language, main, look),
        show: slug,
      }
    })
    res.removeHeader('X-Frame-Options')
    res.set('Content-Security-Policy', embedPolicy(look))
    res.set('Cross-Origin-Resource-Policy', 'cross-origin')
    await sendPage(req, res, kept)
  }

  for (const kind of EMBEDS)
    router.get(`/s/:slug/embed/${kind}`, measure, ctx.limitReaders, (req, res) =>
      embed(req, res, async (reader, look) => {
        const show = await readPublicShow(ctx, slugIn(req))
        const { slug, language, title } = show
        const format = reader.in(language)
        const main = embedOfShow(kind, show, look, format)
        return { title: format.t('show.title', { title }), language, slug, main }
      }),
    )
  router.get('/s/:slug/b/:id/embed', measure, ctx.limitReaders, (req, res) =>
    embed(req, res, async (reader) => {
      const data = await readPublicMessage(ctx, slugIn(req), idIn(req))
      const { slug, title, language } = data.show
      const format = reader.in(language)
      return {
        title: format.t('message.card', { title }),
        language,
        slug,
        main: embedOfMessage(data, format),
      }
    }),
  )
  return router
}
