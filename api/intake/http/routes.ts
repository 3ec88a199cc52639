import type { Request } from 'express'
import { z } from 'zod'
import { type RecordSummary, recordResultSchema, recordSummarySchema } from '#api/contract/payment.ts'
import { paymentReportSchema } from '#api/contract/payment-report.ts'
import { AppError } from '#api/errors.ts'
import { readBytes } from '#api/http/read-body.ts'
import { defineRoute } from '#api/http/route.ts'
import { AHEAD } from '#api/intake/check-report.ts'
import { postNdjson } from '#api/intake/http/post-ndjson.ts'
import {
  type Bound,
  boundOf,
  countResults,
  notItsSource,
  notItsWallet,
  type PostCall,
  recordRows,
  tallyResults,
} from '#api/intake/http/record-rows.ts'
import { parseJson } from '#api/intake/parse-report.ts'
import { OUTSIDE } from '#api/intake/stay-within-shows.ts'

const BODY_LIMIT = 4 * 1024 * 1024
/** At most so many payments go into one array. */
const MOST = 1_000

export const intakeRoutes = [
  defineRoute({
    method: 'post',
    path: '/api/v1/payments',
    may: 'intake',
    proof: false,
    // Of which shows its payments are is seen when they are recorded.
    within: {},
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
      body: z.union([paymentReportSchema, z.array(paymentReportSchema).max(MOST)]),
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

/**
 * Records one payment, or an array of them.
 * @throws AppError bad-request where the body is no JSON; too-large; not-allowed and unprocessable for one object
 */
async function postJson({ ctx, req, res, actor, note }: PostCall): Promise<void> {
  const parsed = parseJson(await readBytes(req, res, { limit: BODY_LIMIT }))
  if ('error' in parsed) throw new AppError('bad-request', `The body cannot be read. ${parsed.error}`)
  const bound = boundOf(actor)
  const { value } = parsed
  const many = Array.isArray(value)
  if (many && value.length > MOST)
    throw new AppError(
      'too-large',
      `An array holds at most ${MOST.toLocaleString('en')} payments, not ${value.length.toLocaleString('en')}. Send more as application/x-ndjson.`,
    )
  const rows = (many ? value : [value]).map((each: unknown, index) => ({ index, value: each }))
  const tally = tallyResults()
  const results = await recordRows(ctx, rows, bound)
  tally.add(results)
  const [first] = results
  const made = !many && first && first.status !== 'rejected' ? { payment_id: first.payment_id } : {}
  await note({ ...countResults(results), ...made })
  if (many) {
    const { rejected_count: _, ...counts } = tally.counts()
    const summary: RecordSummary = {
      ...counts,
      results: results.filter((result) => result.status !== 'rejected'),
    }
    res.json(summary)
    return
  }
  if (!first || first.status === 'rejected') throw refusal(bound, value, first?.error ?? '')
  res.json(first)
}

/** One payment that is refused: for what it says, or for whose it is. */
function refusal(bound: Bound | null, value: unknown, error: string): AppError {
  const named = (field: 'source' | 'wallet') => {
    const found = typeof value === 'object' && value !== null ? Reflect.get(value, field) : null
    return typeof found === 'string' ? found.trim() : ''
  }
  const foreign =
    bound !== null &&
    [notItsSource(bound.source, named('source')), notItsWallet(bound, named('wallet'))].includes(error)
  if (error.startsWith(OUTSIDE)) return new AppError('not-allowed', error)
  if (error.startsWith(AHEAD)) return new AppError('not-ready', error, { headers: { 'Retry-After': '3600' } })
  return new AppError(foreign ? 'not-allowed' : 'unprocessable', error)
}
