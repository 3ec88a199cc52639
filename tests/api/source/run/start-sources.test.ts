import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { msat } from '#api/contract/msat.ts'
import { createContext } from '#api/create-context.ts'
import type { Report } from '#api/intake/report.ts'
import { sleep } from '#api/lib/async.ts'
import { addSource } from '#api/source/connection/add-source.ts'
import { changeSource, removeSource } from '#api/source/connection/change-source.ts'
import { defineSource } from '#api/source/kind/define-source.ts'
import type { SourceKind, SourceRun } from '#api/source/kind/source-kind.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import { type Sources, startSources } from '#api/source/run/start-sources.ts'
import { openDatabase } from '#db/database.ts'
import { connectionOf } from '#tests/helper/follow.ts'
import { paymentsOf } from '#tests/helper/payments-of.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'
import { until } from '#tests/helper/until.ts'

const makeContext = shareDatabase()

type Cursor = { at: number }
type Run = SourceRun<{ secret: string; plain: string }, Cursor>

let ctx: TestContext
const running: Sources[] = []
/** Who runs at the moment, by the plain setting. */
let runs: string[]

beforeEach(async () => {
  ctx = await makeContext()
  runs = []
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((sources) => sources.stop()))
  await ctx.close()
})

/** A kind of source that does as a test says. */
function kindOf(kind: string, work: (run: Run) => Promise<void>): SourceKind {
  return defineSource({
    kind,
    title: kind,
    exactness: 3,
    settings: z.object({ secret: z.string(), plain: z.string() }),
    secret: ['secret'],
    cursor: z.object({ at: z.number().default(0) }),
    later: (one, other) => ({ at: Math.max(one.at, other.at) }),
    connect: () => ({ close: () => {} }),
    test: async () => ({ says: ['well'] }),
    follow: async (_, run, { listening }) => {
      runs.push(run.settings.plain)
      const reportStatus: Run['reportStatus'] = (status) => {
        if (status.state === 'connected') listening()
        return run.reportStatus(status)
      }
      try {
        await work({ ...run, reportStatus })
      } finally {
        runs.splice(runs.indexOf(run.settings.plain), 1)
      }
    },
    history: async () => {},
    lookMs: null,
    read: () => ({ skip: 'nothing' }),
    explain: () => null,
  })
}

/** Reports a payment every few milliseconds, under the numbers from its cursor on. */
const good = kindOf('good', async ({ cursor, record, reportStatus: tell, signal }) => {
  await tell({ state: 'connected' })
  for (let at = cursor.at + 1; !signal.aborted; at++) {
    await record(reading(at), { at }, true)
    await sleep(20, signal)
  }
})

const add = (kind: SourceKind, name: string) =>
  addSource(ctx, { kind, name, wallet: null, whose: 'show', settings: { secret: `s-${name}`, plain: name } })

function start(kinds: SourceKind[], own: Parameters<typeof startSources>[0] = ctx): Sources {
  const sources = startSources(own, kinds)
  running.push(sources)
  return sources
}

const reading = (at: number) => ({ reports: [reportOf(at)], unread: [] })

function reportOf(at: number): Report {
  return {
    ref: String(at),
    wallet: null,
    payment_hash: null,
    set_id: null,
    settled_at: new Date(1_700_000_000_000 + at * 1000),
    money: { kind: 'sats', amount_msat: msat(1_000 + at), fee_msat: msat(0), price: null },
    rail: 'keysend',
    memo: null,
    metadata: null,
    routing: null,
    comment: null,
    metadata_url: null,
    refund_of: null,
  }
}

