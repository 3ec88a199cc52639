import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { canReach } from '#db/embedded/account.ts'
import { SHARED } from '#db/embedded/programs.ts'
import { openEmbeddedServer } from '#db/embedded/server.ts'
import { type DataDir, isRoot, makeDataDir, NOBODY } from '#tests/helper/data-dir.ts'
import { runScript } from '#tests/helper/run-script.ts'

const ROOT = dirname(dirname(dirname(import.meta.dirname)))

const made: DataDir[] = []
async function makeDir(...options: Parameters<typeof makeDataDir>): Promise<DataDir> {
  const data = await makeDataDir(...options)
  made.push(data)
  return data
}
afterEach(async () => {
  for (const data of made.splice(0)) await data.remove()
})

async function startAndStop(path: string): Promise<string[]> {
  const said: string[] = []
  const server = await openEmbeddedServer(path, 'service', (sentence) => said.push(sentence))
  await server.close()
  return said
}

/** Runs the service as somebody, asks it something, and ends it. @returns what it said */
async function serve(env: Record<string, string>, account?: typeof NOBODY, root = ROOT): Promise<string> {
  const run = runScript('start', { env, root, ...(account ? { account } : {}) })
  const url = await run.hears(/Readout is at (\S+)/)
  expect((await fetch(`${url}/api/v1/nothing`)).status).toBe(404)
  run.signal('SIGTERM')
  expect(await run.ends()).toBe(0)
  return run.said()
}

describe.skipIf(!isRoot)('as root, the server runs as another user', () => {
  it('in DATA_DIR, where that user can get there', async () => {
    const data = await makeDir()
    expect(await startAndStop(data.path)).toEqual([])
    expect(dirname(data.cluster())).toBe(data.path)
    expect(statSync(data.cluster()).uid).not.toBe(0)
  })

  it('under /var/lib/readout, where DATA_DIR is in a folder of mode 0700, each folder with its own', async () => {
    const [one, two] = [await makeDir({ mode: 0o700 }), await makeDir({ mode: 0o700 })]
    for (const data of [one, two]) {
      const said = await startAndStop(data.path)
      expect(said).toEqual([
        `PostgreSQL's data lies in ${dirname(data.cluster())}, since its user cannot enter ${data.path}.`,
      ])
      expect(dirname(dirname(data.cluster()))).toBe(SHARED)
      expect(existsSync(join(data.path, 'postgres-password'))).toBe(true)
      // It is said once, when it is decided.
      expect(await startAndStop(data.path)).toEqual([])
    }
    expect(one.cluster()).not.toBe(two.cluster())
  })

  it('stays where its data are when the folders above open later', async () => {
    const data = await makeDir({ mode: 0o700 })
    await startAndStop(data.path)
    const before = data.cluster()
    chmodSync(data.parent, 0o755)
    await startAndStop(data.path)
    expect(data.cluster()).toBe(before)
    expect(readdirSync(data.path)).not.toContain('postgres')
  })

  it('says what to do when the folders above are closed later, and makes no empty database', async () => {
    const data = await makeDir()
    await startAndStop(data.path)
    chmodSync(data.parent, 0o700)
    await expect(startAndStop(data.path)).rejects.toThrow(
      /can no longer enter .*data, where its data lies\. Let it pass/,
    )
    chmodSync(data.parent, 0o755)
    expect(await startAndStop(data.path)).toEqual([])
  })

  it('from a project in a folder of mode 0700, whose programs it copies', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'readout-project-'))
    const copies = () => readdirSync(SHARED).filter((name) => name.startsWith('programs-'))
    const before = existsSync(SHARED) ? copies() : []
    let home = ''
    try {
      chmodSync(folder, 0o700)
      // Hard links: the same files under names that nobody else can reach.
      for (const name of [
        'api',
        'db',
        'scripts',
        'seeds',
        'package.json',
        'package-lock.json',
        'node_modules',
      ])
        spawnSync('cp', ['-al', join(ROOT, name), folder])
      const said = await serve({ DATA_DIR: join(folder, 'data') }, undefined, folder)
      home = /data lies in (\S+), since its user cannot enter/.exec(said)?.[1] ?? ''
      expect(dirname(home)).toBe(SHARED)
      const copy = copies().filter((name) => !before.includes(name))
      expect(copy).toHaveLength(1)
      expect(canReach(NOBODY, join(SHARED, copy[0] ?? '', 'bin', 'postgres'))).toBe(true)
      // A second start takes the same copy.
      await serve({ DATA_DIR: join(folder, 'data') }, undefined, folder)
      expect(copies()).toHaveLength(before.length + 1)
    } finally {
      const added = copies().filter((name) => !before.includes(name))
      for (const path of [folder, home, ...added.map((name) => join(SHARED, name))])
        rmSync(path, { recursive: true, force: true })
    }
  })
})

describe('as an ordinary user', () => {
  it.skipIf(isRoot && !canReach(NOBODY, ROOT))('the server runs as that user, in DATA_DIR', async () => {
    const data = await makeDir({ mode: 0o700, ...(isRoot ? { owner: NOBODY } : {}) })
    await serve({ DATA_DIR: data.path }, isRoot ? NOBODY : undefined)
    expect(dirname(data.cluster())).toBe(data.path)
    expect(statSync(data.cluster()).uid).toBe(isRoot ? NOBODY.uid : process.getuid?.())
    expect(statSync(data.path).mode & 0o777).toBe(0o700)
  })

  it.skipIf(!isRoot)('root goes on with what that user made, as that user', async () => {
    const data = await makeDir({ owner: NOBODY })
    await serve({ DATA_DIR: data.path }, NOBODY)
    await serve({ DATA_DIR: data.path })
    expect(statSync(data.cluster()).uid).toBe(NOBODY.uid)
    await serve({ DATA_DIR: data.path }, NOBODY)
  })

  it.skipIf(!isRoot)('what root made is refused in a sentence', async () => {
    const data = await makeDir({ mode: 0o777 })
    await startAndStop(data.path)
    const run = runScript('start', { env: { DATA_DIR: data.path }, account: NOBODY })
    expect(await run.ends()).toBe(1)
    expect(run.said()).toMatch(/^The data in .* belongs to another user \(\d+\)\. Start Readout as .*\n$/)
  })
})
