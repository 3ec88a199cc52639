import fc from 'fast-check'
import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { recordClaims } from '#api/claim/record-claims.ts'
import { msat } from '#api/contract/msat.ts'
import { createStreamSums, listStreams } from '#api/show/stream/list-streams.ts'
import { mergeSupporters } from '#api/supporter/correct/merge-supporters.ts'
import { makeClaim } from '#tests/helper/make-claim.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { RUNS } from '#tests/helper/runs.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()
const { ask } = service

type Sum = { episode: { title: string } | null; supporter: { name: string } | null }

/** A minute streamed; in two wallets where asked for. */
function minute(episode: string | null, sender_name: string, position: number | null, over: object = {}) {
  return makeReport({
    amount_msat: 10_000,
    settled_at: new Date(Date.UTC(2026, 4, 14, 18, position ?? 0)).toISOString(),
    boostagram: {
      podcast: 'Streamed',
      action: 'stream',
      message: null,
      episode,
      sender_name,
      ts: position === null ? undefined : position * 60,
    },
    ...over,
  })
}

beforeAll(async () => {
  const minutes = Array.from({ length: 5 }, (_, index) => index)
  await recordPayments(
    service.ctx.db,
    ...minutes.map((at) => minute('Long', 'ada', at)),
    ...minutes.map((at) => minute('Long', 'ada', at, { source: 'hub' })),
    ...minutes.slice(0, 2).map((at) => minute('Short', 'bob', at)),
    minute('Short', 'anonymous', 1),
    minute(null, 'cy', null),
    makeReport({ boostagram: { podcast: 'Streamed', message: 'A boost is no stream' } }),
  )
})

describe('streams', () => {
  it('are summed by episode, the largest first', async () => {
    const { body, status } = await ask('get', '/shows/streamed/streams')
    expect(status).toBe(200)
    expect(body.total).toEqual({ received_msat: 140_000, payment_count: 14 })
    expect(
      body.items.map(({ episode, ...rest }: Sum) => ({ title: episode?.title ?? null, ...rest })),
    ).toEqual([
      {
        title: 'Long',
        supporter: null,
        received_msat: 100_000,
        payment_count: 10,
        minutes: 5,
        last_at: '2026-05-14T18:04:00.000Z',
      },
      {
        title: 'Short',
        supporter: null,
        received_msat: 30_000,
        payment_count: 3,
        minutes: 3,
        last_at: '2026-05-14T18:01:00.000Z',
      },
      {
        title: null,
        supporter: null,
        received_msat: 10_000,
        payment_count: 1,
        minutes: null,
        last_at: '2026-05-14T18:00:00.000Z',
      },
    ])
  })

  it('are summed by supporter, page by page', async () => {
    const seen: (string | undefined)[] = []
    for (let cursor = ''; ; ) {
      const page = await ask('get', `/shows/streamed/streams?group=supporter&limit=1${cursor}`)
      seen.push(...page.body.items.map((sum: Sum) => sum.supporter?.name))
      expect(page.body.total.payment_count).toBe(14)
      if (page.body.next_cursor === null) break
      cursor = `&cursor=${page.body.next_cursor}`
    }
    expect(seen[0]).toBe('ada')
    expect(seen[1]).toBe('bob')
    expect(seen.slice(2).sort()).toEqual(['Anonymous', 'cy'])
  })

  it('are narrowed by time', async () => {
    const query = 'since=2026-05-14T18:03:00Z&until=2026-05-14T18:04:00Z'
    const { body } = await ask('get', `/shows/streamed/streams?${query}`)
    expect(body.total).toEqual({ received_msat: 20_000, payment_count: 2 })
    expect((await ask('get', '/shows/streamed/streams?since=yesterday')).status).toBe(400)
    expect((await ask('get', '/shows/nobody/streams')).status).toBe(404)
    expect((await ask('get', '/shows/streamed/streams?cursor=x')).status).toBe(400)
  })
})

