import { type ReceiptQuery, receiptQuerySchema } from '#api/contract/export.ts'
import type { ClosedMonth } from '#api/contract/statement.ts'
import { parseInput } from '#api/http/route.ts'

/** What a closed month was closed for. */
export function closedFor({
  statement: { shows, from, to, tz, currency },
}: Pick<ClosedMonth, 'statement'>): ReceiptQuery {
  const show = shows ? { show: shows.map(({ slug }) => slug).join(',') } : {}
  return parseInput(receiptQuerySchema, { ...show, from, to, tz, currency }, 'query')
}
