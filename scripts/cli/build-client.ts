import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { PlainError } from '#api/lib/errors.ts'
import { findVite, runVite } from '#scripts/cli/run-vite.ts'

/**
 * Builds the pages where that was never done, or where their sources are newer. What builds them is not needed once they are built.
 * @param root of the project
 * @param signal ends the building
 * @param vite the program that builds; null where it is not installed
 * @returns whether it built
 * @throws PlainError where they cannot be built, and are not there
 */
export async function buildClient(
  root: string,
  say: (sentence: string) => void,
  signal?: AbortSignal,
  vite = findVite(),
): Promise<boolean> {
  const client = join(root, 'client')
  const config = join(client, 'vite.config.ts')
  if (!existsSync(config)) return false
  const built = changedAt(join(client, 'dist'))
  const sources = [join(root, 'package-lock.json'), join(root, 'api', 'contract'), client]
  if (Math.max(...sources.map(changedAt)) < built) return false
  if (vite === null) return keepBuilt(built, say)
  say('Building the pages, once.')
  const failed = await runVite(vite, config, root, signal)
  if (signal?.aborted) throw new PlainError('The pages were not built, since Readout was asked to end.')
  if (failed !== null) throw new PlainError(`The pages could not be built.\n${failed}`)
  return true
}

function keepBuilt(built: number, say: (sentence: string) => void): false {
  if (built === 0)
    throw new PlainError(
      'The pages are not built, and what builds them is not installed. Run npm ci && npm run build first; npm prune --omit=dev takes that away again.',
    )
  say('What builds the pages is not installed: they stay as they are built.')
  return false
}

/** When the newest file in a folder, leaving `dist` inside it out, was written; 0 where there is none. */
function changedAt(path: string): number {
  if (!existsSync(path)) return 0
  const own = statSync(path)
  if (!own.isDirectory()) return own.mtimeMs
  const inside = readdirSync(path).filter((name) => name !== 'dist')
  return Math.max(0, ...inside.map((name) => changedAt(join(path, name))))
}
