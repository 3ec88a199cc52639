import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { transactionAsReports } from '#api/source/nwc/transaction-as-reports.ts'
import { hashOf } from '#tests/helper/make-entry.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const openContext = shareDatabase()
let ctx: TestContext
beforeEach(async () => {
  ctx = await openContext()
})

const SHOW = { podcast: 'Night Ferry', guid: '3f1c6d52-4a0e-5b7d-9c11-2f6a7b8c9d10' }

async function payments() {
  const { rows } = await sql<Record<string, unknown>>`
    select s.title as show, e.id as episode_id, e.title as episode, p.message, p.app, p.action, p.sender_name, p.sender_id,
      p.position_s, p.ours, p.needs_look, p.metadata_url
    from payments p left join shows s on s.id = p.show_id left join episodes e on e.id = p.episode_id
    order by p.settled_at, p.ref`.execute(ctx.db)
  return rows
}

const say = (...boostagrams: object[]) =>
  recordPayments(
    ctx.db,
    ...boostagrams.map((boostagram) => makeReport({ boostagram: { ...SHOW, ...boostagram } })),
  )

describe('shows and episodes are found by one rule', () => {
  it('however white space, entities and forms of Unicode stand in their titles', async () => {
    await say(
      { guid: null, episode: 'Ep 5:  The  Caf\u00e9 &amp; the Gap' },
      { guid: null, podcast: 'Night\n Ferry ', episode: 'Ep 5: The Cafe\u0301 & the Gap' },
    )
    const [one, other] = await payments()
    expect(one).toMatchObject({ show: 'Night Ferry' })
    expect(other?.episode_id).toBe(one?.episode_id)
    expect(await ctx.db.selectFrom('shows').select('id').execute()).toHaveLength(1)
  })

  it('whatever scheme, capitals, port and slash a feed’s address has', async () => {
    for (const url of ['https://feeds.example/ferry', 'http://Feeds.Example:80/ferry/'])
      await say({ guid: null, podcast: null, url })
    expect(await ctx.db.selectFrom('shows').select('id').execute()).toHaveLength(1)
  })

  it('by the keys that small players send', async () => {
    const boostagram = {
      feedId: 920_666,
      episodeId: 'ferry-12',
      app: 'Rowboat',
      amount: 21,
      contentTitle: 'Ep 12',
    }
    await recordPayments(ctx.db, {
      ...makeReport({ boostagram: null }),
      boostagram: { action: 'boost', ...boostagram },
    })
    expect(await payments()).toMatchObject([{ episode: 'Ep 12', app: 'Rowboat' }])
  })

  it('where there is none: placeholders name nothing', async () => {
    await say({ episode: 'Untitled Episode', episode_guid: null, message: 'undefined' })
    expect(await payments()).toMatchObject([{ show: 'Night Ferry', episode_id: null, message: null }])
  })

  it.each([
    ['00123', 123],
    ['1e3', 1000],
  ])('also where an app took the guid %s for the number %s', async (guid, number) => {
    await say(
      { episode: 'Ep 1', episode_guid: guid },
      { episode: 'Ep 1', episode_guid: number },
      { itemID: number },
    )
    const found = await payments()
    expect(new Set(found.map(({ episode_id }) => episode_id)).size).toBe(1)
  })

  it('but not where two could be meant', async () => {
    await say({ episode: 'One', episode_guid: '0012' }, { episode: 'Two', episode_guid: '012' })
    await say({ episode: 'Three', episode_guid: 12 })
    expect(new Set((await payments()).map(({ episode_id }) => episode_id)).size).toBe(3)
  })
})

describe('a position is one in its episode', () => {
  it.each([
    [574, 574],
    [3_700, 3_700],
    [574_123, 574],
    [2_400_000, 2_400],
    [7_200, 7],
    [90_000_000, null],
  ])('of an hour: %s as %s', async (ts, position_s) => {
    await say({ episode: 'Ep 1', episode_guid: 'one' })
    await ctx.db.updateTable('episodes').set({ duration_s: 3_600 }).execute()
    await say({ episode: 'Ep 1', episode_guid: 'one', ts })
    expect((await payments()).map((payment) => payment.position_s)).toContain(position_s)
  })
})

describe('what a wallet says beside the money', () => {
  async function receive(metadata: object, over: object = {}) {
    const read = transactionAsReports({
      type: 'incoming',
      state: 'settled',
      payment_hash: hashOf(1),
      settled_at: 1_790_000_000,
      amount: '21000',
      invoice: 'lnbc1',
      description: 'Sats for tide@ln.example',
      metadata,
      ...over,
    })
    if (!('reports' in read)) throw new Error('It was not read')
    await ctx.intake.record({ source: 'hub', kind: 'nwc', exactness: 3 }, read.reports)
  }

  it('leaves an invoice one that was paid with TLV records too', async () => {
    const boost = { app_name: 'Harbour', podcast: 'Tides', action: 'boost', message: 'Ahoy' }
    const tlv_records = [{ type: 7629169, value: Buffer.from(JSON.stringify(boost)).toString('hex') }]
    await receive({ tlv_records })
    await receive({ tlv_records, comment: 'Ahoy' }, { payment_hash: hashOf(2) })
    await receive({ tlv_records }, { payment_hash: hashOf(3), invoice: '' })
    const rows = await ctx.db.selectFrom('payments').select(['rail', 'message']).orderBy('ref').execute()
    expect(rows).toHaveLength(3)
    expect(rows.map(({ rail }) => rail).sort()).toEqual(['bolt11', 'keysend', 'lnaddress'])
    expect(new Set(rows.map(({ message }) => message))).toEqual(new Set(['Ahoy']))
  })

  it('makes nobody a supporter who pays a shared wallet for something else', async () => {
    await receive({ comment: 'For the dinghy', payer_data: { name: 'juno' } })
    expect(await payments()).toMatchObject([{ ours: false, show: null, needs_look: null }])
    expect(await ctx.db.selectFrom('supporters').select('id').execute()).toEqual([])
  })

  it('is a boost where the wallet is the show’s', async () => {
    await say({ episode: 'Ep 1' })
    const show = await ctx.db.selectFrom('shows').select('id').executeTakeFirstOrThrow()
    await ctx.db.insertInto('wallets').values({ name: 'hub', whose: 'show', show_id: show.id }).execute()
    await receive({ comment: 'Fair winds', payer_data: { name: 'juno' } })
    expect((await payments()).at(-1)).toMatchObject({
      ours: true,
      sender_name: 'juno',
      message: 'Fair winds',
      action: 'boost',
      needs_look: null,
    })
  })

  it('is an app’s own text where nothing was typed', async () => {
    await say({ episode: 'Ep 1' })
    const show = await ctx.db.selectFrom('shows').select('id').executeTakeFirstOrThrow()
    await ctx.db.insertInto('wallets').values({ name: 'hub', whose: 'show', show_id: show.id }).execute()
    await receive({ comment: 'Podverse boost' })
    expect((await payments()).at(-1)).toMatchObject({ app: 'Podverse', message: null, action: 'boost' })
  })

  it('waits for a look where its memo ends before its address', async () => {
    await receive({}, { description: 'rss::payment::boost htt' })
    expect(await payments()).toMatchObject([
      { ours: true, needs_look: expect.stringMatching(/memo ends before/) },
    ])
  })
})
