import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { isAlive } from '#db/embedded/process.ts'
import { openEmbeddedServer } from '#db/embedded/server.ts'
import { type DataDir, makeDataDir } from '#tests/helper/data-dir.ts'
import { type Run, runScript } from '#tests/helper/run-script.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let used: DataDir
let database: TestDatabase
beforeAll(async () => {
  used = await makeDataDir()
  await (await openEmbeddedServer(used.path, 'service')).close()
  database = await createTestDatabase()
})
afterAll(async () => {
  await used.remove()
  await database.drop()
})

const runs: Run[] = []
const made: DataDir[] = []
afterEach(async () => {
  for (const run of runs) if (run.child.exitCode === null) run.child.kill('SIGKILL')
  await Promise.all(runs.splice(0).map((run) => run.ends()))
  for (const data of made.splice(0)) await data.remove()
})

async function makeDir(): Promise<DataDir> {
  const data = await makeDataDir({ copyOf: used })
  made.push(data)
  return data
}

function start(env: Record<string, string>, cwd?: string): Run {
  const run = runScript('start', { env, ...(cwd ? { cwd } : {}) })
  runs.push(run)
  return run
}

/** Begins a request and sends only half of its body. */
async function beginRequest(url: string) {
  const body = JSON.stringify({ email: 'nobody@example.com', password: 'not the password' })
  const req = request(`${url}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': body.length },
  })
  req.on('error', () => {})
  req.write(body.slice(0, 10))
  await once(req, 'socket')
  await sleep(100)
  const finish = async () => {
    const answer = once(req, 'response')
    req.end(body.slice(10))
    const [response] = await answer
    response.resume()
    return response.statusCode
  }
  return { req, finish }
}

describe('npm start', () => {
  it('loads the demo on an empty database, once, and leaves it out where DEMO is off', async () => {
    const fresh = await createTestDatabase()
    const count = async () =>
      (
        await fresh.db
          .selectFrom('boosts')
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n
    const runOnce = async (DEMO: string) => {
      const run = start({ DATABASE_URL: fresh.url, DEMO })
      await run.hears(/Readout is at/)
      run.signal('SIGTERM')
      await run.ends()
      return run.said()
    }
    expect(await runOnce('off')).not.toContain('demo')
    expect(await count()).toBe(0)
    expect(await runOnce('on')).toContain('Loading the demo show')
    const loaded = await count()
    expect(loaded).toBeGreaterThan(500)
    expect(await runOnce('on')).not.toContain('demo')
    expect(await count()).toBe(loaded)
    await fresh.drop()
  })

  it('prints its address and a link that makes the owner, and answers', async () => {
    const data = await makeDir()
    const run = start({ DATA_DIR: data.path })
    const url = await run.hears(/Readout is at (http:\/\/127\.0\.0\.1:\d+)\n/)
    const token = await run.hears(/\/studio\/setup#(\S+)/)
    const answer = await fetch(`${url}/api/v1/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, email: 'owner@example.com', password: 'seven red boats on a dry lake' }),
    })
    expect(answer.status).toBe(201)
    run.signal('SIGTERM')
    expect(await run.ends()).toBe(0)
    expect(data.server()).toBeNull()
    // There is an owner now, so there is no link any more.
    const again = start({ DATA_DIR: data.path })
    await again.hears(/Readout is at/)
    again.signal('SIGINT')
    expect(await again.ends()).toBe(0)
    expect(again.said()).not.toContain('setup#')
  })

  it('takes its settings from .env, where the environment does not say otherwise', async () => {
    const folder = mkdtempSync(join(inject('runFolder'), 'readout-env-'))
    try {
      writeFileSync(
        join(folder, '.env'),
        `DATABASE_URL=${database.url}\nPUBLIC_URL=https://boosts.example.com\nPORT=x\n`,
      )
      const run = start({}, folder)
      await run.hears(/Readout is at https:\/\/boosts\.example\.com\n/)
      run.signal('SIGHUP')
      expect(await run.ends()).toBe(0)
      expect(run.said()).toContain('Readout ends, as SIGHUP asks it to.\n')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('may run twice on one database of its own, and leaves that running', async () => {
    const both = [start({ DATABASE_URL: database.url }), start({ DATABASE_URL: database.url })]
    for (const run of both) await run.hears(/Readout is at/)
    for (const run of both) run.signal('SIGTERM')
    for (const run of both) expect(await run.ends()).toBe(0)
    expect((await database.pool.query('select 1')).rowCount).toBe(1)
  })
})

describe('a signal to the process group', () => {
  it('lets a request finish, its database too, and takes no new one', async () => {
    const data = await makeDir()
    const run = start({ DATA_DIR: data.path })
    const url = await run.hears(/Readout is at (\S+)/)
    const server = data.server() ?? 0
    const { finish } = await beginRequest(url)
    run.signal('SIGTERM')
    await sleep(500)
    // It arrives twice, once more through npm, and that is no second wish.
    run.signal('SIGTERM')
    await expect(fetch(url)).rejects.toThrow()
    expect(isAlive(server)).toBe(true)
    expect(await finish()).toBe(401)
    expect(await run.ends()).toBe(0)
    expect(isAlive(server)).toBe(false)
  })

  it('a second one, after a while, waits for no request, and the database ends all the same', async () => {
    const data = await makeDir()
    const run = start({ DATA_DIR: data.path })
    const { req } = await beginRequest(await run.hears(/Readout is at (\S+)/))
    run.signal('SIGTERM')
    await sleep(1_200)
    expect(run.child.exitCode).toBeNull()
    run.signal('SIGTERM')
    expect(await run.ends()).toBe(0)
    expect(run.said()).toContain('Readout ends at once, as it was asked again.')
    expect(data.server()).toBeNull()
    req.destroy()
  })

  it('during the start ends it as soon as it has started', async () => {
    const data = await makeDir()
    const run = start({ DATA_DIR: data.path })
    await expect.poll(() => data.server(), { timeout: 10_000, interval: 5 }).not.toBeNull()
    run.signal('SIGTERM')
    expect(await run.ends()).toBe(0)
    expect(data.server()).toBeNull()
  })
})

it('ends with status 1 and a sentence when its database has ended', async () => {
  const data = await makeDir()
  const run = start({ DATA_DIR: data.path })
  await run.hears(/Readout is at/)
  process.kill(data.server() ?? Number.NaN, 'SIGQUIT')
  expect(await run.ends()).toBe(1)
  expect(run.said()).toContain('PostgreSQL has ended, and so does Readout.')
})

it.each(['/proc/nope', '/proc', '/sys/nope', '/dev/null', '/dev/null/nope'])(
  'ends with status 1 and one sentence where DATA_DIR is %s, which nothing can be made in',
  async (DATA_DIR) => {
    const run = start({ DATA_DIR })
    expect(await run.ends()).toBe(1)
    expect(run.said()).toMatch(
      /^The (folder|file) \/(proc|sys|dev)[^\n]* Set DATA_DIR\.\n$|, or set DATA_DIR\.\n$/,
    )
  },
)

it('ends with status 1 and one sentence where a folder lies in the place of its key, as Docker makes one', async () => {
  const data = await makeDir()
  mkdirSync(join(data.path, 'secret.key'))
  const run = start({ DATA_DIR: data.path })
  expect(await run.ends()).toBe(1)
  expect(run.said()).toMatch(/^[^\n]*secret\.key cannot be used \(it is no file\)[^\n]*\n$/)
  expect(data.server()).toBeNull()
})

it('keeps its locks to itself, so that no other user of the machine can hold them', async () => {
  const data = await makeDir()
  const run = start({ DATA_DIR: data.path })
  await run.hears(/Readout is at/)
  for (const name of ['service.lock', 'postgres.lock'])
    expect(statSync(join(data.path, name)).mode & 0o777).toBe(0o600)
  run.signal('SIGTERM')
  expect(await run.ends()).toBe(0)
})

it('ends with status 1 and one sentence where its port is in use', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  const port = address && typeof address === 'object' ? address.port : 0
  const data = await makeDir()
  const run = start({ DATA_DIR: data.path, PORT: String(port) })
  expect(await run.ends()).toBe(1)
  expect(run.said()).toBe(`Port ${port} on 127.0.0.1 is in use. Stop the program that has it, or set PORT.\n`)
  expect(data.server()).toBeNull()
  taken.close()
})
