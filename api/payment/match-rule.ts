import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'
import type { Payment } from '#db/schema/payment.ts'
import type { Rule as StoredRule } from '#db/schema/wallet.ts'

/** A rule that sets receipts aside or claims them, as far as it decides. */
export type Rule = Pick<
  StoredRule,
  'id' | 'effect' | 'memo_contains' | 'wallet_id' | 'min_msat' | 'max_msat' | 'show_id'
>

/** What a rule is about. */
type Matched = Pick<Payment, 'memo' | 'wallet_id' | 'amount_msat'>

/** Whether a rule is about such a receipt: every part that the rule names must hold. */
export function matchesRule(
  { memo_contains, wallet_id, min_msat, max_msat }: Pick<Rule, (typeof PARTS)[number]>,
  payment: Matched,
): boolean {
  if (memo_contains !== null && !contains(payment.memo ?? '', memo_contains)) return false
  if (wallet_id !== null && wallet_id !== payment.wallet_id) return false
  if (min_msat !== null && (payment.amount_msat === null || payment.amount_msat < min_msat)) return false
  return max_msat === null || (payment.amount_msat !== null && payment.amount_msat <= max_msat)
}

const PARTS = ['memo_contains', 'wallet_id', 'min_msat', 'max_msat'] as const

/**
 * On `payments`, in SQL: those that a rule may be about. Which of them it is about, `matchesRule` says, for a database folds
 * letters by its own locale.
 */
export function candidatesOf(rule: Pick<Rule, (typeof PARTS)[number]>): RawBuilder<boolean> {
  const { memo_contains, wallet_id, min_msat, max_msat } = rule
  const where: RawBuilder<boolean>[] = []
  if (memo_contains !== null) where.push(sql`payments.memo <> ''`)
  if (wallet_id !== null) where.push(sql`payments.wallet_id = ${wallet_id}`)
  if (min_msat !== null) where.push(sql`payments.amount_msat >= ${min_msat}`)
  if (max_msat !== null) where.push(sql`payments.amount_msat <= ${max_msat}`)
  return sql`(${sql.join(where, sql` and `)})`
}

function contains(text: string, part: string): boolean {
  const wanted = foldText(part)
  return wanted.trim() !== '' && foldText(text).includes(wanted)
}

/**
 * A text as it is compared with others: in small letters of whichever alphabet (`İ`, `I` and `ı` are `i`, `ẞ` is `ss`, `ς` is
 * `σ`), with compatible forms, white space and invisible characters made one.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/i(\p{Mn}*?)\u0307/gu, 'i$1')
    .replaceAll('ς', 'σ')
    .replace(/\s+/gu, ' ')
    .normalize('NFC')
}

/** The query of the rules that hold, in the order in which they were made. */
export function rulesThatHold(db: Kysely<DB>) {
  return db
    .selectFrom('rules')
    .select(['id', 'effect', 'memo_contains', 'wallet_id', 'min_msat', 'max_msat', 'show_id'])
    .where('ended_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
}
