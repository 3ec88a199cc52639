import { readPaymentReports } from '#api/boost/detail/read-boost-payments.ts'
import { boostPaymentSchema } from '#api/contract/boost.ts'
import { idParamsSchema } from '#api/contract/common.ts'
import {
  paymentListQuerySchema,
  paymentListSchema,
  paymentPatchSchema,
  paymentSchema,
} from '#api/contract/payment.ts'
import { defineRoute } from '#api/http/route.ts'
import { patchPayment } from '#api/payment/attach/patch-payment.ts'
import { listPayments } from '#api/payment/list/list-payments.ts'
import { readPayment } from '#api/payment/read-payment.ts'

export const paymentRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/payments',
    may: 'read',
    summary: 'Payments, the last settled first, also those of no show and those set aside',
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
    method: 'patch',
    path: '/api/v1/payments/{id}',
    may: 'payments',
    summary: 'Attaches a payment to a show by hand, sets it aside or back, or says that it was looked at',
    description:
      'A payment that is attached as a boost makes one, or joins that which its words are of. Without an action it is a boost ' +
      'where there is a message, where it did not come as sats, or from the second mark of the show on; else a stream.',
    params: idParamsSchema,
    body: paymentPatchSchema,
    answer: paymentSchema,
    handle: async ({ ctx, params, body, note }) => {
      const { before, after } = await patchPayment(ctx.db, params.id, body)
      const { show, episode, supporter, action, message, set_aside, needs_look } = before
      note({ before: { show, episode, supporter, action, message, set_aside, needs_look } })
      return after
    },
  }),
]
