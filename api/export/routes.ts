import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exportQuerySchema, exportSummarySchema, rulesQuerySchema } from '#api/contract/export.ts'
import { EXPORT_WORDS } from '#api/export/export-words.ts'
import { hledgerRules } from '#api/export/hledger-rules.ts'
import { nameExport } from '#api/export/name-export.ts'
import { profiles } from '#api/export/profile/index.ts'
import { resolveReceipts } from '#api/export/receipts.ts'
import { inSnapshot } from '#api/export/snapshot.ts'
import { sumExport } from '#api/export/sum-export.ts'
import { writeJournal } from '#api/export/write-journal.ts'
import { writeTable } from '#api/export/write-table.ts'
import { defineRoute } from '#api/http/route.ts'
import { wantCurrency } from '#api/rate/request-rates.ts'
import { hasCode } from '#lib/errors.ts'

export const exportRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/exports/payments.csv',
    may: 'export',
    summary: 'Receipts as a file for bookkeeping',
    description: EXPORT_WORDS,
    query: exportQuerySchema,
    produces: ['text/csv', 'text/plain'],
    errors: [503],
    handle: async ({ ctx, res, query }) => {
      const receipts = await resolveReceipts(ctx.db, query)
      await wantCurrency(ctx.db, receipts.currency)
      const profile = profiles[query.profile]
      await inSnapshot(ctx, receipts.tz, async (snapshot) => {
        const type =
          profile.kind === 'table' ? 'text/csv; charset=utf-8; header=present' : 'text/plain; charset=utf-8'
        res.set('Content-Type', type)
        res.set('Content-Disposition', `attachment; filename="${nameExport(profile, query)}"`)
        // Packing would cost more than it saves here.
        res.set('Cache-Control', 'no-store, no-transform')
        const pieces =
          profile.kind === 'table'
            ? writeTable(snapshot, profile, receipts, query)
            : writeJournal(snapshot, profile, receipts, query)
        try {
          await pipeline(Readable.from(pieces, { objectMode: false }), res)
        } catch (error) {
          // Whoever hangs up in the middle has a file that shows it, and nothing is wrong here.
          if (!hasCode(error, 'ERR_STREAM_PREMATURE_CLOSE')) throw error
        }
      })
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/exports/summary',
    may: 'export',
    summary: 'What an export of these receipts will hold, and what of them it will not',
    query: exportQuerySchema,
    answer: exportSummarySchema,
    errors: [503],
    handle: async ({ ctx, query }) => {
      const receipts = await resolveReceipts(ctx.db, query)
      await wantCurrency(ctx.db, receipts.currency)
      return inSnapshot(ctx, receipts.tz, (snapshot) => sumExport(snapshot, receipts, query))
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/exports/plain.rules',
    may: 'export',
    summary: 'The rules by which hledger reads the CSV of the profile `plain`',
    query: rulesQuerySchema,
    produces: ['text/plain'],
    handle: async ({ res, query }) => {
      res.set('Content-Disposition', 'attachment; filename="plain.rules"')
      res.type('text/plain; charset=utf-8').send(hledgerRules(query.messages))
    },
  }),
]
