import { type Request, type RequestHandler, type Response, Router } from 'express'
import type { Context } from '#api/context.ts'
import { episodeCard, messageCard, showCard, yearCard } from '#api/public/card/card-of.ts'
import { type Card, drawCard } from '#api/public/card/draw-card.ts'
import { findCardArtwork } from '#api/public/read/read-artwork.ts'
import { readPublicEpisode } from '#api/public/read/read-episode.ts'
import { readPublicMessage } from '#api/public/read/read-message.ts'
import { readPublicShow } from '#api/public/read/read-show.ts'
import { readPublicYear } from '#api/public/read/read-year.ts'
import { idIn, plainPath, slugIn, yearIn } from '#api/public/serve/address.ts'
import { allowEverySite, sendPage } from '#api/public/serve/page-cache.ts'

/** Serves the pictures that other sites show where a show, an episode or a message is linked. Each is drawn once until something changes. */
export function serveCards(ctx: Context, measure: RequestHandler): Router {
  const router = Router({ caseSensitive: true })
  const card =
    (make: (req: Request) => Promise<{ slug: string; card: Card }>) =>
    async (req: Request, res: Response) => {
      allowEverySite(res)
      const kept = await ctx.pages.get(plainPath(req), async () => {
        const made = await make(req)
        return { type: 'image/png', text: await drawCard(made.card), show: made.slug }
      })
      await sendPage(req, res, kept)
    }
  router.get(
    '/s/:slug/card.png',
    measure,
    ctx.limitReaders,
    card(async (req) => {
      const show = await readPublicShow(ctx, slugIn(req))
      return { slug: show.slug, card: showCard(show, await findCardArtwork(ctx.db, show.slug)) }
    }),
  )
  router.get(
    '/s/:slug/e/:id/card.png',
    measure,
    ctx.limitReaders,
    card(async (req) => {
      const episode = await readPublicEpisode(ctx, slugIn(req), idIn(req))
      const { slug } = episode.show
      return { slug, card: episodeCard(episode, await findCardArtwork(ctx.db, slug, episode.id)) }
    }),
  )
  router.get(
    '/s/:slug/b/:id/card.png',
    measure,
    ctx.limitReaders,
    card(async (req) => {
      const data = await readPublicMessage(ctx, slugIn(req), idIn(req))
      const { slug } = data.show
      return { slug, card: messageCard(data, await findCardArtwork(ctx.db, slug, data.message.episode?.id)) }
    }),
  )
  router.get(
    '/s/:slug/y/:year/card.png',
    measure,
    ctx.limitReaders,
    card(async (req) => {
      const data = await readPublicYear(ctx, slugIn(req), yearIn(req))
      const { slug } = data.show
      return { slug, card: yearCard(data, await findCardArtwork(ctx.db, slug)) }
    }),
  )
  return router
}
