import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '#api/config.ts'
import { PlainError } from '#api/lib/errors.ts'
import { startService } from '#api/server.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const begin = (env: Record<string, string>, prepare?: Parameters<typeof startService>[2]) =>
  startService(
    readConfig({ PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: database.url, ...env }),
    () => {},
    prepare,
  )

function changed(parts: Partial<Pick<URL, 'hostname' | 'password' | 'pathname' | 'port'>>): string {
  return Object.assign(new URL(database.url), parts).href
}

describe('the service', () => {
  it('answers from its start to its end, after what is prepared first', async () => {
    const order: string[] = []
    const service = await begin({}, async ({ db }) => {
      await db.insertInto('wallets').values({ name: 'prepared' }).execute()
      order.push('prepared')
    })
    const answer = await fetch(`${service.url}/api/v1/nothing`)
    order.push('answered')
    expect(answer.status).toBe(404)
    await service.stop()
    expect(order).toEqual(['prepared', 'answered'])
    await expect(fetch(service.url)).rejects.toThrow()
    expect(service.ctx.stopping.aborted).toBe(true)
  })

  it.each([
    [
      'HOST is elsewhere',
      { HOST: '192.0.2.1' },
      /^HOST must be an address of this machine, and 192\.0\.2\.1 is none\.$/,
    ],
    [
      'the database does not answer',
      () => changed({ port: '1' }),
      /^The database of DATABASE_URL does not answer\. .*$/,
    ],
    [
      'its host is unknown',
      () => changed({ hostname: 'nowhere.invalid' }),
      /^The database of DATABASE_URL does not answer\. .*$/,
    ],
    [
      'the database refuses the password',
      () => changed({ password: 'wrong' }),
      /^The database refuses the user or password in DATABASE_URL\.$/,
    ],
    [
      'the database does not exist',
      () => changed({ pathname: '/none' }),
      /^The database named in DATABASE_URL does not exist\. Make it first\.$/,
    ],
  ])('says in one sentence that %s', async (_, env, sentence) => {
    const refusal = begin(typeof env === 'function' ? { DATABASE_URL: env() } : env)
    await expect(refusal).rejects.toThrow(sentence)
    await expect(refusal).rejects.toBeInstanceOf(PlainError)
  })

  it('leaves nothing open where it cannot start', async () => {
    await expect(begin({}, async () => Promise.reject(new Error('not prepared')))).rejects.toThrow(
      'not prepared',
    )
    await expect
      .poll(async () => {
        const { rows } = await database.pool.query(
          'select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        )
        return rows.length
      })
      .toBe(0)
  })
})
