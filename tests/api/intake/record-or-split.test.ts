import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recordOrSplit } from '#api/intake/record-or-split.ts'
import { emptyIntake, makeEntry } from '#tests/helper/make-entry.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await sql`drop trigger if exists refuse on payments`.execute(database.db)
  await emptyIntake(database.db)
})

const log = pino({ level: 'silent' })

/** Has the database refuse statements that write such payments. */
async function refuse(when: string, code: string): Promise<void> {
  await sql
    .raw(`
    create or replace function refuse() returns trigger language plpgsql as $$
    begin
      if ${when} then raise exception 'refused' using errcode = '${code}'; end if;
      return null;
    end $$;
    create trigger refuse after insert on payments
    referencing new table as written for each statement execute function refuse()`)
    .execute(database.db)
}

const entries = (count: number) => Array.from({ length: count }, (_, n) => makeEntry({ id: `${n}` }))
const recorded = async () =>
  (await database.db.selectFrom('payments').select('ref').orderBy('ref').execute()).map(({ ref }) => ref)

describe('a batch that the database refuses', () => {
  it.each([
    ['too many locks', '53200'],
    ['a statement too complex', '54001'],
    ['a deadlock', '40P01'],
  ])('for %s is recorded in smaller ones', async (_, code) => {
    await refuse('(select count(*) from written) > 3', code)
    const outcomes = await recordOrSplit(database.db, log, entries(10))
    expect(outcomes.map(({ status }) => status)).toEqual(Array(10).fill('recorded'))
    expect(await recorded()).toHaveLength(10)
  })

  it('for one payment records all others, each answered in its place', async () => {
    await refuse("exists (select from written where ref = '6')", '23514')
    const outcomes = await recordOrSplit(database.db, log, entries(10))
    expect(outcomes.map(({ status }) => status)).toEqual(
      Array.from({ length: 10 }, (_, n) => (n === 6 ? 'rejected' : 'recorded')),
    )
    expect(await recorded()).toEqual(['0', '1', '2', '3', '4', '5', '7', '8', '9'])
  })

  it('moves a cursor along once, with the last of it, even where that one is refused', async () => {
    await refuse("exists (select from written where ref = '3')", '22003')
    const seen: string[][] = []
    await recordOrSplit(database.db, log, entries(4), async (trx) => {
      const rows = await trx.selectFrom('payments').select('ref').orderBy('ref').execute()
      seen.push(rows.map(({ ref }) => ref))
    })
    expect(seen.at(-1)).toEqual(['0', '1', '2'])
    expect(await recorded()).toEqual(['0', '1', '2'])
  })

  it.each([
    ['a full disk', '53100'],
    ['too many connections', '53300'],
    ['a server that is going down', '57P01'],
  ])('for %s is not cut up: the error is thrown, and nothing is recorded', async (_, code) => {
    await refuse('true', code)
    await expect(recordOrSplit(database.db, log, entries(4))).rejects.toMatchObject({ code })
    expect(await recorded()).toEqual([])
  })
})
