import express, { type Express } from 'express'
import { sameOrigin } from '#api/auth/same-origin.ts'
import { securityHeaders } from '#api/auth/security-headers.ts'
import type { Context } from '#api/context.ts'
import { answerError, answerNotFound } from '#api/http/answer-error.ts'
import { mountRoutes } from '#api/http/mount-routes.ts'
import { routes } from '#api/routes.ts'

/** The service's answers, as one request handler. */
export function createApp(ctx: Context): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', ctx.config.trustProxy ?? false)
  app.set('query parser', 'simple')
  app.use(securityHeaders(ctx.config))
  app.use('/api', sameOrigin(ctx.config))
  app.use(mountRoutes(ctx, routes))
  app.use('/api', answerNotFound)
  app.use(answerError(ctx.log))
  return app
}
