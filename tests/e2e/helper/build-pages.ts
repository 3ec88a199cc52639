import { existsSync, mkdirSync, rmdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'
import { buildClient } from '#scripts/cli/build-client.ts'

const ROOT = dirname(dirname(dirname(import.meta.dirname)))

/** Sees that the pages are those of the sources, one test file at a time; a whole run has built them before. */
export async function buildPages(): Promise<void> {
  const lock = join(inject('runFolder'), 'building')
  while (!take(lock)) await sleep(50)
  try {
    await buildClient(ROOT, () => {})
  } finally {
    rmdirSync(lock)
  }
}

function take(lock: string): boolean {
  if (existsSync(lock)) return false
  try {
    mkdirSync(lock)
    return true
  } catch {
    return false
  }
}
