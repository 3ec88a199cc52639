import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { regroup } from '#api/boost/group/regroup.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import { patchPayment } from '#api/review/patch-payment.ts'
import { tasksJob } from '#api/task/job.ts'
import { READER_VERSION, readAgainJob } from '#api/task-steps/read-again.ts'
import { type EntryInput, emptyIntake, hashOf, makeEntry } from '#tests/helper/make-entry.ts'
import { RUNS, withinTime } from '#tests/helper/runs.ts'
import { snapshotIntake } from '#tests/helper/snapshot-intake.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
beforeAll(async () => {
  ctx = await createTestContext()
})
afterAll(() => ctx.close())

const BEGIN = Date.UTC(2026, 4, 14, 18)
const at = (minutes: number) => new Date(BEGIN + minutes * 60_000).toISOString()
const never = new AbortController().signal

/** What came, of each kind that has been read in another way. */
const INPUTS: Record<string, EntryInput[]> = {
  splits: ['host', 'guest'].map((wallet) => ({
    wallet,
    boostagram: { message: 'Both', boost_uuid: 'press-1' },
  })),
  'two rails': [
    { wallet: 'host', boostagram: { message: 'Rails', value_msat_total: 2_000_000, uuid: 'leg-1' } },
    {
      wallet: 'guest',
      rail: 'lnaddress',
      boostagram: { message: 'Rails', value_msat_total: 2_000_000, group: 'leg-1' },
    },
  ],
  wrapped: [
    {
      boostagram: null,
      tlv: Buffer.from(
        Buffer.from(
          JSON.stringify({ action: 'boost', podcast: 'LINUX Unplugged', message: 'Deep' }),
        ).toString('base64'),
      ).toString('hex'),
    },
  ],
  streaming: [0, 10, 20].map((minutes) => ({
    settled_at: at(minutes),
    boostagram: { action: 'auto', sender_name: 'tide', message: undefined },
  })),
  scheduled: [{ boostagram: { action: 'auto', sender_name: 'gull', message: 'Every month' } }],
  'memo anywhere': [{ boostagram: null, memo: 'To host: rss::payment::boost https://box.example/1 Hello' }],
  'memo of a stream': [{ boostagram: null, memo: 'rss::payment::stream https://box.example/2 A stream' }],
  comment: [{ boostagram: null, rail: 'lnaddress', wallet: 'jar', memo: 'Loved it', amount_msat: 5_000 }],
  shop: [{ boostagram: null, memo: 'Order 12' }],
  'paid back': [
    { boostagram: { message: 'Sorry' }, id: 'paid', source: 'till' },
    { boostagram: null, id: 'back', source: 'till', refund_of: 'paid', amount_msat: 1_000_000 },
  ],
}

const entries = (kinds: readonly string[]) =>
  Object.entries(INPUTS)
    .filter(([kind]) => kinds.includes(kind))
    .flatMap(([kind, inputs]) =>
      inputs.map((input, leg) => {
        const number = Object.keys(INPUTS).indexOf(kind) * 10 + leg
        return makeEntry({
          id: `${number}`,
          payment_hash: hashOf(number + 1),
          settled_at: at(leg / 10),
          ...input,
        })
      }),
    )

