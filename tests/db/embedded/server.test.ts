import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPlace } from '#db/embedded/place.ts'
import { findPostmaster } from '#db/embedded/postmaster.ts'
import { openEmbeddedServer } from '#db/embedded/server.ts'
import { type DataDir, makeDataDir } from '#tests/helper/data-dir.ts'
import { runScript } from '#tests/helper/run-script.ts'

/** Most tests share a folder, since making one takes a while, and leave it as it was. */
let data: DataDir
beforeAll(async () => {
  data = await makeDataDir()
  await whileRunning()
})
afterAll(() => data.remove())

/** Does work on a data folder of its own, by default one that does not exist yet. */
async function onOther(work: (other: DataDir) => Promise<void>, copyOf?: DataDir): Promise<void> {
  const other = await makeDataDir(copyOf ? { copyOf } : {})
  try {
    await work(other)
  } finally {
    await other.remove()
  }
}

async function ask(url: string, query: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(query)).rows
  } finally {
    await client.end()
  }
}

/** Starts the server, does work, and stops it. */
async function whileRunning(
  work: (url: string) => Promise<void> = async () => {},
  { path }: DataDir = data,
): Promise<void> {
  const server = await openEmbeddedServer(path, 'service')
  try {
    await work(server.url)
  } finally {
    await server.close()
  }
}

