import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inject } from 'vitest'

/**
 * Notes a process group, which outlives ours where the tests are cut off: the end of the run looks here (`sweep-run.ts`).
 * @param child spawned `detached`
 * @returns resolves when it has ended, and said all
 */
export async function endWithRun(child: ChildProcess): Promise<void> {
  const note = join(inject('runFolder'), 'runs', String(child.pid))
  mkdirSync(dirname(note), { recursive: true })
  writeFileSync(note, '')
  await once(child, 'close')
  rmSync(note, { force: true })
}
