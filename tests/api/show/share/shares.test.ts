import { describe, expect, it } from 'vitest'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'

let now = new Date('2026-06-01T12:00:00Z')
const service = shareService({ now: () => now })
const { ask } = service

let made = 0

/** Records boosts that claim 1,000 sats each, with what each wallet got of them. */
async function boosts(podcast: string, count: number, got: Record<string, number>, over: object = {}) {
  const ids: string[] = []
  for (let boost = 0; boost < count; boost++) {
    made++
    const reports = Object.entries(got).map(([wallet, amount_msat]) =>
      makeReport({
        source: wallet,
        id: `${wallet}-${made}`,
        wallet,
        amount_msat,
        settled_at: '2026-05-20T10:00:00Z',
        boostagram: {
          podcast,
          sender_name: `Sender ${boost}`,
          message: `Number ${made}`,
          value_msat_total: 1_000_000,
          boost_uuid: `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`,
          ...over,
        },
      }),
    )
    const outcomes = await recordPayments(service.ctx.db, ...reports)
    ids.push(outcomes[0]?.boost_id ?? '')
    expect(new Set(outcomes.map((outcome) => outcome.boost_id)).size).toBe(1)
  }
  return ids
}

async function claims(ids: string[]) {
  const rows = await service.ctx.db
    .selectFrom('boosts')
    .select(['id', 'claim', 'counted_msat', 'claim_shares'])
    .where('id', 'in', ids)
    .execute()
  return ids.map((id) => rows.find((row) => row.id === id))
}

