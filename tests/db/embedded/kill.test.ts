import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEmbeddedServer } from '#db/embedded/server.ts'
import { type DataDir, isRoot, makeDataDir } from '#tests/helper/data-dir.ts'
import { type Run, runScript } from '#tests/helper/run-script.ts'

let data: DataDir
let runs: Run[]
beforeEach(() => {
  runs = []
})
afterEach(async () => {
  for (const { child } of runs) child.kill('SIGKILL')
  await Promise.all(runs.map((run) => run.ends()))
  await data.remove()
})

function start(): Run {
  const run = runScript('start', { env: { DATA_DIR: data.path } })
  runs.push(run)
  return run
}

/** Sees that a start after all that happened is an ordinary one, and ends it. */
async function startsAndEnds(): Promise<void> {
  const run = start()
  const url = await run.hears(/Readout is at (\S+)/)
  expect((await fetch(`${url}/api/v1/nothing`)).status).toBe(404)
  run.signal('SIGTERM')
  expect(await run.ends()).toBe(0)
  expect(data.server()).toBeNull()
}

describe('after SIGKILL of the service', () => {
  it('while it runs, the server that it left behind is taken over with what it holds', async () => {
    data = await makeDataDir()
    const first = start()
    await first.hears(/Readout is at/)
    const orphan = data.server()
    first.child.kill('SIGKILL')
    await first.ends()
    expect(data.server()).toBe(orphan)
    const second = start()
    await second.hears(/Readout is at/)
    expect(data.server()).toBe(orphan)
    second.signal('SIGTERM')
    expect(await second.ends()).toBe(0)
    expect(data.server()).toBeNull()
  })

  it.each([
    { where: 'in a folder that everybody may enter', mode: 0o755 },
    ...(isRoot ? [{ where: 'in a folder of mode 0700', mode: 0o700 }] : []),
  ])('at random moments of its first starts, the next one is as any other, $where', async ({ mode }) => {
    data = await makeDataDir({ mode })
    for (let n = 0; n < 3; n++) {
      const run = start()
      const moment = 300 + Math.random() * 1_500
      await sleep(moment)
      run.child.kill('SIGKILL')
      await run.ends()
      expect(run.said(), `killed after ${Math.round(moment)} ms`).not.toMatch(/Error|rror:/)
    }
    await startsAndEnds()
  })
})

it('after SIGKILL of the server, the next start waits for those of its processes that are still there', async () => {
  data = await makeDataDir()
  const first = start()
  await first.hears(/Readout is at/)
  const server = data.server() ?? Number.NaN
  const { url } = await openEmbeddedServer(data.path, 'command')
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const left = rows[0]?.pid ?? Number.NaN
  // As one that is in the middle of something long.
  process.kill(left, 'SIGSTOP')
  process.kill(server, 'SIGKILL')
  await first.ends()
  const second = start()
  await second.hears(/some of its processes still end/)
  process.kill(left, 'SIGCONT')
  await second.hears(/Readout is at/)
  second.signal('SIGTERM')
  expect(await second.ends()).toBe(0)
})
