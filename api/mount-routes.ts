import { type RequestHandler, Router } from 'express'
import { auditRequest } from '#api/audit/audit-request.ts'
import { requires } from '#api/auth/guard.ts'
import type { Context } from '#api/context.ts'
import { actorOf } from '#api/http/actor.ts'
import { sendKept } from '#api/http/kept.ts'
import { answerOtherMethods } from '#api/http/other-methods.ts'
import { readBody } from '#api/http/read-body.ts'
import type { Route } from '#api/http/route.ts'
import { measureRequests } from '#api/metrics/metrics.ts'
import { createReach, type Reach } from '#api/reach-context.ts'

/** Kept by browsers, and asked for each time whether they still hold. */
const ASK_AGAIN = 'private, no-cache'

/** Serves the routes: first who asks, then the body, then the work, then the audit log, then the answer. */
export function mountRoutes(ctx: Context, routes: readonly Route[]): Router {
  const router = Router({ caseSensitive: true })
  const reach = createReach(ctx)
  for (const route of routes)
    router[route.method](
      expressPath(route.path),
      measureRequests(ctx.metrics, route.path),
      requires(ctx, route),
      readBody(route),
      serve(ctx, route, reach),
    )
  for (const { path, answer } of answerOtherMethods(routes)) router.all(expressPath(path), answer)
  return router
}

/** `/api/v1/shows/{slug}` as Express writes it. */
function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1')
}

/** Ways in, which a busy database must not close. */
const WAYS_IN = /^\/api\/v1\/(auth|setup|invites)(\/|$)/

function serve(all: Context, route: Route, reach: Reach): RequestHandler {
  const isWayIn = WAYS_IN.test(route.path)
  const whole = isWayIn ? { ...all, db: all.database.reserve, view: all.database.reserve } : all
  const isPublicPage = route.method === 'get' && route.path.startsWith('/api/v1/public/')
  return async (req, res) => {
    const shows = isWayIn ? null : (actorOf(req)?.shows ?? null)
    const ctx =
      shows === null
        ? whole
        : await (route.method === 'get' ? reach.reading(shows) : reach.changing(shows, route, req))
    const madeOf = route.madeOf?.(req.query) ?? null
    // What is kept is made of all shows.
    if (madeOf && shows === null) {
      const make = () => route.run(ctx, req, res, async () => {})
      return await sendKept(req, res, await ctx.answers.get(req.originalUrl, madeOf, make), ASK_AGAIN)
    }
    if (!isPublicPage) res.set('Cache-Control', 'no-store')
    const answer = await auditRequest(ctx, route, req, (note) => route.run(ctx, req, res, note))
    if (res.headersSent) return
    if (route.answer) res.status(route.status ?? 200).json(answer)
    else res.status(route.status ?? 204).end()
  }
}
