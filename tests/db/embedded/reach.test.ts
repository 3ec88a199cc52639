import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { canReach } from '#db/embedded/account.ts'
import { SHARED } from '#db/embedded/programs.ts'
import { openEmbeddedServer } from '#db/embedded/server.ts'
import { type DataDir, isRoot, makeDataDir, NOBODY } from '#tests/helper/data-dir.ts'
import { makeBareProject, runScript } from '#tests/helper/run-script.ts'

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
async function serve(
  env: Record<string, string>,
  options: Partial<Parameters<typeof runScript>[1]> = {},
): Promise<string> {
  const run = runScript('start', { ...options, env })
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
    }
    // It is said once, when it is decided.
    expect(await startAndStop(one.path)).toEqual([])
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
    const folder = mkdtempSync(join(inject('runFolder'), 'readout-project-'))
    const copies = () => readdirSync(SHARED).filter((name) => name.startsWith('programs-'))
    const before = existsSync(SHARED) ? copies() : []
    let home = ''
    try {
      chmodSync(folder, 0o700)
      makeBareProject(folder)
      rmSync(join(folder, 'node_modules'))
      // Hard links: the same files under names that nobody else can reach.
      spawnSync('cp', ['-al', join(ROOT, 'node_modules'), folder])
      const said = await serve({ DATA_DIR: join(folder, 'data') }, { root: folder })
      home = /data lies in (\S+), since its user cannot enter/.exec(said)?.[1] ?? ''
      expect(dirname(home)).toBe(SHARED)
      const copy = copies().filter((name) => !before.includes(name))
      expect(copy).toHaveLength(1)
      expect(canReach(NOBODY, join(SHARED, copy[0] ?? '', 'bin', 'postgres'))).toBe(true)
    } finally {
      const added = copies().filter((name) => !before.includes(name))
      for (const path of [folder, home, ...added.map((name) => join(SHARED, name))])
        rmSync(path, { recursive: true, force: true })
    }
  })
})

/** Whether a command works here: not every container may do what these tests do. */
function works(...command: string[]): boolean {
  return isRoot && spawnSync(command[0] ?? '', command.slice(1)).status === 0
}

describe('as root in a container', () => {
  const confined = ['setpriv', '--bounding-set', '-sys_ptrace', '--inh-caps', '-sys_ptrace']

  it.skipIf(!works(...confined, 'true'))(
    'that may not look into processes, an orphan is taken over',
    async () => {
      const data = await makeDir()
      const run = runScript('start', { env: { DATA_DIR: data.path }, under: confined })
      await run.hears(/Readout is at/)
      const orphan = data.server()
      run.child.kill('SIGKILL')
      await run.ends()
      const again = runScript('start', { env: { DATA_DIR: data.path }, under: confined })
      await again.hears(/Readout is at/)
      expect(data.server()).toBe(orphan)
      again.signal('SIGTERM')
      expect(await again.ends()).toBe(0)
      expect(data.server()).toBeNull()
    },
  )

  it.skipIf(!works('unshare', '--mount', 'true'))(
    'without a user postgres, one is made, and that is said',
    async () => {
      const data = await makeDir()
      const etc = join(data.parent, 'etc')
      spawnSync('cp', ['-a', '/etc', etc])
      spawnSync('sed', [
        '-i',
        '/^postgres:/d',
        ...['passwd', 'shadow', 'group', 'gshadow'].map((name) => join(etc, name)),
      ])
      // A mount of its own, which ends with it.
      const under = ['unshare', '--mount', 'sh', '-c', `mount --bind "$0" /etc && exec "$@"`, etc]
      const said = await serve({ DATA_DIR: data.path }, { under })
      expect(said).toContain('Made the user postgres, since PostgreSQL does not run as root.\n')
      expect(readFileSync(join(etc, 'passwd'), 'utf8')).toMatch(/^postgres:/m)
    },
  )
})

describe('as an ordinary user', () => {
  it.skipIf(isRoot && !canReach(NOBODY, ROOT))(
    'the server runs as that user, in DATA_DIR, also when root goes on with it',
    async () => {
      const data = await makeDir({ mode: 0o755, ...(isRoot ? { owner: NOBODY } : {}) })
      await serve({ DATA_DIR: data.path }, isRoot ? { account: NOBODY } : {})
      const uid = isRoot ? NOBODY.uid : process.getuid?.()
      expect(dirname(data.cluster())).toBe(data.path)
      expect(statSync(data.cluster()).uid).toBe(uid)
      expect(statSync(data.path).mode & 0o777).toBe(0o700)
      await serve({ DATA_DIR: data.path })
      expect(statSync(data.cluster()).uid).toBe(uid)
    },
  )

  it.skipIf(!isRoot)('what root made is refused in a sentence', async () => {
    const data = await makeDir({ mode: 0o777 })
    await startAndStop(data.path)
    const run = runScript('start', { env: { DATA_DIR: data.path }, account: NOBODY })
    expect(await run.ends()).toBe(1)
    expect(run.said()).toMatch(/^The data in .* belongs to another user \(\d+\)\. Start Readout as .*\n$/)
  })
})
