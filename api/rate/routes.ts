import {
  newRateSchema,
  rateFileAnswerSchema,
  rateFileSchema,
  rateListSchema,
  rateQuerySchema,
  rateStateSchema,
} from '#api/contract/rate.ts'
import { defineRoute } from '#api/http/route.ts'
import { asQuote, importRates, takeRates } from '#api/rate/import-rates.ts'
import { listRateStates, listRates } from '#api/rate/list-rates.ts'
import { wantCurrency } from '#api/rate/request-rates.ts'

export const rateRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/rates',
    may: 'read',
    summary: 'Prices of a bitcoin in a currency, for some days',
    query: rateQuerySchema,
    answer: rateListSchema,
    handle: async ({ ctx, query }) => ({ items: await listRates(ctx.db, query), next_cursor: null }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/rates/state',
    may: 'read',
    summary: 'Which payments still wait for a price',
    answer: rateStateSchema,
    handle: ({ ctx }) => listRateStates(ctx.db),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/rates',
    may: 'books',
    proof: false,
    summary: 'Gives a price by hand, and values the payments of its time anew',
    body: newRateSchema,
    answer: rateFileAnswerSchema,
    handle: async ({ ctx, body: { currency, at, price } }) => {
      await wantCurrency(ctx.db, currency)
      const by = { origin: 'hand', source: 'by hand' } as const
      const done = await takeRates(ctx.db, currency, [asQuote(at, price)], by)
      return { read: 1, rejected: [], ...done }
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/rates/import',
    may: 'books',
    proof: false,
    summary: 'Takes prices from a CSV, and values the payments of their times anew',
    body: rateFileSchema,
    bodyLimit: 10 * 1024 * 1024,
    answer: rateFileAnswerSchema,
    audit: 'each',
    handle: async ({ ctx, body, note }) => {
      const done = await importRates(ctx.db, body.csv, body.source)
      note({ ...done, rejected: done.rejected.length })
      return { ...done, rejected: done.rejected.slice(0, 100) }
    },
  }),
]
