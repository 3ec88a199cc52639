import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { knownMigrations, migrate } from '#db/migrate.ts'
import { openStore } from '#db/open-store.ts'
import { makeCertificate } from '#tests/helper/certificate.ts'
import { type DebianPostgres, debianVersions, startDebianPostgres } from '#tests/helper/debian-postgres.ts'
import { dropDatabase, serverUrl } from '#tests/helper/test-db.ts'

/** Does work as whoever may do all. */
async function asAdmin(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

/** A database of a role that is no superuser and owns its schema alone. @returns its URL */
async function makeManaged(server: string, name: string, ...before: string[]): Promise<string> {
  const url = new URL(server)
  await asAdmin(server, `create database ${name}`, `create role ${name} login password 'pw'`)
  url.pathname = `/${name}`
  await asAdmin(url.href, `create schema readout authorization ${name}`, ...before)
  url.username = name
  url.password = 'pw'
  return url.href
}

const open = (databaseUrl: string, more = {}) =>
  openStore({ databaseUrl, databaseSchema: 'readout', dataDir: '', ...more }, 'command', () => {})

/** Migrates and searches, as a service does. @returns the index that a search goes by */
async function useIt(databaseUrl: string, more = {}): Promise<string | undefined> {
  const store = await open(databaseUrl, more)
  try {
    expect(await migrate(store.database)).toEqual(await knownMigrations())
    const { rows } = await store.database.pool.query(
      `select indexdef from pg_indexes where indexname = 'boosts_by_text'`,
    )
    const found = await store.database.pool.query(`select id from boosts where search like '%anything%'`)
    expect(found.rowCount).toBe(0)
    return rows[0]?.indexdef
  } finally {
    await store.close()
  }
}

describe.each(['npm', ...debianVersions])('a managed PostgreSQL (%s)', (version) => {
  let server: Pick<DebianPostgres, 'url' | 'stop'>
  const made: string[] = []
  const make = async (...before: string[]) => {
    const name = `managed_${process.pid}_${made.length}`
    made.push(name)
    return await makeManaged(server.url, name, ...before)
  }
  beforeAll(async () => {
    server =
      version === 'npm' ? { url: serverUrl(), stop: async () => {} } : await startDebianPostgres(version)
  })
  afterAll(async () => {
    for (const name of made) {
      await dropDatabase(server.url, name)
      await asAdmin(server.url, `drop role ${name}`)
    }
    await server.stop()
  })

  it('needs no superuser, and no pg_trgm', async () => {
    expect(await useIt(await make())).toBeUndefined()
  })

  it('may have pg_trgm in public, or in a schema of its own', async () => {
    expect(await useIt(await make('create extension pg_trgm'))).toContain('gin_trgm_ops')
    const apart = [
      'create schema extensions',
      'create extension pg_trgm schema extensions',
      'grant usage on schema extensions to public',
    ]
    expect(await useIt(await make(...apart))).toContain('extensions.gin_trgm_ops')
  })

  it('keeps the options of its URL beside ours, and a migration from its time limits', async () => {
    const url = await make()
    const name = new URL(url).username
    await asAdmin(server.url, `alter role ${name} set statement_timeout = '1ms'`)
    const store = await open(`${url}?options=-c%20work_mem%3D8MB`)
    expect(await migrate(store.database)).toEqual(await knownMigrations())
    const { rows } = await store.database.pool.query(
      `select current_schema() as schema, current_setting('work_mem') as memory`,
    )
    expect(rows).toEqual([{ schema: 'readout', memory: '8MB' }])
    await store.close()
  })

  it('may have several hosts, of which the first that answers is taken where none takes what is written', async () => {
    const url = new URL(await make())
    const hosts = `127.0.0.1:9,${url.host}`
    const several = url.href.replace(url.host, hosts)
    await useIt(several)
    const name = url.username
    await asAdmin(server.url, `alter role ${name} in database ${name} set default_transaction_read_only = on`)
    const store = await open(several)
    const { rows } = await store.database.pool.query(
      `select current_setting('transaction_read_only') as read_only`,
    )
    expect(rows).toEqual([{ read_only: 'on' }])
    await store.close()
  })
})

describe.runIf(debianVersions.length > 0)('a PostgreSQL that is reached otherwise', () => {
  const certificate = makeCertificate({ names: ['elsewhere.example.com'], addresses: [] })
  let server: DebianPostgres
  let caFile: string
  beforeAll(async () => {
    server = await startDebianPostgres(debianVersions[0] ?? '', certificate)
    caFile = join(inject('runFolder'), 'managed-ca.pem')
    writeFileSync(caFile, certificate.cert)
    await asAdmin(server.url, 'create database readout')
  })
  afterAll(() => server.stop())

  it('by a socket', async () => {
    await useIt(`postgres://admin:secret@/readout?host=${server.sockets}&port=${server.port}`)
  })

  it('by TLS, which is verified, and says what to do where that is not possible', async () => {
    const url = server.url.replace('/postgres', '/readout')
    const isSecure = async (store: Awaited<ReturnType<typeof open>>) => {
      const { rows } = await store.database.pool.query(
        'select ssl from pg_stat_ssl where pid = pg_backend_pid()',
      )
      await store.close()
      return rows[0].ssl
    }
    await expect(open(`${url}?sslmode=require`)).rejects.toThrow(
      /certificate.*DATABASE_CA_FILE.*sslmode=no-verify/,
    )
    expect(await isSecure(await open(`${url}?sslmode=no-verify`))).toBe(true)
    expect(await isSecure(await open(`${url}?sslmode=verify-ca`, { databaseCaFile: caFile }))).toBe(true)
    // It is of another name.
    await expect(open(`${url}?sslmode=verify-full`, { databaseCaFile: caFile })).rejects.toThrow(
      /certificate/,
    )
    expect(await isSecure(await open(`${url}?sslmode=disable`))).toBe(false)
  })
})
