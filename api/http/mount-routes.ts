import express, { type RequestHandler, Router } from 'express'
import { auditRequest } from '#api/audit/audit-request.ts'
import { requires } from '#api/auth/guard.ts'
import type { Context } from '#api/context.ts'
import { AppError } from '#api/errors.ts'
import type { Route } from '#api/http/route.ts'

const BODY_LIMIT = 1024 * 1024

/** Serves the routes: first who asks, then the body, then the work, then the audit log, then the answer. */
export function mountRoutes(ctx: Context, routes: readonly Route[]): Router {
  const router = Router({ caseSensitive: true })
  for (const route of routes)
    router[route.method](
      expressPath(route.path),
      requires(ctx, route.may),
      readBody(route),
      serve(ctx, route),
    )
  return router
}

/** `/api/v1/shows/{slug}` as Express writes it. */
export function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1')
}

function readBody(route: Route): RequestHandler {
  if (!route.body) return (_req, _res, next) => next()
  const parse = express.json({ limit: route.bodyLimit ?? BODY_LIMIT })
  return (req, res, next) => {
    if (!req.is('application/json'))
      throw new AppError('wrong-content-type', 'Send JSON, with the content type application/json.')
    parse(req, res, next)
  }
}

function serve(ctx: Context, route: Route): RequestHandler {
  const isPublicPage = route.path.startsWith('/api/v1/public/')
  return async (req, res) => {
    if (!isPublicPage) res.set('Cache-Control', 'no-store')
    const notes: Record<string, unknown> = {}
    const answer = await route.run(ctx, req, res, (detail) => void Object.assign(notes, detail))
    if (route.method !== 'get' && route.audit !== false) await auditRequest(ctx, route, req, notes)
    if (res.headersSent) return
    if (route.answer) res.status(route.status ?? 200).json(answer)
    else res.status(route.status ?? 204).end()
  }
}
