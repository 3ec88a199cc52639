import { type Request, type RequestHandler, type Response, Router } from 'express'
import type { Context } from '#api/context.ts'
import { atomFeed, jsonFeed } from '#api/public/follow/follow-feed.ts'
import { readFollow } from '#api/public/read/read-follow.ts'
import { idIn, ownOriginOf, plainPath, slugIn } from '#api/public/serve/address.ts'
import { allowEverySite, sendPage } from '#api/public/serve/page-cache.ts'

const KINDS = {
  'feed.xml': { type: 'application/atom+xml; charset=utf-8', write: atomFeed },
  'feed.json': { type: 'application/feed+json; charset=utf-8', write: jsonFeed },
}

/** Serves the feeds by which others follow the public boosts of a show or an episode. */
export function serveFeeds(ctx: Context, measure: RequestHandler): Router {
  const router = Router({ caseSensitive: true })
  for (const [name, { type, write }] of Object.entries(KINDS)) {
    const feed = async (req: Request, res: Response) => {
      const origin = ownOriginOf(req, ctx.config)
      allowEverySite(res)
      const kept = await ctx.pages.get(`${origin} ${plainPath(req)}`, async () => {
        const data = await readFollow(ctx.db, slugIn(req), req.params.id === undefined ? null : idIn(req))
        return { type, text: write(data, origin), show: data.slug }
      })
      await sendPage(req, res, kept)
    }
    router.get(`/s/:slug/${name}`, measure, ctx.limitReaders, feed)
    router.get(`/s/:slug/e/:id/${name}`, measure, ctx.limitReaders, feed)
  }
  return router
}
