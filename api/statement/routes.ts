import { signedInActorOf } from '#api/auth/guard.ts'
import { idParamsSchema } from '#api/contract/common.ts'
import { receiptQuerySchema, statementQuerySchema } from '#api/contract/export.ts'
import { rateStateSchema, valuingSchema } from '#api/contract/rate.ts'
import {
  closedMonthDetailSchema,
  closedMonthListQuerySchema,
  closedMonthListSchema,
  closedMonthSchema,
  closeMonthSchema,
  monthListQuerySchema,
  monthListSchema,
  statementPdfQuerySchema,
  statementSchema,
  yearQuerySchema,
} from '#api/contract/statement.ts'
import { nameOf } from '#api/http/actor.ts'
import { defineRoute } from '#api/http/route.ts'
import { listRateStates } from '#api/rate/list-rates.ts'
import { makeStatement } from '#api/statement/build-statement.ts'
import { changeBookValuing } from '#api/statement/change-valuing.ts'
import { closeMonth, listClosedMonths, readClosedMonth, reopenMonth } from '#api/statement/closed-months.ts'
import { listMonths } from '#api/statement/list-months.ts'
import { makePdf } from '#api/statement/pdf/make-pdf.ts'
import { statementAsMarkdown } from '#api/statement/statement-as-markdown.ts'
import { sendYear } from '#api/statement/year/send-year.ts'

export const statementRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/statements',
    may: 'read',
    summary: 'What the receipts of a period come to, by wallet and rail',
    query: statementQuerySchema,
    answer: statementSchema,
    errors: [503],
    handle: ({ ctx, query }) => makeStatement(ctx, query),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/statements/statement.md',
    may: 'read',
    summary: 'The same as Markdown',
    query: receiptQuerySchema,
    produces: ['text/markdown'],
    errors: [503],
    handle: async ({ ctx, query, res }) => {
      const text = statementAsMarkdown(await makeStatement(ctx, query))
      res.type('text/markdown; charset=utf-8').send(text)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/statements/statement.pdf',
    may: 'read',
    summary: 'The same as a document to file; of a closed month, as it was closed',
    query: statementPdfQuerySchema,
    produces: ['application/pdf'],
    errors: [503],
    handle: async ({ ctx, query, res }) => {
      const { name, bytes } = await makePdf(ctx, query)
      res.set('Content-Disposition', `inline; filename="${name}"`)
      res.type('application/pdf').send(bytes)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/statements/year.zip',
    may: 'export',
    summary:
      'A year of the books as one file: statements, receipts, journal, prices and adjustments of each month',
    description:
      'A ZIP with a README that says what is in it. Closed months have the statement that they were closed with; made again, they are the same bytes as long as nothing of them changed.',
    query: yearQuerySchema,
    produces: ['application/zip'],
    errors: [404, 503],
    handle: ({ ctx, query, res }) => sendYear(ctx, query, res),
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/rates/valuing',
    may: 'books',
    proof: false,
    summary:
      'Says by what all receipts of a book are valued: the price of the hour, the average of the day, or one source',
    description:
      'A book is that of a show, or of the whole business, in a currency; a show for which nothing was chosen is valued as the whole business is. Refused while a month of the book is closed: its months are all valued alike. Shows with closed months keep what they had.',
    body: valuingSchema,
    answer: rateStateSchema,
    errors: [409, 422],
    handle: async ({ ctx, body }) => {
      await changeBookValuing(ctx, body)
      return listRateStates(ctx.db)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/months',
    may: 'read',
    summary: 'The months that were closed, the latest first',
    query: closedMonthListQuerySchema,
    answer: closedMonthListSchema,
    errors: [503],
    handle: async ({ ctx, query }) => ({ items: await listClosedMonths(ctx, query) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/months/table',
    may: 'read',
    summary: 'Every month of the books: open, complete, closed or changed since, with what is to solve',
    query: monthListQuerySchema,
    answer: monthListSchema,
    errors: [503],
    handle: ({ ctx, query }) => listMonths(ctx, query),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/months/{id}',
    may: 'read',
    summary: 'A closed month, and what it comes to now',
    params: idParamsSchema,
    answer: closedMonthDetailSchema,
    errors: [503],
    handle: ({ ctx, params }) => readClosedMonth(ctx, params.id),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/months',
    may: 'books',
    proof: false,
    // What wallets say themselves is of all shows.
    within: { show: 'given show', reconciled: 'matter of all' },
    summary: 'Closes a month: its statement is kept as it is now',
    body: closeMonthSchema,
    answer: closedMonthSchema,
    status: 201,
    errors: [503],
    handle: ({ ctx, body, req }) => closeMonth(ctx, body, nameOf(signedInActorOf(req))),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/months/{id}',
    may: 'books',
    proof: false,
    within: { id: 'month' },
    summary: 'Opens a closed month again',
    params: idParamsSchema,
    answer: closedMonthSchema,
    handle: async ({ ctx, params, note }) => {
      const month = await reopenMonth(ctx, params.id)
      note({ month: month.month, closed_at: month.closed_at })
      return month
    },
  }),
]