describe('shares', () => {
  it('are proposed from past boosts, confirmed in one step, and judge the claims that were open', async () => {
    const ids = await boosts('Proposed', 6, { alice: 330_000, bob: 500_000 })
    const [lie] = await boosts('Proposed', 1, { alice: 1_000 }, { sender_name: 'Liar' })
    expect(await claims(ids)).toEqual(
      ids.map((id) => ({ id, claim: 'unknown', counted_msat: 830_000, claim_shares: null })),
    )
    const show = (await ask('get', '/shows/proposed')).body
    expect(show).toMatchObject({ shares: {}, proposed_shares: { alice: 0.33, bob: 0.5 } })
    const confirmed = await ask('patch', '/shows/proposed', { shares: show.proposed_shares })
    expect(confirmed.status).toBe(200)
    expect(confirmed.body).toMatchObject({ shares: { alice: 0.33, bob: 0.5 }, proposed_shares: null })
    const judged = await claims(ids)
    expect(judged.map((boost) => boost?.claim)).toEqual(ids.map(() => 'confirmed'))
    expect(judged.map((boost) => boost?.counted_msat)).toEqual(ids.map(() => 1_000_000))
    expect((await claims([lie ?? '']))[0]).toMatchObject({ claim: 'doubtful', counted_msat: 1_000 })
  })

  it('are not proposed from boosts during another’s music', async () => {
    await boosts('Music', 6, { alice: 100_000 }, { remote_feed_guid: 'f0f0f0f0-0000-4000-8000-000000000000' })
    expect((await ask('get', '/shows/music')).body.proposed_shares).toBeNull()
  })

  it('hold since ever the first time, and from now on the second; verdicts keep their own', async () => {
    const [first] = await boosts('Changing', 1, { alice: 330_000 })
    await ask('patch', '/shows/changing', { shares: { alice: 0.33 } })
    expect((await claims([first ?? '']))[0]?.claim).toBe('confirmed')
    now = new Date('2026-06-02T12:00:00Z')
    const changed = await ask('patch', '/shows/changing', { shares: { alice: 0.9 } })
    expect(changed.body.shares).toEqual({ alice: 0.9 })
    expect((await claims([first ?? '']))[0]?.claim).toBe('confirmed')
    const [late] = await boosts('Changing', 1, { alice: 330_000 })
    expect((await claims([late ?? '']))[0]?.claim).toBe('confirmed')
    const rows = await service.ctx.db
      .selectFrom('shares')
      .innerJoin('shows', 'shows.id', 'shares.show_id')
      .select(['share', 'since', 'until'])
      .where('slug', '=', 'changing')
      .orderBy('since')
      .execute()
    expect(rows).toEqual([
      { share: '0.33000000', since: Number.NEGATIVE_INFINITY, until: now },
      { share: '0.90000000', since: now, until: Number.POSITIVE_INFINITY },
    ])
  })

  it('of a wallet whose past a file brings are proposed, however much came since, and judge that past', async () => {
    await boosts('Filed', 70, { alice: 600_000 })
    await ask('patch', '/shows/filed', { shares: { alice: 0.6 } })
    now = new Date(now.getTime() + 3600_000)
    const ids: string[] = []
    for (let day = 1; day <= 6; day++) {
      const at = {
        source: 'file',
        wallet: 'bob',
        settled_at: `2024-01-0${day}T10:00:00Z`,
        amount_msat: 400_000,
      }
      const told = { podcast: 'Filed', sender_name: `Old ${day}`, value_msat_total: 1_000_000 }
      const [made] = await recordPayments(service.ctx.db, makeReport({ ...at, boostagram: told }))
      ids.push(made?.boost_id ?? '')
    }
    expect((await claims(ids)).map((boost) => boost?.claim)).toEqual(ids.map(() => 'unknown'))
    const show = (await ask('get', '/shows/filed')).body
    expect(show.proposed_shares).toEqual({ bob: 0.4 })
    await ask('patch', '/shows/filed', { shares: { ...show.shares, ...show.proposed_shares } })
    expect((await claims(ids)).map((boost) => boost?.claim)).toEqual(ids.map(() => 'confirmed'))
  })

  it.each([
    ['since ever', 'Fits', { alice: 0.6 }, { alice: 0.6, bob: 0.4 }, true],
    [
      'from now on where more than a whole would have been',
      'Too much',
      { alice: 0.9 },
      { alice: 0.6, bob: 0.4 },
      false,
    ],
  ])('of a wallet that comes later hold %s', async (_, podcast, before, after, holdsEver) => {
    await boosts(podcast, 1, { alice: 1, bob: 1 })
    const slug = podcast.toLowerCase().replace(' ', '-')
    await ask('patch', `/shows/${slug}`, { shares: before })
    now = new Date(now.getTime() + 3600_000)
    expect((await ask('patch', `/shows/${slug}`, { shares: after })).body.shares).toEqual(after)
    const { since } = await service.ctx.db
      .selectFrom('shares')
      .innerJoin('shows', 'shows.id', 'shares.show_id')
      .innerJoin('wallets', 'wallets.id', 'shares.wallet_id')
      .select('since')
      .where('slug', '=', slug)
      .where('name', '=', 'bob')
      .executeTakeFirstOrThrow()
    expect(since).toEqual(holdsEver ? Number.NEGATIVE_INFINITY : now)
  })

  it('that are confirmed again stay as they are', async () => {
    await boosts('Again', 1, { alice: 330_000 })
    const count = () => service.ctx.db.selectFrom('shares').selectAll().execute()
    await ask('patch', '/shows/again', { shares: { alice: 0.33 } })
    const before = await count()
    now = new Date(now.getTime() + 3600_000)
    await ask('patch', '/shows/again', { shares: { alice: 0.33 } })
    expect(await count()).toEqual(before)
    await ask('patch', '/shows/again', { shares: { alice: 0.5 } })
    await ask('patch', '/shows/again', { shares: { alice: 0.6 } })
    expect((await ask('get', '/shows/again')).body.shares).toEqual({ alice: 0.6 })
    await ask('patch', '/shows/again', { shares: {} })
    expect((await ask('get', '/shows/again')).body.shares).toEqual({})
  })

  it('are refused where they are more than a whole', async () => {
    await boosts('Whole', 1, { alice: 330_000, bob: 1 })
    expect((await ask('patch', '/shows/whole', { shares: { alice: 0.6, bob: 0.5 } })).status).toBe(422)
    expect((await ask('get', '/shows/whole')).body.shares).toEqual({})
  })

  it('judge many claims in batches, to the last', async () => {
    const reports = Array.from({ length: 600 }, (_, index) =>
      makeReport({
        source: 'alice',
        id: `many-${index}`,
        amount_msat: 500_000,
        settled_at: new Date(Date.UTC(2026, 4, 1, index)).toISOString(),
        boostagram: { podcast: 'Many', value_msat_total: 1_000_000 },
      }),
    )
    await recordPayments(service.ctx.db, ...reports)
    await ask('patch', '/shows/many', { shares: { alice: 0.5 } })
    const { rows } = await service.ctx.database.pool.query(
      "select claim, count(*)::integer from boosts where show_id = (select id from shows where slug = 'many') group by claim",
    )
    expect(rows).toEqual([{ claim: 'confirmed', count: 600 }])
  })
})
