import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { PlainError } from '#api/lib/errors.ts'
import { openEmbeddedServer } from '#db/embedded/server.ts'
import { type DataDir, makeDataDir } from '#tests/helper/data-dir.ts'

let data: DataDir
beforeEach(async () => {
  data = await makeDataDir()
  mkdirSync(data.path, { mode: 0o755 })
})
afterEach(() => data.remove())

it.each(['postgres-password', 'postgres-programs', 'postgres.log'])(
  'a start ends with a sentence where %s is a pipe, and waits for nobody',
  async (name) => {
    expect(spawnSync('mkfifo', [join(data.path, name)]).status).toBe(0)
    const starting = openEmbeddedServer(data.path, 'service')
    await expect(starting).rejects.toThrow(PlainError)
    await expect(starting).rejects.toThrow(`${name} cannot be used`)
  },
)

it('a file in the place of the cluster is moved aside, and kept', async () => {
  writeFileSync(data.cluster(), 'somebody’s')
  const server = await openEmbeddedServer(data.path, 'service')
  await server.close()
  const [moved] = spawnSync('sh', ['-c', `echo ${data.cluster()}.broken-*`], {
    encoding: 'utf8',
  }).stdout.split('\n')
  expect(readFileSync(moved ?? '', 'utf8')).toBe('somebody’s')
})