describe('the embedded server', () => {
  it('keeps what was written, from one start to the next, on disk', async () => {
    await whileRunning(async (url) => {
      await ask(url, 'create table kept as select 42 as answer')
      expect(await ask(url, 'show fsync')).toEqual([{ fsync: 'on' }])
      expect(await ask(url, 'show synchronous_commit')).toEqual([{ synchronous_commit: 'on' }])
    })
    expect(data.server()).toBeNull()
    await whileRunning(async (url) => {
      expect(await ask(url, 'select answer from kept')).toEqual([{ answer: 42 }])
    })
  })

  it('is open to this machine and its password alone, which only we can read', async () => {
    await whileRunning(async (url) => {
      expect(await ask(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
      const wrong = new URL(url)
      wrong.password = 'wrong'
      await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
      const rules = 'select distinct auth_method from pg_hba_file_rules'
      expect(await ask(url, rules)).toEqual([{ auth_method: 'scram-sha-256' }])
      expect(statSync(join(data.path, 'postgres-password')).mode & 0o777).toBe(0o600)
      expect(statSync(data.cluster()).mode & 0o777).toBe(0o700)
    })
  })

  it('serves commands beside a service, and ends with the last of them', async () => {
    const service = await openEmbeddedServer(data.path, 'service')
    const command = await openEmbeddedServer(data.path, 'command')
    expect(command.url).toBe(service.url)
    await service.close()
    expect(await ask(command.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await command.close()
    expect(data.server()).toBeNull()
  })

  it('is made and started once where several commands start at once', async () => {
    await onOther(async (other) => {
      const commands = await Promise.all(
        Array.from({ length: 4 }, () => openEmbeddedServer(other.path, 'command')),
      )
      expect(new Set(commands.map(({ url }) => url)).size).toBe(1)
      await Promise.all(commands.map((command) => command.close()))
      expect(other.server()).toBeNull()
    })
  })

  it('is found also at the moment at which its postmaster.pid is still empty', async () => {
    await whileRunning(async () => {
      const place = await findPlace(data.path, () => {})
      const file = join(data.cluster(), 'postmaster.pid')
      const content = readFileSync(file, 'utf8')
      writeFileSync(file, '')
      const finding = findPostmaster(place)
      await sleep(100)
      writeFileSync(file, content)
      expect((await finding)?.pid).toBe(data.server())
    })
  })

  it('takes one service; a second is told so in one sentence, and the first goes on', async () => {
    await whileRunning(async (url) => {
      const second = runScript('start', { env: { DATA_DIR: data.path } })
      expect(await second.ends()).toBe(1)
      expect(second.said()).toBe(
        `Readout is running on ${data.path} already, or another program holds ${data.path}/service.lock. Stop that one first, or give this one a DATA_DIR of its own.\n`,
      )
      expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
    })
  })

  it('lets another service in as soon as the first has ended', async () => {
    await whileRunning()
    await whileRunning()
  })
})

describe('the embedded server starts', () => {
  it('where a making was cut off, and clears what it left', async () => {
    await onOther(async (other) => {
      mkdirSync(join(other.path, 'postgres.new-0badcafe', 'base'), { recursive: true })
      writeFileSync(join(other.path, 'postgres.new-0badcafe.pw'), 'secret')
      await whileRunning(undefined, other)
      expect(readdirSync(other.path).filter((name) => name.startsWith('postgres.new'))).toEqual([])
    })
  })

  it('where a half-made cluster lacks global/pg_control, which it moves aside', async () => {
    await onOther(async (other) => {
      const { uid, gid } = statSync(other.cluster())
      rmSync(join(other.cluster(), 'global', 'pg_control'))
      await whileRunning(async (url) => {
        expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
      }, other)
      expect(statSync(other.cluster())).toMatchObject({ uid, gid })
      expect(readdirSync(other.path).some((name) => name.startsWith('postgres.broken-'))).toBe(true)
    }, data)
  })

  it.each([
    ['nobody', () => 4_000_000],
    ['another program', () => process.pid],
    ['the PostgreSQL of another folder', (other: number) => other],
  ])('where postmaster.pid names a process id that by now is %s', async (_, pidOf) => {
    await onOther(async (other) => {
      await whileRunning(async (beside) => {
        const lines = [
          pidOf(other.server() ?? 0),
          data.cluster(),
          1_700_000_000,
          5432,
          '',
          '127.0.0.1',
          '',
          'ready',
        ]
        writeFileSync(join(data.cluster(), 'postmaster.pid'), `${lines.join('\n')}\n`)
        await whileRunning(async (url) => {
          expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
        })
        expect(await ask(beside, 'select 1 as one')).toEqual([{ one: 1 }])
      }, other)
    }, data)
  })

  it('where postmaster.pid was left empty by a crash', async () => {
    writeFileSync(join(data.cluster(), 'postmaster.pid'), '')
    await whileRunning(async (url) => {
      expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
    })
  })

  it('where the folder was moved meanwhile, a link leads to it, or its name needs quoting', async () => {
    const moved = join(data.parent, `it's "here" & ü`)
    spawnSync('cp', ['-a', data.path, moved])
    const link = join(data.parent, 'link')
    spawnSync('ln', ['-s', moved, link])
    const server = await openEmbeddedServer(link, 'service')
    const command = await openEmbeddedServer(moved, 'command')
    expect(command.url).toBe(server.url)
    expect(await ask(server.url, 'select answer from kept')).toEqual([{ answer: 42 }])
    await command.close()
    await server.close()
  })
})

describe('the embedded server says what to do', () => {
  it('where the cluster is of another major version, and leaves it untouched', async () => {
    writeFileSync(join(data.cluster(), 'PG_VERSION'), '17\n')
    await expect(openEmbeddedServer(data.path, 'service')).rejects.toThrow(
      /is of PostgreSQL 17, and this Readout brings PostgreSQL 18\. Go back to .* backup FILE`, move the folder away, .* restore FILE`\.$/,
    )
    writeFileSync(join(data.cluster(), 'PG_VERSION'), '18\n')
    await whileRunning()
  })

  it('where the password file is not the one that the cluster was made with', async () => {
    const file = join(data.path, 'postgres-password')
    const right = readFileSync(file, 'utf8')
    writeFileSync(file, 'another')
    await expect(openEmbeddedServer(data.path, 'service')).rejects.toThrow(
      /postgres-password is not the one that the database was made with\. Put the old file back\.$/,
    )
    writeFileSync(file, right)
    await whileRunning()
  })

  it('where PostgreSQL does not stay up', async () => {
    const file = join(data.cluster(), 'postgresql.auto.conf')
    const right = readFileSync(file, 'utf8')
    writeFileSync(file, 'shared_preload_libraries = nothing_there\n')
    await expect(openEmbeddedServer(data.path, 'service')).rejects.toThrow(
      /^PostgreSQL stops at its start: .*nothing_there.*postgres\.log\)$/,
    )
    writeFileSync(file, right)
    await whileRunning()
  })

  it('where DATA_DIR cannot be made', async () => {
    const file = join(data.parent, 'file')
    writeFileSync(file, '')
    await expect(openEmbeddedServer(join(file, 'below'), 'service')).rejects.toThrow(/Set DATA_DIR\.$/)
  })
})

describe('where a process of PostgreSQL is killed', () => {
  it('the server recovers and goes on, and so do we', async () => {
    const server = await openEmbeddedServer(data.path, 'service')
    let lost = false
    void server.lost.then(() => {
      lost = true
    })
    const victim = new pg.Client({ connectionString: server.url })
    victim.on('error', () => {})
    await victim.connect()
    const pid =
      (await victim.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid ?? Number.NaN
    process.kill(pid, 'SIGKILL')
    const keepers = `select count(*)::int as n from pg_stat_activity where application_name = 'readout keeper'`
    await expect.poll(() => ask(server.url, keepers).catch(() => []), { timeout: 20_000 }).toEqual([{ n: 1 }])
    expect(lost).toBe(false)
    await server.close()
    expect(data.server()).toBeNull()
  })

  it('a command that ends while we are cut off does not stop the server under us', async () => {
    const server = await openEmbeddedServer(data.path, 'service')
    const pid = data.server()
    for (let times = 0; times < 10; times++) {
      const command = await openEmbeddedServer(data.path, 'command')
      const cutOff = ask(
        server.url,
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'readout keeper'`,
      )
      await Promise.all([cutOff, command.close()])
      expect(data.server()).toBe(pid)
    }
    await server.close()
  })

  it('we learn that the whole server has ended, and the next start recovers', async () => {
    const server = await openEmbeddedServer(data.path, 'service')
    await ask(server.url, 'create table survived as select 42 as answer')
    process.kill(data.server() ?? Number.NaN, 'SIGKILL')
    await server.lost
    await server.close()
    await whileRunning(async (url) => {
      expect(await ask(url, 'select answer from survived')).toEqual([{ answer: 42 }])
    })
  })
})

it('writes its log to a file that begins anew when it grew large', async () => {
  const log = join(dirname(data.cluster()), 'postgres.log')
  writeFileSync(log, Buffer.alloc(10_000_001, 'x'))
  await whileRunning()
  expect(readFileSync(log, 'utf8')).toContain('database system is ready')
  expect(statSync(`${log}.1`).size).toBe(10_000_001)
})
