import fc from 'fast-check'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { headPosition, readChanges, readFeedCursor, writeFeedCursor } from '#api/change/feed.ts'
import { type Database, openDatabase } from '#db/database.ts'
import { RUNS } from '#tests/helper/runs.ts'
import { createTestDatabase, serverUrl, type TestDatabase } from '#tests/helper/test-db.ts'

const LANES = 3
const SERVICES = 3
/** Cursors that services share, whoever of them reads. */
const CURSORS = ['rate_cursor', 'claim_cursor'] as const
const WRITE = `insert into supporters (id, name) values (gen_random_uuid(), 'x')`

let database: TestDatabase
let services: Database[]
/** Writes in another database of the server, and never ends. */
let elsewhere: pg.Client
beforeAll(async () => {
  database = await createTestDatabase()
  elsewhere = new pg.Client({ connectionString: serverUrl() })
  await elsewhere.connect()
  await elsewhere.query('begin; select pg_current_xact_id()')
  services = await Promise.all(
    Array.from({ length: SERVICES }, () => openDatabase({ url: database.url, schema: database.schema })),
  )
})
afterAll(async () => {
  await elsewhere.end()
  await Promise.all(services.map((service) => service.close()))
  await database.drop()
})

const service = fc.nat({ max: SERVICES - 1 })
const lane = fc.nat({ max: LANES - 1 })
const limit = fc.integer({ min: 1, max: 4 })
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('write'), lane, rows: limit }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('commit', 'commit', 'rollback', 'kill'), lane }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('follow'),
      service,
      limit,
      cursor: fc.nat({ max: 1 }),
      dies: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ask'), service, limit }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('join'), service }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** A reader elsewhere, who keeps nothing but a cursor, and asks whichever service answers. */
type Outside = { cursor: string; read: string[]; before: Set<string> }

/** A transaction that is open or not, and can be killed. */
type Lane = { client: pg.Client; isOpen: boolean }

async function openLane(): Promise<Lane> {
  const client = new pg.Client(database.connection)
  client.on('error', () => {})
  await client.connect()
  return { client, isOpen: false }
}

async function killed({ client }: Lane): Promise<Lane> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const ended = new Promise((resolve) => client.once('end', resolve))
  await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
  await ended
  return await openLane()
}

const at = (index: number) => services[index] ?? database

/** Whose cursor is moved in the transaction that reads: killed before its end, it has read nothing. */
async function follow(
  { db }: Database,
  cursor: (typeof CURSORS)[number],
  limit: number,
  dies: boolean,
  log: string[],
): Promise<boolean> {
  const reading = db.transaction().execute(async (trx) => {
    const from = await trx.selectFrom(cursor).select('read_to').forUpdate().executeTakeFirstOrThrow()
    const { changes, position, more } = await readChanges(trx, from, limit)
    await trx.updateTable(cursor).set(position).execute()
    if (dies) await sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx)
    return { read: changes.flatMap(({ supporter_id }) => supporter_id ?? []), more }
  })
  if (dies) return await reading.then(Boolean, () => true)
  const { read, more } = await reading
  log.push(...read)
  return more
}

async function askOnce({ db }: Database, reader: Outside, limit: number): Promise<boolean> {
  const from = await readFeedCursor(db, reader.cursor)
  const { changes, position, more } = await readChanges(db, from, limit)
  reader.read.push(...changes.flatMap(({ supporter_id }) => supporter_id ?? []))
  reader.cursor = await writeFeedCursor(db, position)
  return more
}

/** Who was committed, besides those known before. */
async function committed(before: ReadonlySet<string> = new Set()): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from supporters`.execute(database.db)
  return rows
    .map(({ id }) => id)
    .filter((id) => !before.has(id))
    .sort()
}

async function startAt(db: Database['db']): Promise<string[][]> {
  await db.deleteFrom('supporters').execute()
  const start = await headPosition(db)
  for (const cursor of CURSORS) await db.updateTable(cursor).set(start).execute()
  return CURSORS.map(() => [])
}

async function live(steps: readonly Step[]): Promise<void> {
  const logs = await startAt(database.db)
  const lanes = await Promise.all(Array.from({ length: LANES }, openLane))
  const outside: Outside[] = []
  const join = async ({ db }: Database) =>
    void outside.push({
      before: new Set(await committed()),
      cursor: await writeFeedCursor(db, await headPosition(db)),
      read: [],
    })
  await join(database)

  for (const one of steps) {
    if ('lane' in one) {
      const lane = lanes[one.lane]
      if (!lane) continue
      if ('rows' in one) {
        if (!lane.isOpen) await lane.client.query('begin')
        lane.isOpen = true
        for (let n = 0; n < one.rows; n++) await lane.client.query(WRITE)
      } else if (lane.isOpen) {
        if (one.do === 'kill') lanes[one.lane] = await killed(lane)
        else await lane.client.query(one.do)
        lane.isOpen = false
      }
    } else if ('cursor' in one)
      await follow(
        at(one.service),
        CURSORS[one.cursor] ?? CURSORS[0],
        one.limit,
        one.dies,
        logs[one.cursor] ?? [],
      )
    else if (one.do === 'join') await join(at(one.service))
    else for (const reader of outside) await askOnce(at(one.service), reader, one.limit)
  }
  for (const { client, isOpen } of lanes) {
    if (isOpen) await client.query('commit')
    await client.end()
  }

  for (const [index, cursor] of CURSORS.entries())
    while (await follow(database, cursor, 3, false, logs[index] ?? [])) {
      // On to what is left.
    }
  for (const reader of outside)
    while (await askOnce(database, reader, 3)) {
      // On to what is left.
    }
  const all = await committed()
  for (const log of logs) expect(log.sort()).toEqual(all)
  for (const { read, before } of outside) expect(read.sort()).toEqual(await committed(before))
}

describe('the feed of changes', () => {
  it('is read by each reader to the last change, and each once, whoever is slow, killed or comes again', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), live), {
      numRuns: 2 * RUNS,
      endOnFailure: true,
    })
  })

  it('is so where all write and read at the same time', async () => {
    const logs = await startAt(database.db)
    let writing = 6
    const write = async (n: number) => {
      const { client } = await openLane()
      for (let round = 0; round < 20; round++) {
        await client.query('begin')
        for (let row = 0; row <= (n + round) % 4; row++) await client.query(WRITE)
        await client.query((n * round) % 5 === 4 ? 'rollback' : 'commit')
      }
      await client.end()
      writing--
    }
    const readers = services.flatMap((where, n) =>
      CURSORS.map(async (cursor, index) => {
        for (let round = n; writing > 0; round++)
          await follow(where, cursor, 5, round % 7 === 0, logs[index] ?? [])
        while (await follow(where, cursor, 5, false, logs[index] ?? [])) {
          // On to what is left.
        }
      }),
    )
    await Promise.all([...Array.from({ length: writing }, (_, n) => write(n)), ...readers])
    for (const log of logs) expect(log.sort()).toEqual(await committed())
  })
})
