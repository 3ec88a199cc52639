import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { seedPayments } from '#scripts/bench/seed-payments.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let database: TestDatabase
let before: string[]
beforeAll(async () => {
  database = await createTestDatabase()
  before = await indexes()
  await seedPayments(database.db, 2_000)
})
afterAll(() => database.drop())

const indexes = async () => {
  const { rows } = await sql<{ definition: string }>`
    select indexdef as definition from pg_indexes where schemaname = 'readout' order by 1`.execute(
    database.db,
  )
  return rows.map((row) => row.definition)
}
const count = async (what: string) => {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.raw(what)}`.execute(
    database.db,
  )
  return rows[0]?.count
}

it('makes exactly as many payments, about four fifths of them streams, the rest in boosts', async () => {
  expect(await count('payments')).toBe(2_000)
  expect(await count(`payments where action = 'stream' and boost_id is null`)).toBe(1_599)
  expect(await count('boosts')).toBe(200)
  expect(await count('sightings')).toBe(2_000)
})

it('leaves every index as it was', async () => {
  expect(await indexes()).toEqual(before)
})

it('names nothing that is not there, and sums what it says', async () => {
  const { rows: keys } = await sql<{ table: string; definition: string }>`
    select conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and conrelid in ('payments'::regclass, 'boosts'::regclass, 'sightings'::regclass)`.execute(
    database.db,
  )
  expect(keys.length).toBeGreaterThan(8)
  for (const { table, definition } of keys) {
    const [, column, other] = /FOREIGN KEY \((\w+)\) REFERENCES (\w+)/.exec(definition) ?? []
    expect({
      column,
      dangling: await count(
        `${table} t where ${column} is not null and not exists (select from ${other} o where o.id = t.${column})`,
      ),
    }).toEqual({ column, dangling: 0 })
  }
  expect(
    await count(`boosts b where (received_msat, payment_count) <>
      (select sum(amount_msat)::bigint, count(*)::int from payments p where p.boost_id = b.id)`),
  ).toBe(0)
})
