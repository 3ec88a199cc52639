import { boostPaymentListSchema, boostPaymentSchema } from '#api/contract/boost.ts'
import { idParamsSchema } from '#api/contract/common.ts'
import { paymentListQuerySchema, paymentListSchema, paymentSchema } from '#api/contract/payment.ts'
import { defineRoute } from '#api/http/route.ts'
import { listPayments } from '#api/payment/list-payments.ts'
import { readConflict, readPayment, readPaymentReports } from '#api/payment/read-payment.ts'

export const paymentRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/payments',
    may: 'read',
    summary: 'Payments, the last settled first, also those of no show and those set aside',
    description:
      'An auto without words that comes every few minutes is a stream: newer apps send so what a listener streams. One with words, one ' +
      'that comes on a schedule of days, and what a host calls an auto is an auto.',
    query: paymentListQuerySchema,
    answer: paymentListSchema,
    handle: ({ ctx, query }) => listPayments(ctx.db, query),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/payments/{id}',
    may: 'read',
    summary: 'A payment',
    params: idParamsSchema,
    answer: paymentSchema,
    handle: ({ ctx, params }) => readPayment(ctx.db, params.id),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/payments/{id}/reports',
    may: 'read',
    summary: 'A payment with all that was reported of it, as it was received',
    params: idParamsSchema,
    answer: boostPaymentSchema,
    handle: ({ ctx, params }) => readPaymentReports(ctx.db, params.id),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/payments/{id}/conflict',
    may: 'read',
    summary: 'The payments that contradict each other under an id or hash, of which this is one',
    description:
      'Each with which source reported it, and when. Nothing where no other contradicts it; 20 others at most.',
    params: idParamsSchema,
    answer: boostPaymentListSchema,
    handle: async ({ ctx, params }) => ({ items: await readConflict(ctx.db, params.id), next_cursor: null }),
  }),
]
