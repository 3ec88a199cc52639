import { beforeEach, describe, expect, it } from 'vitest'
import type { Fact } from '#api/contract/outgoing/told.ts'
import { queueFacts } from '#api/outgoing/fact/queue-facts.ts'
import { totalsJob } from '#api/totals/maintain/jobs.ts'
import { recordBoost } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()
beforeEach(async () => {
  const { db } = service.ctx
  for (const table of [
    'sending_rules',
    'outbox',
    'ways_out',
    'connections',
    'closed_months',
    'goals',
  ] as const)
    await db.deleteFrom(table).execute()
  await service.ask('post', '/ways-out', {
    kind: 'webhook',
    name: 'hook',
    address: 'https://hook.example/',
    body: { kind: 'template', format: 'text', template: '{{fact}}' },
  })
  await service.ask('patch', '/ways-out/hook', { kind: 'webhook', active: false })
})

async function makeRule(event: string, condition: Record<string, unknown> = {}) {
  const made = await service.ask('post', '/sending-rules', { event, way: 'hook', condition })
  expect(made.status).toBe(201)
}

async function queued(): Promise<string[]> {
  await queueFacts(service.ctx.db, new Date())
  const { body } = await service.ask('get', '/outbox?limit=200')
  return (body.items as { fact: Fact }[]).map(({ fact }) => fact.said).reverse()
}

async function boosts(count: number, over: Record<string, unknown> = {}) {
  for (let n = 0; n < count; n++)
    await recordBoost(service.ctx.db, { settled_at: new Date().toISOString(), ...over })
  await totalsJob(service.ctx.config).run(service.ctx, new AbortController().signal)
}

describe('what is told of no one boost', () => {
  it('is a round number, once, by the boost that came to it, and none of before the rule', async () => {
    await boosts(3)
    await makeRule('round', { every: 2 })
    await makeRule('round', { every: 5_000, counts: 'sats' })
    expect(await queued()).toEqual([])
    await boosts(2)
    await boosts(1, { amount_msat: 4_000_000 })
    const said = [
      'LINUX Unplugged came to 4 boosts.',
      'LINUX Unplugged came to 6 boosts.',
      'LINUX Unplugged came to 5,000 sats.',
    ]
    expect((await queued()).sort()).toEqual(said.sort())
    expect(await queued()).toHaveLength(3)
    // One that comes late moves none that was counted.
    await boosts(1, { settled_at: '2026-01-01T00:00:00Z', amount_msat: 1_000 })
    expect(await queued()).toHaveLength(3)
    const far = { event: 'round', condition: { every: 2 ** 31 } }
    expect((await service.ask('post', '/sending-rules/try', far)).body).toMatchObject({ times: 0 })
    const tried = await service.ask('post', '/sending-rules/try', { event: 'round', condition: { every: 2 } })
    expect(tried.body).toMatchObject({ times: 3, last: [] })
    expect(tried.body.facts.map(({ value }: Fact) => value)).toEqual([2, 4, 6])
  })

  it('is a wallet that was not heard for an hour, once until it is heard again', async () => {
    const { db } = service.ctx
    await makeRule('silent')
    const source = await db.selectFrom('sources').select(['id', 'name']).executeTakeFirstOrThrow()
    await db.insertInto('connections').values({ source_id: source.id, settings: '{}', secrets: '' }).execute()
    const heard = (minutes: number) =>
      db
        .updateTable('connections')
        .set({
          state: 'failing',
          problem: 'It does not answer.',
          contact_at: new Date(Date.now() - minutes * 60_000),
        })
        .execute()
    await heard(59)
    expect(await queued()).toEqual([])
    await db
      .updateTable('sending_rules')
      .set({ since: new Date(Date.now() - 3_600_000) })
      .execute()
    await heard(61)
    const said = `“${source.name}” was not heard for an hour. It does not answer.`
    expect(await queued()).toEqual([said])
    expect(await queued()).toEqual([said])
    await heard(62)
    expect(await queued()).toEqual([said, said])
  })

  it('is a goal that was reached, once for each run', async () => {
    const { db } = service.ctx
    const show = await db.selectFrom('shows').select('id').executeTakeFirstOrThrow()
    const id = '0190a1b2-0000-7000-8000-000000000003'
    await db
      .insertInto('goals')
      .values({
        id,
        show_id: show.id,
        episode_id: null,
        title: 'A mixer',
        target: 500_000,
        currency: null,
        period: 'total',
        first_day: null,
        last_day: null,
        reached_of: null,
      })
      .execute()
    await makeRule('goal')
    expect(await queued()).toEqual([])
    const reach = () => db.updateTable('goals').set({ reached_at: new Date() }).where('id', '=', id).execute()
    await reach()
    const said = 'LINUX Unplugged reached its goal “A mixer” of 500,000 sats.'
    expect(await queued()).toEqual([said])
    expect(await queued()).toEqual([said])
  })

  it('is a month that was closed', async () => {
    await makeRule('closed')
    await service.ctx.db
      .insertInto('closed_months')
      .values({
        id: '0190a1b2-0000-7000-8000-000000000002',
        show_id: null,
        month: '2026-10',
        statement: '{}',
        closed_by: 'an owner',
      })
      .execute()
    expect(await queued()).toEqual(['The books of October 2026 were closed.'])
  })
})
