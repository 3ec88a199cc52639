import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '#db/database.ts'
import {
  type DebianPostgres,
  debianVersions,
  startDebianPostgres,
  startStandby,
} from '#tests/helper/debian-postgres.ts'
import { until } from '#tests/helper/until.ts'

const [version = ''] = debianVersions

describe.skipIf(version === '')('a replica', () => {
  let primary: DebianPostgres
  let standby: DebianPostgres
  let database: Database
  beforeAll(async () => {
    primary = await startDebianPostgres(version)
    standby = await startStandby(version, primary)
    const made = await openDatabase({ url: primary.url, schema: 'readout' })
    await made.pool.query('create table things (id integer)')
    await made.close()
    database = await openDatabase({ url: primary.url, schema: 'readout', replicaUrl: standby.url })
  })
  afterAll(async () => {
    await database.close()
    await standby.stop()
    await primary.stop()
  })

  const read = async () => {
    const { rows } = await sql<{ things: number; is_replica: boolean }>`
      select (select count(*)::integer from things) as things, pg_is_in_recovery() as is_replica`.execute(
      database.reading,
    )
    return rows[0]
  }
  const write = async () => {
    await database.pool.query('insert into things values (1)')
    database.replica?.noteChange()
  }
  const onStandby = async (statement: string) => {
    const client = new pg.Client({ connectionString: standby.url })
    await client.connect()
    await client.query(statement)
    await client.end()
  }

  it('is read once it has what is known to be written, and never before', async () => {
    await until('it is read', async () => (await read())?.is_replica === true)
    for (let round = 1; round <= 20; round++) {
      await write()
      // At once after what was written: from whichever has it.
      expect((await read())?.things).toBe(round)
    }
    await until('it is read again', async () => (await read())?.is_replica === true)
    expect((await read())?.things).toBe(20)
    expect(await database.replica?.readLag()).toBe(0)
  })

  it('that lags is left alone until it has caught up', async () => {
    await onStandby('select pg_wal_replay_pause()')
    await write()
    expect(await read()).toEqual({ things: 21, is_replica: false })
    expect(await database.replica?.catchUp(50)).toBe(false)
    await onStandby('select pg_wal_replay_resume()')
    await until('it is read again', async () => (await read())?.is_replica === true)
    expect((await read())?.things).toBe(21)
    expect(await database.replica?.catchUp(5_000)).toBe(true)
  })

  it('that is gone is missed by nobody', async () => {
    const alone = await openDatabase({
      url: primary.url,
      schema: 'readout',
      replicaUrl: 'postgres://x@127.0.0.1:9/none',
    })
    const { rows } = await sql`select from things`.execute(alone.reading)
    expect(rows).toHaveLength(21)
    expect(await alone.replica?.readLag()).toBeNull()
    expect(await alone.replica?.catchUp(1_000)).toBe(false)
    await alone.close()
  })

  it('that stopped is said not to be read', async () => {
    const other = await startStandby(version, primary)
    const beside = await openDatabase({ url: primary.url, schema: 'readout', replicaUrl: other.url })
    await until('it is read', () => beside.replica?.isFresh() ?? false)
    await other.stop()
    expect(await beside.replica?.readLag()).toBeNull()
    expect(beside.replica?.isFresh()).toBe(false)
    await beside.close()
  })

  it('that takes over is found among several hosts, and written to', async () => {
    const url = primary.url.replace(/@[^/]*/, `@127.0.0.1:${standby.port},127.0.0.1:${primary.port}`)
    const several = await openDatabase({ url, schema: 'readout' })
    const writes = async () => {
      try {
        await sql`insert into things values (1)`.execute(several.db)
        return true
      } catch {
        return false
      }
    }
    // The standby stands first, and is passed by.
    expect(await writes()).toBe(true)
    await until('the standby has all', async () => database.replica?.catchUp(5_000) ?? false)
    await primary.stop()
    expect(await writes()).toBe(false)
    await onStandby('select pg_promote()')
    await until('it is written to', writes)
    expect((await sql`select from things`.execute(several.db)).rows).toHaveLength(23)
    await several.close()
  })
})
