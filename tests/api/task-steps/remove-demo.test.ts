import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { makeReport, recordBoost, recordPayments } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()
const { ask } = service

const TABLES = [
  'shows',
  'episodes',
  'wallets',
  'sources',
  'payments',
  'sightings',
  'boosts',
  'supporters',
  'shares',
] as const

describe('removing the demo', () => {
  it('leaves what is the hosts’ own, to the row', async () => {
    const { db } = service.ctx
    const own = { source: 'own', boostagram: { podcast: 'Own', sender_name: 'shared name' } }
    await recordBoost(db, own)
    await ask('patch', '/shows/own', { provisional: false, shares: { own: 0.5 } })
    const before = await countAll()
    const ids = Array.from({ length: 1200 }, (_, index) => `demo-${index}`)
    for (const from of [0, 600])
      await recordPayments(
        db,
        ...ids.slice(from, from + 600).map((id, index) =>
          makeReport({
            source: 'demo-node',
            id,
            settled_at: new Date(Date.UTC(2026, 4, 1, 0, from + index)).toISOString(),
            boostagram: {
              podcast: 'Demo',
              episode: `Episode ${index % 3}`,
              action: index % 2 === 0 ? 'stream' : 'boost',
              sender_name: index === 0 ? 'shared name' : `Demo person ${index % 20}`,
              value_msat_total: 1_000_000,
            },
          }),
        ),
      )
    await recordPayments(
      db,
      makeReport({
        source: 'demo-node',
        id: 'back',
        amount_msat: -1000,
        refund_of: 'demo-1',
        boostagram: null,
      }),
      makeReport({ source: 'demo-node', id: 'no-show', boostagram: null }),
    )
    await ask('patch', '/shows/demo', { provisional: false, shares: { 'demo-node': 1 } })
    await sql`update shows set demo = true where slug = 'demo'`.execute(db)
    await sql`update wallets set demo = true where name = 'demo-node'`.execute(db)

    const [attached] = await recordPayments(
      db,
      makeReport({ source: 'demo-node', id: 'attached', boostagram: null, memo: 'For the show' }),
    )
    await ask('patch', `/payments/${attached?.payment_id}`, { show: 'own', action: 'boost' })
    expect((await ask('get', '/boosts?show=own')).body.items).toHaveLength(2)

    expect((await ask('delete', '/demo')).status).toBe(204)
    expect(await countAll()).toEqual(before)
    expect((await ask('get', '/shows/demo')).status).toBe(404)
    expect((await ask('get', '/shows/own/supporters')).body.items).toHaveLength(1)
    expect((await ask('delete', '/demo')).status).toBe(404)
  })
})

async function countAll(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of TABLES) {
    const { rows } = await sql<{
      count: number
    }>`select count(*)::integer as count from ${sql.table(table)}`.execute(service.ctx.db)
    counts[table] = rows[0]?.count ?? 0
  }
  return counts
}
