import { type Request, type RequestHandler, type Response, Router } from 'express'
import type { Context } from '#api/context.ts'
import { publicFindQuerySchema } from '#api/contract/public.ts'
import { AppError } from '#api/errors.ts'
import { serveEmbeds } from '#api/public/embed/serve-embeds.ts'
import { serveFeeds } from '#api/public/follow/serve-feeds.ts'
import { badge } from '#api/public/page/badge.ts'
import { episodePage } from '#api/public/page/episode-page.ts'
import { findPage } from '#api/public/page/find-page.ts'
import { type Reader, readerOf } from '#api/public/page/format.ts'
import { frontPage } from '#api/public/page/front-page.ts'
import { lazyLayout, type Page } from '#api/public/page/layout.ts'
import { messagePage } from '#api/public/page/message-page.ts'
import { showPage } from '#api/public/page/show-page.ts'
import { supporterPage } from '#api/public/page/supporter-page.ts'
import { yearPage } from '#api/public/page/year-page.ts'
import { findPublicSupporters } from '#api/public/read/find-supporters.ts'
import { listPublicShows } from '#api/public/read/list-public-shows.ts'
import { readPublicArtwork } from '#api/public/read/read-artwork.ts'
import { readPublicEpisode } from '#api/public/read/read-episode.ts'
import { readPublicMessage } from '#api/public/read/read-message.ts'
import { readPublicShow } from '#api/public/read/read-show.ts'
import { readPublicSupporter } from '#api/public/read/read-supporter.ts'
import { readPublicYear } from '#api/public/read/read-year.ts'
import { idIn, originOf, plainPath, slugIn, yearIn } from '#api/public/serve/address.ts'
import { allowEverySite, sendPage } from '#api/public/serve/page-cache.ts'
import { sendOnce } from '#api/public/serve/send-once.ts'
import { serveCards } from '#api/public/serve/serve-cards.ts'
import { serveRobots } from '#api/public/serve/serve-robots.ts'

/**
 * Serves what listeners see, without login: the front page, a show's support, its episodes and supporters, and its badge. Each page is
 * made once per language until something changes.
 * @param folder of the built pages
 * @param measure counts what is asked for
 */
export function servePublic(ctx: Context, folder: string, measure: RequestHandler): Router {
  const router = Router({ caseSensitive: true })
  const base = ctx.config.publicUrl
  const layout = lazyLayout(folder)

  /** Answers with a page that is made at most once; what is not there is a friendly page too. */
  const page = async (req: Request, res: Response, make: (reader: Reader) => Promise<Page>) => {
    const reader = readerOf(req)
    res.vary('Accept-Language')
    try {
      const origin = originOf(req, ctx.config)
      // Where nobody said under which name the service is reached, each name has pages of its own.
      const key = `${base === null ? `${origin} ` : ''}${reader.key} ${plainPath(req)}`
      const kept = await ctx.pages.get(key, async () => {
        const made = await make(reader)
        return {
          type: 'text/html; charset=utf-8',
          text: (await layout())(made, origin ?? undefined),
          show: made.show,
        }
      })
      await sendPage(req, res, kept)
    } catch (error) {
      await sendOnce(req, res, layout(), () => Promise.reject(error))
    }
  }

  router.get('/', measure, ctx.limitReaders, (req, res) =>
    page(req, res, async (reader) => frontPage(await listPublicShows(ctx.db), reader.in(reader.language))),
  )
  router.get('/s/:slug', measure, ctx.limitReaders, (req, res) =>
    page(req, res, async (reader) => {
      const show = await readPublicShow(ctx, slugIn(req))
      return showPage(show, reader.in(show.language), base)
    }),
  )
  router.get('/s/:slug/badge.svg', measure, ctx.limitReaders, async (req, res) => {
    const reader = readerOf(req)
    allowEverySite(res)
    res.vary('Accept-Language')
    const kept = await ctx.pages.get(`${reader.key} ${plainPath(req)}`, async () => {
      const show = await readPublicShow(ctx, slugIn(req))
      return {
        type: 'image/svg+xml; charset=utf-8',
        text: badge(show, reader.in(show.language)),
        show: show.slug,
      }
    })
    await sendPage(req, res, kept)
  })
  router.get('/s/:slug/e/:id', measure, ctx.limitReaders, (req, res) =>
    page(req, res, async (reader) => {
      const episode = await readPublicEpisode(ctx, slugIn(req), idIn(req))
      return episodePage(episode, reader.in(episode.show.language), base)
    }),
  )
  router.get('/s/:slug/b/:id', measure, ctx.limitReaders, (req, res) =>
    page(req, res, async (reader) => {
      const message = await readPublicMessage(ctx, slugIn(req), idIn(req))
      return messagePage(message, reader.in(message.show.language), base)
    }),
  )
  router.get('/s/:slug/y/:year', measure, ctx.limitReaders, (req, res) =>
    page(req, res, async (reader) => {
      const data = await readPublicYear(ctx, slugIn(req), yearIn(req))
      return yearPage(data, reader.in(data.show.language), base)
    }),
  )
  // What is looked for is of one reader, and not kept.
  router.get('/s/:slug/find', measure, ctx.limitReaders, (req, res) =>
    sendOnce(req, res, layout(), async (reader) => {
      const { name } = publicFindQuerySchema.catch({ name: '' }).parse(req.query)
      const found = await findPublicSupporters(ctx, slugIn(req), name)
      return findPage(found, reader.in(found.show.language))
    }),
  )
  const artwork = async (req: Request, res: Response) => {
    allowEverySite(res)
    const kept = await ctx.pages.get(plainPath(req), async () => {
      const of = { slug: slugIn(req), episodeId: req.params.id === undefined ? undefined : idIn(req) }
      const { slug, bytes } = await readPublicArtwork(ctx.db, { ...of, size: 'small' })
      return { type: 'image/webp', text: bytes, show: slug }
    })
    await sendPage(req, res, kept)
  }
  router.get('/s/:slug/artwork.webp', measure, ctx.limitReaders, artwork)
  router.get('/s/:slug/e/:id/artwork.webp', measure, ctx.limitReaders, artwork)
  router.get('/s/:slug/u/:id', measure, ctx.limitReaders, (req, res) =>
    page(req, res, async (reader) => {
      const data = await readPublicSupporter(ctx, slugIn(req), idIn(req))
      return supporterPage(data, reader.in(data.show.language))
    }),
  )
  router.use(serveCards(ctx, measure))
  router.use(serveFeeds(ctx, measure))
  router.use(serveEmbeds(ctx, folder, measure))
  router.use(serveRobots(ctx, measure))
  // Below /s everything is a listener's, what is not there too.
  router.get('/s{/*path}', measure, ctx.limitReaders, (req, res) =>
    sendOnce(req, res, layout(), async () => {
      throw new AppError('not-found', 'There is no public page at this address.')
    }),
  )
  return router
}
