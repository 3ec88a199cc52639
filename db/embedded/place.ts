import { hash } from 'node:crypto'
import { accessSync, constants, existsSync, lstatSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { PlainError } from '#api/lib/errors.ts'
import { makeFolder } from '#api/lib/make-folder.ts'
import { type Account, canReach, serverAccount } from '#db/embedded/account.ts'
import { makeShared, reachablePrograms, SHARED } from '#db/embedded/programs.ts'

export type Place = {
  account: Account
  /** PostgreSQL's `bin`, `lib` and `share`. */
  programs: string
  /** DATA_DIR, without symbolic links. */
  data: string
  /** The cluster's folder. */
  cluster: string
  /** The password of the server, readable by us alone. */
  passwordFile: string
  logFile: string
}

/**
 * Decides where the server's programs and its cluster lie, and as whom it runs: in DATA_DIR, or, where the postgres user cannot
 * get there, under /var/lib/readout by a hash of DATA_DIR, so that two data folders never share one. A cluster that exists
 * stays where it is, and its owner runs it.
 * @throws PlainError where a cluster exists that we cannot use as who we are
 */
export async function findPlace(dataDir: string, say: (sentence: string) => void): Promise<Place> {
  const data = openFolder(dataDir)
  const key = hash('sha256', data, 'hex').slice(0, 16)
  const found = [join(SHARED, key), data].find((home) => existsSync(join(home, 'postgres')))
  const account = found ? ownerOf(join(found, 'postgres')) : serverAccount(say)
  checkWritable(data)
  const home = found ?? (canReach(account, data) ? data : makeShared(key))
  if (!canReach(account, home))
    throw new PlainError(
      `PostgreSQL's user (${account?.uid}) can no longer enter ${home}, where its data lies. ` +
        `Let it pass (chmod o+x), or stop everything and move ${home}/postgres to ${makeShared(key)}/postgres.`,
    )
  if (!found && home !== data) say(`PostgreSQL's data lies in ${home}, since its user cannot enter ${data}.`)
  return {
    account,
    programs: await reachablePrograms(account, data),
    data,
    cluster: join(home, 'postgres'),
    passwordFile: join(data, 'postgres-password'),
    logFile: join(home, 'postgres.log'),
  }
}

/** As root the server's owner, whoever that is; else it must be ourselves. */
function ownerOf(cluster: string): Account {
  const { uid, gid } = lstatSync(cluster)
  const own = process.getuid?.()
  if (own === 0) return uid === 0 ? serverAccount(() => {}) : { uid, gid }
  if (own === undefined || own === uid) return null
  throw new PlainError(
    `The data in ${cluster} belongs to another user (${uid}). Start Readout as the user that made it, or as root.`,
  )
}

function openFolder(dataDir: string): string {
  try {
    makeFolder(dataDir, process.getuid?.() === 0 ? 0o755 : 0o700)
    return realpathSync(dataDir)
  } catch (cause) {
    throw unusable(dataDir, cause)
  }
}

function checkWritable(folder: string): void {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw unusable(folder, cause)
  }
}

function unusable(folder: string, cause: unknown): PlainError {
  return new PlainError(
    `The folder ${folder} cannot be made or used (${cause instanceof Error ? cause.message : cause}). Set DATA_DIR.`,
    { cause },
  )
}
