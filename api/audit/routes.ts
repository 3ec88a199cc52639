import { listAudit } from '#api/audit/list-audit.ts'
import { auditListSchema, auditQuerySchema } from '#api/contract/audit.ts'
import { defineRoute } from '#api/http/route.ts'

export const auditRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/audit',
    may: 'admin',
    summary: 'Who did what, when and from where, newest first',
    query: auditQuerySchema,
    answer: auditListSchema,
    handle: ({ ctx, query }) => listAudit(ctx.db, query),
  }),
]
