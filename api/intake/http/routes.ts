import type { Request } from 'express'
import { z } from 'zod'
import { recordResultSchema, recordSummarySchema } from '#api/contract/payment.ts'
import { paymentReportSchema } from '#api/contract/payment-report.ts'
import { AppError } from '#api/errors.ts'
import { defineRoute } from '#api/http/route.ts'
import { postJson } from '#api/intake/http/post-json.ts'
import { postNdjson } from '#api/intake/http/post-ndjson.ts'
import type { PostCall } from '#api/intake/http/record-rows.ts'

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

const NDJSON = ['application/x-ndjson', 'application/ndjson', 'application/jsonl']

/**
 * Records the payments of a body, in whichever of its three forms.
 * @throws AppError wrong-content-type for another one
 */
async function postPayments(call: PostCall): Promise<void> {
  const { req } = call
  const type = req.is(['application/json', ...NDJSON])
  if (!type || !isUtf8(req)) {
    const { 'content-type': given } = req.headers
    throw new AppError(
      'wrong-content-type',
      `Send application/json or application/x-ndjson, in UTF-8${given ? `, not ${given.slice(0, 100)}` : ''}.`,
    )
  }
  if (type === 'application/json') await postJson(call)
  else await postNdjson(call)
}

/** JSON has no other encoding; some clients name it all the same. */
function isUtf8(req: Request): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(req.headers['content-type'] ?? '')?.[1]
  return charset === undefined || /^(utf-?8|us-ascii)$/i.test(charset)
}
