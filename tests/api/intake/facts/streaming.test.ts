import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordReports } from '#api/intake/record-reports.ts'
import { patchPayment } from '#api/review/patch-payment.ts'
import { openIntake } from '#tests/api/intake/facts/open-intake.ts'
import { type EntryInput, emptyIntake, hashOf, makeEntry } from '#tests/helper/make-entry.ts'
import { RUNS, withinTime } from '#tests/helper/runs.ts'
import { snapshotIntake } from '#tests/helper/snapshot-intake.ts'

const intake = openIntake()
const { record, boosts, payments } = intake

const BEGIN = Date.UTC(2026, 4, 14, 18)

/** What a listener's app sends by itself. */
function auto(minutes: number, over: EntryInput & { boostagram?: object } = {}): EntryInput {
  const { boostagram, ...rest } = over
  return {
    id: `${minutes} ${rest.wallet ?? ''}`,
    settled_at: new Date(BEGIN + minutes * 60_000).toISOString(),
    amount_msat: 20_000,
    ...rest,
    boostagram: {
      action: 'auto',
      app_name: 'BoostMeBitch',
      sender_name: 'tide',
      message: undefined,
      value_msat_total: 20_000,
      ts: minutes * 60,
      ...boostagram,
    },
  }
}
const listening = Array.from({ length: 36 }, (_, index) => auto(index * 10))
const kinds = async () => (await payments()).map(({ action }) => action)

describe('an auto that comes every few minutes', () => {
  it('is streaming: 36 of them are no boosts, in whichever order and batches they come', async () => {
    await record(...listening)
    expect(await boosts()).toEqual([])
    expect(await kinds()).toEqual(listening.map(() => 'stream'))
    const expected = await snapshotIntake(intake.db)
    for (const given of (await payments()).map(({ given_action }) => given_action)) expect(given).toBe('auto')

    await emptyIntake(intake.db)
    await record(...listening.filter((_, index) => index % 2 === 0).reverse())
    await recordReports(intake.db, listening.map(makeEntry))
    expect(await snapshotIntake(intake.db)).toEqual(expected)
  })

  it('is streaming on the rail of Lightning addresses too', async () => {
    const address = { rail: 'lnaddress', memo: 'rss::payment::auto https://box.example/boost/1' }
    await record(auto(0, address), auto(10, address))
    expect(await kinds()).toEqual(['stream', 'stream'])
  })

  it('is streaming by its memo alone, where nothing came from the address in it', async () => {
    const memo = {
      rail: 'lnaddress',
      boostagram: null,
      memo: 'rss::payment::auto https://box.example/boost/1',
    }
    const { id: show_id } = await intake.db
      .insertInto('shows')
      .values({ slug: 'harbour-lights', title: 'Harbour Lights', status: 'kept' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await intake.db.insertInto('wallets').values({ name: 'node', whose: 'show', show_id }).execute()
    await record({ ...auto(0), ...memo })
    expect(await kinds()).toEqual(['auto'])
    await record({ ...auto(10), ...memo })
    expect(await kinds()).toEqual(['stream', 'stream'])
  })
})

describe('an auto that is a boost', () => {
  it('came on a schedule of days, or alone', async () => {
    await record(auto(0), auto(24 * 60), auto(48 * 60))
    expect(await kinds()).toEqual(['auto', 'auto', 'auto'])
    expect(await boosts()).toHaveLength(3)
  })

  it('has words, though it came every ten minutes', async () => {
    const words = { boostagram: { message: 'Go podcasting' } }
    await record(auto(0, words), auto(10, words))
    expect(await kinds()).toEqual(['auto', 'auto'])
    expect(await boosts()).toHaveLength(2)
  })

  it('is one of several parts of one press', async () => {
    await record(auto(0, { wallet: 'host' }), auto(2, { wallet: 'guest' }))
    expect(await kinds()).toEqual(['auto', 'auto'])
    expect(await boosts()).toHaveLength(1)
  })

  it('is what a host says it is, and what is left alone when another is set aside', async () => {
    await record(auto(0), auto(10), auto(20))
    const [first, second] = await payments()
    await patchPayment(intake.db, first?.id ?? '', { action: 'auto' })
    expect(await kinds()).toEqual(['auto', 'stream', 'stream'])
    await patchPayment(intake.db, first?.id ?? '', { set_aside: true })
    expect(await kinds()).toEqual(['auto', 'stream', 'stream'])
    await patchPayment(intake.db, second?.id ?? '', { set_aside: true })
    expect(await kinds()).toEqual(['auto', 'auto', 'auto'])
    expect(await boosts()).toHaveLength(1)
    await patchPayment(intake.db, second?.id ?? '', { set_aside: false })
    expect(await kinds()).toEqual(['auto', 'stream', 'stream'])
    expect(await boosts()).toEqual([])
  })
})

describe('whatever autos come', () => {
  const press = fc.record({
    at: fc.integer({ min: 0, max: 30 }).map((five) => five * 5),
    wallets: fc.subarray(['host', 'guest'], { minLength: 1 }),
    sender: fc.constantFrom('tide', 'tide', 'gull', undefined),
    message: fc.constantFrom(undefined, undefined, undefined, 'Hello'),
    action: fc.constantFrom('auto', 'auto', 'auto', 'boost', 'stream'),
  })

  it('they come to the same in whichever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(press, { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat({ max: 99 }), { minLength: 12, maxLength: 12 }),
        fc.constantFrom(1, 3),
        withinTime(10_000, async (presses, keys, batch) => {
          const entries = presses.flatMap(({ at, wallets, sender, message, action }, number) =>
            wallets.map((wallet, leg) =>
              makeEntry(
                auto(at + leg / 10, {
                  wallet,
                  source: `${wallet} node`,
                  id: `${number}`,
                  payment_hash: hashOf(number * 10 + leg + 1),
                  boostagram: { action, sender_name: sender, message },
                }),
              ),
            ),
          )
          await emptyIntake(intake.db)
          for (const name of ['host', 'guest'])
            await intake.db.insertInto('wallets').values({ name }).execute()
          await recordReports(intake.db, entries)
          const expected = await snapshotIntake(intake.db)

          const shuffled = entries
            .map((entry, index) => ({ entry, key: keys[index % keys.length] ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ entry }) => entry)
          await emptyIntake(intake.db)
          for (const name of ['host', 'guest'])
            await intake.db.insertInto('wallets').values({ name }).execute()
          for (let from = 0; from < shuffled.length; from += batch)
            await recordReports(intake.db, shuffled.slice(from, from + batch))
          expect(await snapshotIntake(intake.db)).toEqual(expected)
        }),
      ),
      { numRuns: RUNS },
    )
  })
})