describe('following sources', () => {
  it('lets no failing, deaf or broken one hurt another', async () => {
    const failing = kindOf('failing', async () => {
      throw new SourceProblem('refused', 'It says no.', 'Ask again.')
    })
    const broken = kindOf('broken', async ({ settings }) => {
      throw new TypeError(`cannot read ${settings.secret}`)
    })
    const deaf = kindOf('deaf', () => new Promise(() => {}))
    for (const kind of [failing, broken, deaf, good]) await add(kind, kind.kind)
    start([failing, broken, deaf, good])
    await until('payments come', async () => (await paymentsOf(ctx)).length > 5)
    await until('both fail', async () => (await connectionOf(ctx, 'broken')).state === 'failing')
    expect(await connectionOf(ctx, 'failing')).toMatchObject({
      state: 'failing',
      problem: 'It says no.',
      next_step: 'Ask again.',
    })
    const { problem, next_step } = await connectionOf(ctx, 'broken')
    expect(`${problem} ${next_step}`).not.toContain('s-broken')
    expect(await connectionOf(ctx, 'good')).toMatchObject({ state: 'connected', problem: null })
  })

  it('tries a failing one again, and forgets what was wrong once it is well', async () => {
    let tries = 0
    const shy = kindOf('shy', async ({ reportStatus: tell, signal }) => {
      tries += 1
      if (tries < 3) throw new SourceProblem('unreachable', 'Not there.', 'Wait.')
      await tell({ state: 'connected' })
      await sleep(60_000, signal)
    })
    await add(shy, 'shy')
    start([shy])
    await until('it is well', async () => (await connectionOf(ctx, 'shy')).state === 'connected')
    expect(tries).toBe(3)
    expect((await connectionOf(ctx, 'shy')).problem).toBeNull()
  })

  it('hears of sources that are added, paused, resumed, set and removed while it runs', async () => {
    start([good])
    await add(good, 'one')
    await until('it runs', () => runs.includes('one'))
    await changeSource(ctx, 'one', { paused: true })
    await until('it rests', () => runs.length === 0)
    const before = (await paymentsOf(ctx)).length
    await sleep(100, new AbortController().signal)
    expect(await paymentsOf(ctx)).toHaveLength(before)
    await changeSource(ctx, 'one', { paused: false })
    await until('it runs again', () => runs.includes('one'))
    await removeSource(ctx, 'one')
    await until('it is gone', () => runs.length === 0)
    const kept = await paymentsOf(ctx)
    expect(kept.map(({ ref }) => Number(ref))).toEqual(kept.map((_, index) => index + 1))
  })

  it('runs each in one process only, and takes over when that ends', async () => {
    const database = await openDatabase({ url: ctx.database.url, schema: ctx.database.schema })
    const other = createContext({ config: ctx.config, database, log: ctx.log })
    await add(good, 'one')
    const first = start([good])
    await until('it runs', () => runs.length === 1)
    const second = start([good], other)
    await sleep(500, new AbortController().signal)
    expect(runs).toEqual(['one'])
    await first.stop()
    await until('the other has it', () => runs.length === 1)
    await second.stop()
    expect(runs).toEqual([])
    await other.live.close()
    await database.close()
    const recorded = (await paymentsOf(ctx)).map(({ ref }) => Number(ref))
    expect(recorded).toEqual(recorded.map((_, index) => index + 1))
  })

  it('moves no cursor back, and lets nobody write who runs with older settings', async () => {
    const records: Run['record'][] = []
    const odd = kindOf('odd', async ({ record, signal }) => {
      records.push(record)
      await record(reading(1), { at: 5 }, true)
      await record(reading(2), { at: 3 }, true)
      await sleep(60_000, signal)
    })
    await add(odd, 'odd')
    start([odd])
    await until('both are recorded', async () => (await paymentsOf(ctx)).length === 2)
    expect((await connectionOf(ctx, 'odd')).cursor).toEqual({ at: 5 })
    await ctx.db.updateTable('connections').set({ version: 2 }).execute()
    await expect(records[0]?.(reading(3), { at: 9 }, true)).rejects.toThrow('changed meanwhile')
    expect((await connectionOf(ctx, 'odd')).cursor).toEqual({ at: 5 })
    expect(await paymentsOf(ctx)).toHaveLength(2)
  })

  it('keeps secrets sealed', async () => {
    await add(good, 'one')
    const row = await connectionOf(ctx, 'one')
    expect(row.settings).toEqual({ plain: 'one' })
    expect(JSON.stringify(row)).not.toContain('s-one')
  })
})
