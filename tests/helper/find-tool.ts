import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * A program of this machine that a file of ours is opened with, to see that it takes it.
 * @returns null, saying what is skipped, where it is not installed
 */
export function findTool(name: string, isFrom: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      const path = join(folder, name)
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // Not in this one.
    }
  }
  console.warn(`Tests that need ${name} are skipped: it comes with ${isFrom}.`)
  return null
}
