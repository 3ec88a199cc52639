import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, inject, it } from 'vitest'
import { tryLock, withLock } from '#db/embedded/lock.ts'

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

it('waits for whoever works, however long that takes', async () => {
  const file = join(mkdtempSync(join(inject('runFolder'), 'lock-')), 'turn.lock')
  const order: string[] = []
  const stalledMs = 400
  const first = withLock(
    file,
    async () => {
      // Several times what a stalled one is waited for.
      await sleep(5 * stalledMs)
      order.push('first')
    },
    undefined,
    stalledMs,
  )
  await withLock(file, async () => order.push('second'), undefined, stalledMs)
  await first
  expect(order).toEqual(['first', 'second'])
})

it('does not wait for whoever does nothing with it, and says which', async () => {
  const file = join(mkdtempSync(join(inject('runFolder'), 'lock-')), 'turn.lock')
  const letGo = tryLock(file)
  const worked: string[] = []
  const turn = withLock(file, async () => worked.push('all the same'))
  await expect(turn).rejects.toThrow(`holds ${file} and does nothing.`)
  letGo?.()
  expect(worked).toEqual([])
})
