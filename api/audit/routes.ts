import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exportAudit } from '#api/audit/export-audit.ts'
import { listAudit } from '#api/audit/list-audit.ts'
import { auditListSchema, auditQuerySchema } from '#api/contract/audit.ts'
import { defineRoute } from '#api/http/route.ts'

const EXPORT =
  'Every entry once it is sealed, about a minute after it was made, the oldest first: `{"entry":…,"hash":"…"}` a line. Each hash is the ' +
  'SHA-256, in hex, of the one before it (64 zeros at first), a line feed, and the text of `entry` as it stands there.'

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
  defineRoute({
    method: 'get',
    path: '/api/v1/audit/export',
    may: 'admin',
    summary: 'Who did what, as a file whose entries are chained by their hashes',
    description: EXPORT,
    produces: ['application/x-ndjson'],
    handle: async ({ ctx, res }) => {
      res
        .type('application/x-ndjson')
        .set('Content-Disposition', 'attachment; filename="readout-audit.ndjson"')
      await pipeline(Readable.from(exportAudit(ctx.db)), res)
    },
  }),
]