async function prepare() {
  await emptyIntake(ctx.db)
  const { id } = await ctx.db
    .insertInto('shows')
    .values({ slug: 'linux-unplugged', title: 'LINUX Unplugged', status: 'kept' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await ctx.db
    .insertInto('show_names')
    .values({ kind: 'title', value: 'LINUX Unplugged', show_id: id })
    .execute()
  await ctx.db.insertInto('wallets').values({ name: 'jar', whose: 'show', show_id: id }).execute()
}

/** Leaves payments as an older version might have read them: words, actions and keys of its own, each boost alone. */
async function ageReadings(which: 'all' | 'every other') {
  const { rows } = await sql<{ id: string }>`
    update payments set
      given_action = null, cadence_key = null, shared_key = null, uuid_key = null, content_key = null,
      action = case when show_id is not null then 'boost' end, boost_id = null,
      message = 'undefined', app = null, sender_name = null, sender_id = null, supporter_id = null, claimed_msat = null,
      episode_id = null, named_episode_id = null, has_metadata = false, metadata_url = null,
      metadata_rank = case when metadata_rank is not null then '10' end,
      needs_look = case when metadata_rank is not null then 'Its metadata is not JSON.' end
    where corrected_at is null and refund_of is null
      and (${which} = 'all' or get_byte(payment_hash, 31) % 2 = 0 or payment_hash is null)
    returning id`.execute(ctx.db)
  await ctx.db.transaction().execute(async (trx) => {
    const all = await trx.selectFrom('payments').select('id').execute()
    const left = await trx.selectFrom('boosts').select('id').execute()
    await regroup(trx, { payment_ids: all.map(({ id }) => id), formerBoosts: left.map(({ id }) => id) })
  })
  await ctx.db.updateTable('installation').set({ reader_version: 0 }).execute()
  return rows.length
}

const versionOf = async () =>
  (await ctx.db.selectFrom('installation').select('reader_version').executeTakeFirstOrThrow()).reader_version
const changes = async () => (await ctx.db.selectFrom('changes').select('id').execute()).length

beforeEach(prepare)

describe('after an update', () => {
  it('what an older version recorded comes to what it were if it were recorded now', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(Object.keys(INPUTS), { minLength: 1 }),
        fc.constantFrom('all' as const, 'every other' as const),
        withinTime(12_000, async (kinds, which) => {
          await prepare()
          await recordReports(ctx.db, entries(kinds))
          const expected = await snapshotIntake(ctx.db)
          if ((await ageReadings(which)) > 0) expect(await snapshotIntake(ctx.db)).not.toEqual(expected)
          await readAgainJob.run(ctx, never)
          expect(await snapshotIntake(ctx.db)).toEqual(expected)
          expect(await versionOf()).toBe(READER_VERSION)
        }),
      ),
      { numRuns: RUNS, examples: [[Object.keys(INPUTS), 'all']] },
    )
  })

  it('metadata is asked for where the memo turns out to say it is, and no more where it never came', async () => {
    await recordReports(ctx.db, [
      makeEntry({ id: '1', boostagram: null, memo: 'rss::payment::boost https://box.example/g, Hello' }),
      makeEntry({ id: '2', boostagram: null, memo: 'rss::payment::boost https://box.example/h Hello' }),
    ])
    const [first, second] = await ctx.db.selectFrom('payments').select('id').orderBy('ref').execute()
    const failed = { host: 'box.example', result: 'failed', problem: 'It answers 404.' } as const
    for (const payment of [first, second])
      await ctx.db
        .insertInto('metadata_fetches')
        .values({ payment_id: payment?.id ?? '', ...failed })
        .execute()
    await sql`
      update payments set message = 'undefined', given_action = null,
        metadata_url = case ref when '1' then 'https://box.example/g,' else metadata_url end`.execute(ctx.db)
    await ctx.db.updateTable('installation').set({ reader_version: 0 }).execute()
    await readAgainJob.run(ctx, never)
    expect(
      await ctx.db
        .selectFrom('payments')
        .select(['metadata_url', 'message', 'needs_look'])
        .orderBy('ref')
        .execute(),
    ).toEqual([
      {
        metadata_url: 'https://box.example/g',
        message: 'Hello',
        needs_look: 'Its metadata is still to come from the address in its memo.',
      },
      {
        metadata_url: 'https://box.example/h',
        message: 'Hello',
        needs_look: 'Its metadata never came from the address in its memo: It answers 404.',
      },
    ])
    expect(await ctx.db.selectFrom('metadata_fetches').select('payment_id').execute()).toEqual([
      { payment_id: second?.id },
    ])
  })

  it('what hosts did by hand stays', async () => {
    await recordReports(ctx.db, entries(Object.keys(INPUTS)))
    const find = async (memo: string) =>
      (await ctx.db.selectFrom('payments').select('id').where('memo', '=', memo).executeTakeFirstOrThrow()).id
    const [shop, comment] = [await find('Order 12'), await find('Loved it')]
    await patchPayment(ctx.db, shop, { show: 'linux-unplugged', message: 'By hand', sender_name: 'tide' })
    await patchPayment(ctx.db, comment, { set_aside: true })
    const expected = await snapshotIntake(ctx.db)
    await ageReadings('all')
    await readAgainJob.run(ctx, never)
    expect(await snapshotIntake(ctx.db)).toEqual(expected)
  })

  it('is read once: nothing is written of what is read alike, and no task is left', async () => {
    await recordReports(ctx.db, entries(Object.keys(INPUTS)))
    await ageReadings('all')
    await readAgainJob.run(ctx, never)
    const before = await changes()
    await ctx.db.updateTable('installation').set({ reader_version: 0 }).execute()
    await readAgainJob.run(ctx, never)
    expect(await changes()).toBe(before)
    expect(await ctx.db.selectFrom('tasks').select('id').execute()).toEqual([])
    expect(await versionOf()).toBe(READER_VERSION)
  })
})

describe('a long history', () => {
  const many = Array.from({ length: 450 }, (_, index) =>
    makeEntry({
      id: `many-${index}`,
      payment_hash: hashOf(10_000 + index),
      settled_at: at(-60 * index),
      boostagram: { message: `Message ${index}`, sender_name: `sender ${index % 7}` },
    }),
  )
  const unread = async () =>
    (await ctx.db.selectFrom('payments').select('id').where('has_metadata', '=', false).execute()).length

  it('is read again from where it was, when the service stopped in between, while others are recorded', async () => {
    await recordReports(ctx.db, many)
    await ageReadings('all')
    expect(await unread()).toBe(450)
    const stopping = new AbortController()
    const run = readAgainJob.run(ctx, stopping.signal)
    while ((await unread()) === 450) await new Promise((resolve) => setTimeout(resolve, 5))
    stopping.abort()
    await run
    expect(await unread()).toBeGreaterThan(0)
    expect(await versionOf()).toBe(0)
    // It is no task of those that are finished every minute.
    await tasksJob.run(ctx, never)
    expect(await unread()).toBeGreaterThan(0)

    const later = makeEntry({
      id: 'later',
      payment_hash: hashOf(20_000),
      settled_at: at(5),
      boostagram: { message: 'Message 0', sender_name: 'sender 0' },
      wallet: 'jar',
    })
    await Promise.all([readAgainJob.run(ctx, never), recordReports(ctx.db, [later])])
    expect(await unread()).toBe(0)
    expect(await versionOf()).toBe(READER_VERSION)
    const mended = await snapshotIntake(ctx.db)
    await prepare()
    await recordReports(ctx.db, [...many, later])
    expect(mended).toEqual(await snapshotIntake(ctx.db))
  })
})
