import { hash } from 'node:crypto'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Account, canReach } from '#db/embedded/account.ts'
import { packagedFolder } from '#db/embedded/platform.ts'

/** Where things lie that the postgres user must reach when the project is in a folder that it cannot enter. */
const SHARED = '/var/lib/readout'

export type Place = {
  account: Account
  /** PostgreSQL's `bin`, `lib` and `share`. */
  programs: string
  /** The cluster's folder. */
  cluster: string
  /** The password of the server, readable by us alone. */
  passwordFile: string
  logFile: string
}

/**
 * Decides where the server's programs and its cluster lie: in DATA_DIR, or, where the postgres user cannot get there, under
 * /var/lib/readout by a hash of DATA_DIR, so that two data folders never share one.
 */
export function findPlace(dataDir: string, account: Account): Place {
  const data = resolve(dataDir)
  mkdirSync(data, { recursive: true, mode: account ? 0o755 : 0o700 })
  const inReach = canReach(account, data)
  const home = inReach ? data : join(SHARED, hash('sha256', data, 'hex').slice(0, 16))
  if (!inReach) mkdirSync(home, { recursive: true, mode: 0o755 })
  return {
    account,
    programs: reachablePrograms(account),
    cluster: join(home, 'postgres'),
    passwordFile: join(data, 'postgres-password'),
    logFile: join(home, 'postgres.log'),
  }
}

/** Gives a folder that holds the cluster to the server's account. */
export function giveTo(account: Account, folder: string): void {
  chmodSync(folder, 0o700)
  if (account) chownSync(folder, account.uid, account.gid)
}

function reachablePrograms(account: Account): string {
  const packaged = packagedFolder()
  if (canReach(account, join(packaged, 'bin', 'postgres'))) return packaged
  const copy = join(SHARED, `programs-${hash('sha256', packaged, 'hex').slice(0, 16)}`)
  if (!existsSync(copy)) {
    // Copied aside and renamed, so that a copy that was cut off is never used.
    const half = `${copy}.${process.pid}`
    rmSync(half, { recursive: true, force: true })
    cpSync(packaged, half, { recursive: true, verbatimSymlinks: true })
    chmodSync(half, 0o755)
    renameSync(half, copy)
  }
  return copy
}