describe('sums of streams that are remembered', () => {
  const step = fc.record({
    does: fc.constantFrom(
      'stream',
      'move',
      'set aside',
      'supporter',
      'team',
      'named',
      'merge',
      'begin',
      'end',
      'ask',
      'ask',
    ),
    of: fc.nat(3),
  })

  it('are at every moment what the payments come to, whoever changes these and commits late', async () => {
    const { ctx } = service
    const late = new pg.Client(ctx.database.connection)
    await late.connect()
    const { id: showId } = await ctx.db
      .selectFrom('shows')
      .select('id')
      .where('slug', '=', 'streamed')
      .executeTakeFirstOrThrow()
    const listed = async (streamSums: typeof ctx.streamSums) => ({
      episodes: await listStreams({ db: ctx.db, streamSums }, showId, { group: 'episode', limit: 50 }),
      supporters: await listStreams({ db: ctx.db, streamSums }, showId, { group: 'supporter', limit: 50 }),
    })
    const receipt = (key: string) =>
      makeClaim(showId, {
        route: 'stream-receipt',
        sender_key: { kind: 'nostr', key: key.repeat(64) },
        reading: {
          action: 'stream',
          message: null,
          sender: { id: key.repeat(64), name: key },
          claimed_msat: msat(1),
        },
      })
    await recordClaims(ctx.db, [receipt('a'), receipt('b'), receipt('c')])
    await recordPayments(ctx.db, minute('Short', 'anonymous', 2), minute('Short', 'anonymous', 3))
    let isOpen = false
    /** A payment that nobody else changes. */
    const [{ payment_id: own } = { payment_id: '' }] = await recordPayments(ctx.db, minute('Own', 'own', 1))
    const some = sql`select id from payments where show_id = ${showId} and action = 'stream' and id <> ${own} order by id`
    const steps: Record<string, (of: number) => Promise<unknown>> = {
      stream: (of) => recordPayments(ctx.db, minute(`Episode ${of % 3}`, `sender ${of}`, of)),
      move: (of) =>
        sql`update payments set episode_id = (select id from episodes where show_id = ${showId} order by id offset ${of} limit 1)
          where id in (${some} offset ${of} limit 3)`.execute(ctx.db),
      'set aside': (of) =>
        sql`update payments set set_aside = not set_aside where id in (${some} offset ${of} limit 1)`.execute(
          ctx.db,
        ),
      supporter: (of) =>
        sql`update payments set supporter_id = (select id from supporters order by id offset ${of} limit 1)
          where id in (${some} offset ${of} limit 2)`.execute(ctx.db),
      team: (of) =>
        sql`insert into show_supporters (show_id, supporter_id, team) select ${showId}, id, true from supporters order by id offset ${of} limit 1
          on conflict (show_id, supporter_id) do update set team = not show_supporters.team`.execute(ctx.db),
      named: (of) =>
        sql`update payments set named_by = (select id from claims where show_id = ${showId} order by id offset ${of} limit 1)
          where supporter_id is null and id in (${some} offset ${of} limit 9)`.execute(ctx.db),
      merge: async (of) => {
        const told = await ctx.db
          .selectFrom('claims')
          .select('supporter_id')
          .where('supporter_id', 'is not', null)
          .execute()
        const [one, other] = [told[of % 2]?.supporter_id, told[2]?.supporter_id]
        if (one && other && one !== other) await mergeSupporters(ctx, one, other)
      },
      begin: async (of) => {
        if (!isOpen) await late.query('begin')
        isOpen = true
        await late.query('update payments set amount_msat = amount_msat + $1 where id = $2', [1 + of, own])
      },
      end: async (of) => {
        if (isOpen) await late.query(of === 0 ? 'rollback' : 'commit')
        isOpen = false
      },
      ask: async () => expect(await listed(ctx.streamSums)).toEqual(await listed(createStreamSums())),
    }
    const last = [
      { does: 'begin', of: 1 },
      { does: 'stream', of: 1 },
      { does: 'ask', of: 0 },
      { does: 'end', of: 1 },
      { does: 'ask', of: 0 },
    ]
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 15 }), async (taken) => {
          for (const { does, of } of taken) await steps[does]?.(of)
        }),
        { numRuns: RUNS, examples: [[last]] },
      )
    } finally {
      await late.end()
    }
  })
})
