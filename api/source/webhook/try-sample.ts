import type { WebhookMapping, WebhookPreview, WebhookTried } from '#api/contract/webhook.ts'
import { AppError } from '#api/errors.ts'
import { checkReport } from '#api/intake/check-report.ts'
import { parseExactly } from '#api/lib/parse-exactly.ts'
import { deliveryAsReports, itemsOf } from '#api/source/webhook/delivery-as-reports.ts'
import { fieldsOf } from '#api/source/webhook/fields.ts'
import { guessMapping } from '#api/source/webhook/guess-mapping.ts'

const NOTHING: WebhookPreview = {
  id: null,
  settled_at: null,
  amount_msat: null,
  fiat: null,
  message: null,
  sender: null,
  show: null,
  problem: null,
}
/** A sample shows what will come with a few. */
const MOST = 20

/** What a sample has, and what it would be recorded as. @throws AppError bad-request where it is neither JSON nor a form */
export function trySample(sample: string, mapping: WebhookMapping | null, now: Date): WebhookTried {
  const items = itemsOf(parseSample(sample)).slice(0, MOST)
  const fields = fieldsOf(items[0])
  return {
    fields,
    guess: guessMapping(fields),
    payments: mapping === null ? [] : items.map((item) => preview(item, mapping, now)),
  }
}

/** JSON, or the fields of a form. */
function parseSample(sample: string): unknown {
  try {
    return parseExactly(sample)
  } catch {
    if (/^[\w.%+-]+=/.test(sample) && !/\s/.test(sample))
      return Object.fromEntries(new URLSearchParams(sample))
    throw new AppError('bad-request', 'The sample is not JSON. Paste all of it, from { to }.')
  }
}

function preview(item: unknown, mapping: WebhookMapping, now: Date): WebhookPreview {
  const read = deliveryAsReports(item, mapping, now)
  if ('skip' in read) return { ...NOTHING, problem: `It is passed over: ${read.skip}.` }
  if ('error' in read) return { ...NOTHING, problem: read.error }
  const [report] = read.reports
  if (!report) return NOTHING
  const { ref, settled_at, money, comment, metadata } = report
  const reading = metadata?.reading
  return {
    id: ref,
    settled_at: settled_at.toISOString(),
    amount_msat: money.kind === 'sats' ? money.amount_msat : null,
    fiat: money.kind === 'fiat' ? { amount_minor: money.amount_minor, currency: money.currency } : null,
    message: reading?.message ?? comment,
    sender: reading?.sender.name ?? null,
    show: reading?.show.title ?? reading?.show.guid ?? null,
    problem: checkReport(report, now),
  }
}
