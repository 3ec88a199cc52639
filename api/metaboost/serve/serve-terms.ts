import { type RequestHandler, Router } from 'express'
import type { Context } from '#api/context.ts'
import { slugField } from '#api/contract/common.ts'
import { termsPage } from '#api/metaboost/publish/terms-page.ts'
import { termsPath } from '#api/metaboost/serve/addresses.ts'
import { findOpenShows } from '#api/metaboost/show/find-open-shows.ts'
import { readerOf } from '#api/public/page/format.ts'
import { missingPage } from '#api/public/page/front-page.ts'
import { lazyLayout, type Page } from '#api/public/page/layout.ts'
import { readPublicSettings } from '#api/public/settings/read-settings.ts'

/**
 * Serves the page that apps link to beside their boost button: what becomes of words that are sent.
 * @param folder of the built pages
 * @param measure counts what is asked for
 */
export function serveTerms(ctx: Context, folder: string, measure: RequestHandler): Router {
  const router = Router({ caseSensitive: true })
  const layout = lazyLayout(folder)
  router.get(termsPath(':slug'), measure, ctx.limitReaders, async (req, res) => {
    const reader = readerOf(req)
    const page = await makePage(ctx, req.params.slug)
    res
      .status(page ? 200 : 404)
      .set('Cache-Control', page ? 'public, max-age=30' : 'no-store')
      .type('text/html')
      .send((await layout())(page ?? missingPage(reader.in(reader.language))))
  })
  return router
}

async function makePage({ db }: Pick<Context, 'db'>, given: unknown): Promise<Page | null> {
  const slug = slugField.safeParse(given).data
  const show = slug === undefined ? undefined : (await findOpenShows(db, [slug])).get(slug)
  return show ? termsPage(show, await readPublicSettings(db, show.id)) : null
}
