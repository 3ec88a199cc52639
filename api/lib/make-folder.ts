import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { hasCode } from '#api/lib/errors.ts'

/**
 * Makes a folder and those above it that are missing. Not with Node's `recursive`, which goes on for ever where a folder is there and
 * lets nothing be made in it, as /proc does.
 * @throws as the system does
 */
export function makeFolder(path: string, mode: number): void {
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return
    const above = dirname(resolve(path))
    if (!hasCode(error, 'ENOENT') || above === resolve(path)) throw error
    makeFolder(above, mode)
    mkdirSync(path, { mode })
  }
}
