import { type RawBuilder, sql } from 'kysely'
import type { Rule } from '#api/intake/belonging.ts'
import { containing } from '#db/query/containing.ts'

/** On `payments`, in SQL: what `matchesRule` says of one. */
export function matchedBy(
  rule: Pick<Rule, 'memo_contains' | 'wallet_id' | 'min_msat' | 'max_msat'>,
): RawBuilder<boolean> {
  const { memo_contains, wallet_id, min_msat, max_msat } = rule
  const where: RawBuilder<boolean>[] = []
  if (memo_contains !== null) where.push(sql`lower(payments.memo) like lower(${containing(memo_contains)})`)
  if (wallet_id !== null) where.push(sql`payments.wallet_id = ${wallet_id}`)
  if (min_msat !== null) where.push(sql`payments.amount_msat >= ${min_msat}`)
  if (max_msat !== null) where.push(sql`payments.amount_msat <= ${max_msat}`)
  return sql`(${sql.join(where, sql` and `)})`
}
