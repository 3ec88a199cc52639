import type { Sending } from '#api/outgoing/run/send-next.ts'
import { composeMessage } from '#api/outgoing/way/body/compose.ts'
import { sampleTold } from '#api/outgoing/way/body/sample.ts'
import { findWay } from '#api/outgoing/way/find-way.ts'
import { postMessage } from '#api/outgoing/way/post-message.ts'

/** Sends a boost that nobody sent by a way, at once, and notes it in the log. @throws AppError not-found */
export async function testWay(ctx: Sending, name: string): Promise<{ ok: boolean; answer: string }> {
  const way = await findWay(ctx.db, name)
  const told = sampleTold(ctx.now())
  const { kind, answer } = await postMessage(ctx, way, {
    ...composeMessage(way.settings.body, told),
    id: told.id,
  })
  const ok = kind === 'sent'
  await ctx.db
    .insertInto('outbox')
    .values({
      id: told.id,
      way_id: way.id,
      rule_id: null,
      event: 'test',
      boost_id: null,
      state: ok ? 'sent' : 'failed',
      attempts: 1,
      queued_at: ctx.now(),
      tried_at: ctx.now(),
      answer,
    })
    .execute()
  return { ok, answer }
}
