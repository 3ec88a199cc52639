import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { runReadout } from '#tests/helper/run-readout.ts'
import { runScript } from '#tests/helper/run-script.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

const ROWS = 6_000
const KILLS = 4

let killed: TestDatabase
let whole: TestDatabase
beforeAll(async () => {
  killed = await createTestDatabase()
  whole = await createTestDatabase()
})
afterAll(async () => {
  await killed.drop()
  await whole.drop()
})

/** Streams, boosts of two splits in two wallets, and some rows twice. */
function rows(): string[] {
  return Array.from({ length: ROWS }, (_, n) => {
    const boost = n % 5 === 0 ? n : n % 5 === 1 ? n - 1 : null
    const metadata =
      boost === null
        ? { action: 'stream', sender_name: `listener ${n % 40}` }
        : {
            action: 'boost',
            sender_name: `booster ${boost % 30}`,
            message: `boost ${boost}`,
            value_msat_total: 100_000,
          }
    return JSON.stringify({
      source: n % 5 === 1 ? 'the other host' : 'node',
      id: `${n % 100 === 99 ? n - 1 : n}`,
      settled_at: 1_690_000_000 + n,
      amount_msat: 50_000,
      boostagram: { ...metadata, podcast: `Show ${n % 3}`, episode: `Episode ${n % 7}` },
    })
  })
}

/** Every payment once, by what it is, and which of them make a boost. */
async function contents({ db }: TestDatabase) {
  const { rows: payments } = await sql<{ payment: string; boost: string }>`
    select w.name || ' ' || p.ref || ' ' || p.amount_msat || ' ' || p.settled_at || ' ' || coalesce(p.message, '') as payment,
      (select string_agg(o.ref, '+' order by o.ref) from payments o where o.boost_id = p.boost_id) as boost
    from payments p join wallets w on w.id = p.wallet_id order by 1`.execute(db)
  const { rows: sightings } = await sql`
    select s.ref, o.name from sightings s join sources o on o.id = s.source_id order by 1, 2`.execute(db)
  const { rows: boosts } = await sql`
    select message, payment_count, received_msat, counted_msat from boosts order by 1, 2`.execute(db)
  return { payments, sightings, boosts }
}

it('an import that is killed at random moments and run again ends with exactly the payments of its file', async () => {
  const file = join(mkdtempSync(join(inject('runFolder'), 'killed-')), 'payments.ndjson')
  writeFileSync(file, rows().join('\n'))
  const argv = ['import', 'ndjson', file, '--source', 'node']
  let midway = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const before = await count(killed)
    const run = runScript('readout', { env: { DATABASE_URL: killed.url }, args: argv })
    // Once it is at work, at any moment of it.
    while ((await count(killed)) === before && run.child.exitCode === null && kill === 0) await wait(5)
    await wait(kill === 0 ? Math.random() * 50 : 400 + Math.random() * 1_200)
    run.child.kill('SIGKILL')
    await run.ends()
    const after = await count(killed)
    if (after > 0 && after < ROWS * 0.99) midway++
  }
  expect(midway).toBeGreaterThan(0)
  expect(await runReadout(killed.url, argv)).toMatchObject({ status: 0, told: '' })
  expect(await runReadout(whole.url, argv)).toMatchObject({ status: 0, told: '' })
  const found = await contents(killed)
  expect(found.payments).toHaveLength(ROWS * 0.99)
  expect(found).toEqual(await contents(whole))
})

async function count({ db }: TestDatabase): Promise<number> {
  const { payments } = await db
    .selectFrom('payments')
    .select(({ fn }) => fn.countAll<number>().as('payments'))
    .executeTakeFirstOrThrow()
  return payments
}
