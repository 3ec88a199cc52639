import { sampleTold } from '#api/outgoing/way/body/sample.ts'
import { findWay } from '#api/outgoing/way/find-way.ts'
import { sendBy } from '#api/outgoing/way/kinds.ts'
import type { Sending } from '#api/outgoing/way/way-kind.ts'

/** Sends a boost that nobody sent by a way, at once, and notes it in the log. @throws AppError not-found */
export async function testWay(ctx: Sending, name: string): Promise<{ ok: boolean; answer: string }> {
  const way = await findWay(ctx.db, name)
  const told = sampleTold(ctx.now())
  // In the log first: what it tells open pages of, they ask for.
  await ctx.db
    .insertInto('outbox')
    .values({
      id: told.id,
      way_id: way.id,
      rule_id: null,
      event: 'test',
      boost_id: null,
      state: 'failed',
      attempts: 1,
      queued_at: ctx.now(),
      tried_at: ctx.now(),
      answer: null,
    })
    .execute()
  const { kind, answer } = await sendBy(ctx, way, told, ctx.stopping)
  const ok = kind === 'sent'
  await ctx.db
    .updateTable('outbox')
    .set({ state: ok ? 'sent' : 'failed', answer })
    .where('id', '=', told.id)
    .execute()
  return { ok, answer }
}
