import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isBuilt } from '#scripts/cli/built-service.ts'
import { findVite, runVite } from '#scripts/cli/run-vite.ts'

/**
 * Builds the service into one file where that was not done since its sources changed. Where it cannot be, it runs from its sources.
 * @param root of the project
 * @param signal ends the building
 * @returns whether the one file is there and of these sources
 */
export async function buildService(
  root: string,
  say: (sentence: string) => void,
  signal?: AbortSignal,
): Promise<boolean> {
  if (isBuilt(root)) return true
  const config = join(root, 'scripts', 'build', 'vite.config.ts')
  const vite = findVite()
  if (vite === null || !existsSync(config)) return false
  say('Building the service, once.')
  const failed = await runVite(vite, config, root, signal)
  if (failed === null) return isBuilt(root)
  if (!signal?.aborted)
    say(`It could not be built, and runs from its sources: slower to start, with more memory.\n${failed}`)
  return false
}
