import { randomUUIDv7 } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Context } from '#api/context.ts'
import type { NewRule, RuleJson } from '#api/contract/rule.ts'
import { AppError, orNotFound } from '#api/errors.ts'
import { candidatesOf, foldText, matchesRule } from '#api/payment/match-rule.ts'
import { findShowBySlug } from '#api/show/find-show.ts'
import { beginTask, decide } from '#api/task/begin-task.ts'
import type { DB } from '#db/schema/index.ts'

type Parts = Pick<Context, 'db' | 'tasks'>

/** The rules that hold, in the order in which they were made. */
export async function listRules(db: Kysely<DB>): Promise<RuleJson[]> {
  const rows = await selectRules(db).where('rules.ended_at', 'is', null).execute()
  return rows.map(({ created_at, ...rule }) => ({ ...rule, created_at: created_at.toISOString() }))
}

/**
 * Makes a rule, which the payments recorded so far follow in batches.
 * @returns the rule, and how many payments it was about
 * @throws AppError unprocessable where there is no such wallet or show
 */
export async function makeRule(ctx: Parts, wanted: NewRule) {
  const id = randomUUIDv7()
  const { payments, task } = await decide(ctx.db, async (trx) => {
    const columns = await asColumns(trx, wanted)
    const payments = await countTouched(trx, columns)
    await trx
      .insertInto('rules')
      .values({ id, ...columns })
      .execute()
    return {
      payments,
      task: await beginTask(trx, { kind: 'decide-again', rule: id, wallet: null, after: null }),
    }
  })
  await ctx.tasks.finish([task])
  const rule = (await listRules(ctx.db)).find((each) => each.id === id) ?? null
  return { rule, payments }
}

/** Says how many payments a rule would touch. @throws AppError as `makeRule` */
export async function tryRule(db: Kysely<DB>, wanted: NewRule) {
  return { rule: null, payments: await countTouched(db, await asColumns(db, wanted)) }
}

/** Takes a rule back; what it did alone is undone. @returns the rule @throws AppError not-found */
export async function endRule(ctx: Parts, id: string): Promise<RuleJson> {
  const rule = orNotFound(
    (await listRules(ctx.db)).find((each) => each.id === id),
    'rule with this id',
  )
  const task = await decide(ctx.db, async (trx) => {
    const ended = await trx
      .updateTable('rules')
      .set({ ended_at: sql`now()` })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    orNotFound(ended.numUpdatedRows > 0n || null, 'rule with this id')
    return await beginTask(trx, { kind: 'decide-again', rule: id, wallet: null, after: null })
  })
  await ctx.tasks.finish([task])
  return rule
}

function selectRules(db: Kysely<DB>) {
  return db
    .selectFrom('rules')
    .leftJoin('wallets', 'wallets.id', 'rules.wallet_id')
    .leftJoin('shows', 'shows.id', 'rules.show_id')
    .select([
      'rules.id',
      'rules.effect',
      'rules.memo_contains',
      'wallets.name as wallet',
      'rules.min_msat',
      'rules.max_msat',
      'shows.slug as show',
      'rules.note',
      'rules.created_at',
    ])
    .orderBy('rules.created_at')
    .orderBy('rules.id')
}

async function asColumns(db: Kysely<DB>, { wallet, show, ...rest }: NewRule) {
  if (rest.memo_contains !== null && foldText(rest.memo_contains).trim() === '')
    throw new AppError('unprocessable', 'Say what the memo is to contain: a letter, a digit or a sign.')
  const named =
    wallet === null
      ? null
      : await db.selectFrom('wallets').select('id').where('name', '=', wallet).executeTakeFirst()
  if (named === undefined) throw new AppError('unprocessable', `There is no wallet ${wallet}.`)
  const meant = show === null ? null : await findShowBySlug(db, show)
  if (show !== null && !meant) throw new AppError('unprocessable', `There is no show ${show}.`)
  return { ...rest, wallet_id: named?.id ?? null, show_id: meant?.id ?? null }
}

type Columns = Awaited<ReturnType<typeof asColumns>>

/** Those that it would set aside and are not yet, or that it would claim and belong to nobody. */
async function countTouched(db: Kysely<DB>, rule: Columns): Promise<number> {
  const open =
    rule.effect === 'set_aside'
      ? sql`not payments.set_aside and not payments.set_aside_by_hand`
      : sql`payments.show_id is null and payments.corrected_at is null`
  // Grouped, since many payments have the same memo or none.
  const { rows } = await sql<{
    memo: string | null
    wallet_id: number
    amount_msat: number | null
    count: number
  }>`
    select ${rule.memo_contains === null ? sql`null` : sql`memo`} as memo, wallet_id,
      ${rule.min_msat === null && rule.max_msat === null ? sql`null::bigint` : sql`amount_msat`} as amount_msat, count(*) as count
    from payments
    where ${candidatesOf(rule)} and payments.refund_of is null and ${open}
    group by 1, 2, 3`.execute(db)
  return rows.reduce((sum, row) => (matchesRule(rule, row) ? sum + row.count : sum), 0)
}
