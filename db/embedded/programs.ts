import { spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, canReach } from '#db/embedded/account.ts'
import { checkPrograms } from '#db/embedded/checksums.ts'
import { withLock } from '#db/embedded/lock.ts'
import { packagedPrograms } from '#db/embedded/platform.ts'

/** Where things lie that the server's account must reach when the project is in a folder that it cannot enter. */
export const SHARED = '/var/lib/readout'

/**
 * PostgreSQL's programs where the account can run them: as npm installed them, else a copy.
 * @param data where it is noted that they are those that are known
 * @throws PlainError where they are others
 */
export async function reachablePrograms(account: Account, data: string): Promise<string> {
  const packaged = packagedPrograms()
  checkPrograms(packaged, join(data, 'postgres-programs'))
  const { folder, version } = packaged
  if (canReach(account, join(folder, 'bin', 'postgres'))) return folder
  const copy = join(makeShared(), `programs-${version}-${hash('sha256', folder, 'hex').slice(0, 16)}`)
  if (!existsSync(copy)) await withLock(join(SHARED, 'programs.lock'), () => copyPrograms(folder, copy))
  return copy
}

/** A folder that everybody may enter. */
export function makeShared(name = ''): string {
  const folder = join(SHARED, name)
  mkdirSync(folder, { recursive: true })
  for (const path of [SHARED, folder]) chmodSync(path, 0o755)
  return folder
}

/** Copied aside and renamed, so that a copy that was cut off is never used. */
async function copyPrograms(folder: string, copy: string): Promise<void> {
  for (const name of readdirSync(SHARED))
    if (name.endsWith('.half')) rmSync(join(SHARED, name), { recursive: true, force: true })
  if (existsSync(copy)) return
  const half = `${copy}.half`
  await cp(folder, half, { recursive: true, verbatimSymlinks: true })
  spawnSync('chmod', ['-R', 'a+rX', half])
  renameSync(half, copy)
}
