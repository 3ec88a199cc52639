import express, { type Express } from 'express'
import { sameOrigin } from '#api/auth/guard.ts'
import { knownHost } from '#api/auth/known-host.ts'
import { securityHeaders } from '#api/auth/security-headers.ts'
import type { Context } from '#api/context.ts'
import { probes } from '#api/health/probes.ts'
import { answerError, answerNotFound } from '#api/http/answer-error.ts'
import { compress } from '#api/http/compress.ts'
import { holdNoNul } from '#api/http/hold-no-nul.ts'
import { trustProxies } from '#api/http/trust-proxies.ts'
import { serveMetaboost } from '#api/metaboost/serve/serve-metaboost.ts'
import { serveTerms } from '#api/metaboost/serve/serve-terms.ts'
import { measureRequests } from '#api/metrics/metrics.ts'
import { mountRoutes } from '#api/mount-routes.ts'
import { serveDocs } from '#api/openapi/serve-docs.ts'
import { serveOverlay } from '#api/overlay/serve-overlay.ts'
import { BUILT, servePages } from '#api/page/serve-pages.ts'
import { serveOwn } from '#api/public/own/serve-own.ts'
import { servePublic } from '#api/public/serve/serve-public.ts'
import { routes } from '#api/routes.ts'

/**
 * The service's answers, as one request handler.
 * @param pages where the built pages lie
 */
export function createApp(ctx: Context, pages = BUILT): Express {
  const app = express()
  app.disable('x-powered-by')
  if (ctx.config.trustProxy) trustProxies(app, ctx.config.trustProxy)
  app.set('query parser', 'simple')
  app.use(securityHeaders(ctx.config), holdNoNul)
  const measurePages = measureRequests(ctx.metrics, 'pages')
  // What crowds ask for comes first, and is compressed already.
  app.use(serveOwn(ctx, pages, measurePages))
  app.use(servePublic({ ...ctx, db: ctx.database.reading }, pages, measurePages))
  app.use(serveOverlay(ctx, pages, measurePages))
  // Podcast apps, from pages of other sites.
  app.use(serveMetaboost(ctx))
  app.use(compress())
  app.use(serveTerms(ctx, pages, measurePages))
  app.use(probes(ctx))
  app.use('/api', knownHost(ctx.config), sameOrigin(ctx.config))
  app.use(mountRoutes(ctx, routes))
  app.use(serveDocs(routes))
  app.use('/api', answerNotFound)
  app.use(measurePages, servePages(pages))
  app.use(answerError(ctx.log))
  return app
}
