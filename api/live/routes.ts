import { signedInActorOf } from '#api/auth/guard.ts'
import { defineRoute } from '#api/http/route.ts'
import { streamHints } from '#api/live/streams.ts'

export const liveRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/live',
    may: 'read',
    summary: 'Hints of what changed, as server-sent events',
    description:
      'Each event is named `change`; its data is JSON with a `kind`, or `null` where anything may have changed. A hint never holds the thing itself: read again what you show. After a break, read everything again.',
    produces: ['text/event-stream'],
    errors: [429],
    handle: async ({ ctx, req, res }) => streamHints(ctx, { req, res, actor: signedInActorOf(req) }),
  }),
]
