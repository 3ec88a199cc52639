import type { RecordSummary } from '#api/contract/payment.ts'
import { AppError } from '#api/errors.ts'
import { readBytes } from '#api/http/read-body.ts'
import {
  boundSource,
  notItsSource,
  type PostCall,
  recordRows,
  tallyResults,
} from '#api/intake/http/record-rows.ts'
import { parseJson } from '#api/intake/parse-report.ts'

const BODY_LIMIT = 4 * 1024 * 1024
/** At most so many payments go into one array. */
const MOST = 1_000

/**
 * Records one payment, or an array of them.
 * @throws AppError bad-request where the body is no JSON; too-large; not-allowed and unprocessable for one object
 */
export async function postJson({ ctx, req, res, actor, note }: PostCall): Promise<void> {
  const parsed = parseJson(await readBytes(req, res, { limit: BODY_LIMIT }))
  if ('error' in parsed) throw new AppError('bad-request', `The body cannot be read. ${parsed.error}`)
  const bound = boundSource(actor)
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
  note(tally.numbers())
  if (many) {
    const { rejected_count: _, ...counts } = tally.counts()
    const summary: RecordSummary = {
      ...counts,
      results: results.filter((result) => result.status !== 'rejected'),
    }
    res.json(summary)
    return
  }
  const [result] = results
  if (!result || result.status === 'rejected') throw refusal(bound, value, result?.error ?? '')
  note({ payment_id: result.payment_id })
  res.json(result)
}

/** One payment that is refused: for what it says, or for whose it is. */
function refusal(bound: string | null, value: unknown, error: string): AppError {
  const named = typeof value === 'object' && value !== null && 'source' in value ? value.source : null
  const foreign = bound !== null && typeof named === 'string' && error === notItsSource(bound, named.trim())
  return new AppError(foreign ? 'not-allowed' : 'unprocessable', error)
}
