import { type RequestHandler, Router } from 'express'
import type { Context } from '#api/context.ts'
import { answerOwnPage, readOwnPage } from '#api/public/own/own-page.ts'
import { lazyLayout } from '#api/public/page/layout.ts'
import { ownPage } from '#api/public/page/own-page.ts'
import { nameIn, slugIn } from '#api/public/serve/address.ts'
import { sendOnce } from '#api/public/serve/send-once.ts'

/** Serves the links by which supporters say whether they want a page of their own. Nothing of them is kept by anyone. */
export function serveOwn(ctx: Context, folder: string, measure: RequestHandler): Router {
  const router = Router({ caseSensitive: true })
  const layout = lazyLayout(folder)
  const path = '/s/:slug/own/:token'
  router.get(path, measure, ctx.limitReaders, (req, res) =>
    sendOnce(req, res, layout(), async (reader) => {
      const data = await readOwnPage(ctx.db, slugIn(req), nameIn(req, 'token'))
      return ownPage(data, req.path, reader.in(data.show.language))
    }),
  )
  for (const answer of ['yes', 'no'] as const)
    router.post(`${path}/${answer}`, measure, ctx.limitReaders, async (req, res) => {
      const [slug, token] = [slugIn(req), nameIn(req, 'token')]
      await answerOwnPage(ctx.db, slug, token, answer === 'yes', ctx.now())
      res.redirect(303, `/s/${encodeURIComponent(slug)}/own/${encodeURIComponent(token)}`)
    })
  return router
}
