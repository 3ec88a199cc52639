import { type RequestHandler, Router } from 'express'
import type { Context } from '#api/context.ts'
import { AppError } from '#api/errors.ts'
import { answerOwnPage, readOwnPage } from '#api/public/own/own-page.ts'
import { readerOf } from '#api/public/page/format.ts'
import { missingPage } from '#api/public/page/front-page.ts'
import { loadLayout } from '#api/public/page/layout.ts'
import { ownPage } from '#api/public/page/own-page.ts'
import { nameIn } from '#api/public/serve/address.ts'

/** Serves the links by which supporters say whether they want a page of their own. Nothing of them is kept by anyone. */
export function serveOwn(ctx: Context, folder: string, measure: RequestHandler): Router {
  const router = Router({ caseSensitive: true })
  let layout: ReturnType<typeof loadLayout> | undefined
  const path = '/s/:slug/own/:token'
  router.get(path, measure, ctx.limitReaders, async (req, res) => {
    const reader = readerOf(req)
    layout ??= loadLayout(folder)
    const data = await readOwnPage(ctx.db, nameIn(req, 'slug'), nameIn(req, 'token')).catch(orNothing)
    const made = data
      ? ownPage(data, req.path, reader.in(data.show.language))
      : missingPage(reader.in(reader.language))
    res
      .status(data ? 200 : 404)
      .set('Cache-Control', 'no-store')
      .type('text/html')
      .send((await layout)(made))
  })
  for (const answer of ['yes', 'no'] as const)
    router.post(`${path}/${answer}`, measure, ctx.limitReaders, async (req, res) => {
      const [slug, token] = [nameIn(req, 'slug'), nameIn(req, 'token')]
      await answerOwnPage(ctx.db, slug, token, answer === 'yes', ctx.now())
      res.redirect(303, `/s/${encodeURIComponent(slug)}/own/${encodeURIComponent(token)}`)
    })
  return router
}

function orNothing(error: unknown): null {
  if (error instanceof AppError && error.status === 404) return null
  throw error
}
