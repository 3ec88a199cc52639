import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, inject, it } from 'vitest'
import { withLock } from '#db/embedded/lock.ts'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** Another process that has taken the lock of a file. */
async function holdElsewhere(file: string) {
  const holder = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--input-type=module',
      '-e',
      `import { tryLock } from '#db/embedded/lock.ts'
       const letGo = tryLock(${JSON.stringify(file)})
       process.stdout.write('held')
       process.stdin.on('data', () => letGo()).on('end', () => {})`,
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  ends.push(() => holder.kill('SIGKILL'))
  await once(holder.stdout, 'data')
  return holder
}

it('says who holds a lock, and waits for it', async () => {
  const file = join(mkdtempSync(join(inject('runFolder'), 'lock-')), 'turn.lock')
  const holder = await holdElsewhere(file)
  const said: string[] = []
  const turn = withLock(
    file,
    async () => 'done',
    (sentence) => {
      said.push(sentence)
      holder.stdin.write('let go')
    },
  )
  expect(await turn).toBe('done')
  expect(said).toEqual([expect.stringContaining('Waiting for it.')])
  if (process.platform === 'linux') expect(said[0]).toContain(`(${holder.pid})`)
})

it.runIf(process.platform === 'linux')(
  'does not wait for a process that is stopped, and says which',
  async () => {
    const file = join(mkdtempSync(join(inject('runFolder'), 'lock-')), 'turn.lock')
    const holder = await holdElsewhere(file)
    holder.kill('SIGSTOP')
    await expect(withLock(file, async () => 'done')).rejects.toThrow(
      `Process ${holder.pid} holds ${file} and is stopped. Let it go on`,
    )
  },
)
