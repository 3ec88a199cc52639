import { z } from 'zod'
import { recordResultSchema, recordSummarySchema } from '#api/contract/payment.ts'
import { paymentReportSchema } from '#api/contract/payment-report.ts'
import { defineRoute } from '#api/http/route.ts'
import { postPayments } from '#api/intake/http/post-payments.ts'

export const intakeRoutes = [
  defineRoute({
    method: 'post',
    path: '/api/v1/payments',
    may: 'intake',
    audit: 'tally',
    summary: 'Records one payment, an array of up to 1,000, or a stream of NDJSON of any length',
    description:
      `One object is answered with its result, or 422 where it is refused; an array with counts and a result for each row;
      NDJSON with NDJSON: a line for each row once it is committed, and the counts as the last line. Where that last line is missing
      the stream did not come to its end: send the rest again, or all of it. Sending a payment again changes nothing.`.replace(
        /\s+/g,
        ' ',
      ),
    describes: {
      body: z.union([paymentReportSchema, z.array(paymentReportSchema).max(1_000)]),
      answer: z.union([recordResultSchema, recordSummarySchema]),
    },
    consumes: ['application/json', 'application/x-ndjson'],
    produces: ['application/json', 'application/x-ndjson'],
    handle: (call) => postPayments(call),
  }),
]
