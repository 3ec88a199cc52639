import { sql } from 'kysely'
import type { Context } from '#api/context.ts'
import { sleep } from '#api/lib/async.ts'
import { openSettings } from '#api/source/connection/settings.ts'
import type { SourceStatus } from '#api/source/kind/source-kind.ts'
import { asSourceProblem, SourceProblem } from '#api/source/kind/source-problem.ts'
import { backoffMs } from '#api/source/run/backoff.ts'
import { leaveTestMoney } from '#api/source/run/leave-test-money.ts'
import { recallTimes } from '#api/source/run/recall-times.ts'
import {
  type Following,
  recordClaimsFromSource,
  recordFromSource,
  Superseded,
} from '#api/source/run/record-from-source.ts'
import { writeProblem, writeStatus } from '#api/source/run/write-health.ts'
import type { Hearing } from '#api/source/told/hearing.ts'
import { webhookOf } from '#api/source/told/webhook-of.ts'

/** A source that ran for so long was well: its next failure counts as the first. */
const WELL_MS = 60_000

/** Follows one source until the signal: what ends or fails is tried again, later each time, and said on the Sources page. */
export async function followSource(
  ctx: Context,
  source: Following,
  signal: AbortSignal,
  hearing: Hearing,
): Promise<void> {
  const log = ctx.log.child({ source: source.origin.source })
  let failures = 0
  let isAway = false
  while (!signal.aborted) {
    const began = Date.now()
    try {
      await runOnce(ctx, source, signal, hearing)
      if (signal.aborted) return
      throw new SourceProblem(
        'unreachable',
        'The wallet ended the connection.',
        'It is connected again by itself.',
      )
    } catch (error) {
      if (signal.aborted || error instanceof Superseded) return
      failures = Date.now() - began > WELL_MS ? 1 : failures + 1
      const problem = asSourceProblem(error)
      isAway = problem.code === 'unreachable'
      log.warn({ err: problem, code: problem.code }, 'a source failed; it is tried again')
      await writeProblem(ctx.db, source, problem, ctx.now()).catch((err: unknown) =>
        log.error({ err }, 'the state of a source could not be written'),
      )
    }
    await sleep(backoffMs(failures, isAway), signal)
  }
}

async function runOnce(
  ctx: Context,
  source: Following,
  signal: AbortSignal,
  hearing: Hearing,
): Promise<void> {
  const row = await ctx.db
    .selectFrom('connections')
    .select(['settings', 'secrets', 'cursor', 'network', 'count_test_money'])
    .where('source_id', '=', source.source_id)
    .where('version', '=', source.version)
    .executeTakeFirst()
  if (!row) throw new Superseded('This source was changed meanwhile.')
  await writeStatus(ctx.db, source, { state: 'connecting' }, ctx.now())
  let { network } = row
  const status = async (told: SourceStatus) => {
    network = told.network ?? network
    await writeStatus(ctx.db, source, told, ctx.now())
  }
  await source.kind.run({
    settings: openSettings(ctx.secrets, source.origin.source, row),
    cursor: row.cursor,
    record: async (whole, cursor, live) => {
      const { reading, network: told } = row.count_test_money
        ? { reading: whole, network }
        : leaveTestMoney(whole, network)
      if (told !== network) await status({ network: told })
      const outcomes = await recordFromSource(ctx, source, reading, cursor, live)
      ctx.metrics.countReports(source.origin.source, outcomes)
      return outcomes
    },
    recall: () => recallFirst(ctx, source),
    countTestMoney: row.count_test_money,
    webhook: { ...webhookOf(ctx, source.source_id), onTold: hearing.onTold },
    firstTimes: (refs) => recallTimes(ctx.db, source.source_id, refs),
    claims: {
      db: ctx.db,
      now: ctx.now,
      source_id: source.source_id,
      record: (reports) => recordClaimsFromSource(ctx, source, reports),
    },
    reportStatus: status,
    signal,
    log: ctx.log.child({ source: source.origin.source }),
  })
}

async function recallFirst({ db }: Context, { source_id }: Following) {
  const { rows } = await sql<{ ref: string; payment_hash: string }>`
    select s.ref, encode(p.payment_hash, 'hex') as payment_hash
    from sightings s join payments p on p.id = s.payment_id
    where s.source_id = ${source_id} and p.payment_hash is not null order by s.id limit 1`.execute(db)
  return rows[0] ?? null
}
