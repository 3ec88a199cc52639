import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '#db/database.ts'
import { parseBigint } from '#db/reach.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

async function read(expression: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(database.db)
  return rows[0]?.value
}

describe('values of the database', () => {
  it.each([
    ['0::bigint', 0],
    ['9007199254740991::bigint', Number.MAX_SAFE_INTEGER],
    ['-9007199254740991::bigint', Number.MIN_SAFE_INTEGER],
    ["'0.33000000'::numeric(9, 8)", '0.33000000'],
    ["'2022-05-15'::date", '2022-05-15'],
    ["'2022-05-15T10:00:00.123Z'::timestamptz", new Date('2022-05-15T10:00:00.123Z')],
  ])('reads %s exactly', async (expression, value) => {
    expect(await read(expression)).toEqual(value)
  })

  it.each(['9007199254740992', '-9007199254740992', '9223372036854775807'])(
    'refuses the bigint %s, which a number would round',
    async (text) => {
      await expect(read(`${text}::bigint`)).rejects.toThrow(RangeError)
      expect(() => parseBigint(text)).toThrow(RangeError)
    },
  )
})

describe('the schema of an installation', () => {
  it('is made where it is missing, and only its tables are seen', async () => {
    const other = await openDatabase({ url: database.url, schema: 'other' })
    try {
      await sql`create table here (id int)`.execute(other.db)
      const { rows } = await sql<{ schemaname: string }>`
        select schemaname from pg_tables where tablename = 'here'`.execute(other.db)
      expect(rows).toEqual([{ schemaname: 'other' }])
      await expect(sql`select from here`.execute(database.db)).rejects.toThrow('does not exist')
    } finally {
      await other.close()
    }
  })

  it('may be made by two processes at once', async () => {
    const opened = await Promise.all(
      Array.from({ length: 6 }, () => openDatabase({ url: database.url, schema: 'both' })),
    )
    await Promise.all(opened.map((each) => each.close()))
  })

  it('opens for an owner who may make no schemas', async () => {
    const url = new URL(database.url)
    const role = `owner_${url.pathname.slice(-8)}`
    await database.pool.query(`create role ${role} login password 'secret'`)
    await database.pool.query(`create schema granted authorization ${role}`)
    url.username = role
    url.password = 'secret'
    const opened = await openDatabase({ url: url.href, schema: 'granted' })
    await opened.close()
    await expect(openDatabase({ url: url.href, schema: 'new' })).rejects.toMatchObject({ code: '42501' })
    await database.pool.query(`drop schema granted; drop role ${role}`)
  })
})

it('tells of an idle connection that breaks, and goes on with a new one', async () => {
  const broken: Error[] = []
  const opened = await openDatabase({
    url: database.url,
    schema: 'readout',
    onIdleError: (error) => broken.push(error),
  })
  try {
    const pid = (await opened.pool.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid
    await database.pool.query('select pg_terminate_backend($1)', [pid])
    await expect.poll(() => broken.length).toBe(1)
    expect((await opened.pool.query('select 1')).rowCount).toBe(1)
  } finally {
    await opened.close()
  }
})
