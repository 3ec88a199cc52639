import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { PlainError } from '#api/lib/errors.ts'
import { readOwnFile } from '#api/lib/read-own-file.ts'
import type { Account } from '#db/embedded/account.ts'
import type { Place } from '#db/embedded/place.ts'
import { majorVersion } from '#db/embedded/platform.ts'
import { runAs } from '#db/embedded/process.ts'

/**
 * Makes the cluster where there is none. It is made aside and renamed, so that one whose making was cut off is never used. Only
 * one process at a time may do so.
 */
export async function prepareCluster(place: Place): Promise<void> {
  const ours = majorVersion(place.programs)
  removeRemains(place.cluster)
  if (existsSync(join(place.cluster, 'global', 'pg_control'))) return checkVersion(place, ours)
  // Not ours, or broken: never deleted, since it may hold what somebody wants back.
  if (existsSync(place.cluster)) renameSync(place.cluster, `${place.cluster}.broken-${Date.now()}`)
  const half = `${place.cluster}.new-${randomBytes(4).toString('hex')}`
  mkdirSync(half, { mode: 0o700 })
  giveTo(place.account, half)
  await initialize(place, half)
  renameSync(half, place.cluster)
}

/** The server's password, made at the first start; only we can read it. */
export function readPassword({ passwordFile }: Pick<Place, 'passwordFile'>): string {
  const there = readOwnFile(passwordFile)
  if (there !== null) return there.trim()
  const made = randomBytes(32).toString('base64url')
  const half = `${passwordFile}.${process.pid}`
  writeFileSync(half, made, { mode: 0o600, flush: true })
  renameSync(half, passwordFile)
  return made
}

async function initialize(place: Place, folder: string): Promise<void> {
  const passwordCopy = join(dirname(folder), `${basename(folder)}.pw`)
  writeFileSync(passwordCopy, readPassword(place), { mode: 0o600 })
  giveTo(place.account, passwordCopy, 0o600)
  try {
    const options = [
      '-U',
      'readout',
      '--pwfile',
      passwordCopy,
      '-A',
      'scram-sha-256',
      '-E',
      'UTF8',
      '--locale=C',
      // Plain order of bytes, but lower case and words of every script, which searching needs.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ]
    const initdb = join(place.programs, 'bin', 'initdb')
    const { code, output } = await runAs(place.account, initdb, ['-D', folder, ...options])
    if (code !== 0)
      throw new PlainError(
        `PostgreSQL could not make its files in ${dirname(folder)}: ${output.trim().split('\n').at(-1)}`,
      )
  } finally {
    rmSync(passwordCopy, { force: true })
  }
}

function checkVersion(place: Place, ours: number): void {
  const made = readOwnFile(join(place.cluster, 'PG_VERSION'))?.trim() ?? 'no version'
  if (made === String(ours)) return
  if (Number(made) > ours)
    throw new PlainError(
      `The data in ${place.cluster} is of a newer Readout: it is of PostgreSQL ${made}, and this one brings PostgreSQL ${ours}. ` +
        'Start the newer one, or set DATA_DIR to another folder and restore a backup of this version there.',
    )
  throw new PlainError(
    `The data in ${place.cluster} is of PostgreSQL ${made}, and this Readout brings PostgreSQL ${ours}. ` +
      'Go back to the Readout that made it, run `npm run --silent readout -- backup FILE`, move the folder away, come back here ' +
      'and run `npm run --silent readout -- restore FILE`.',
  )
}

/** Removes what makings left behind that were cut off; an initdb that outlived its parent may still write there. */
function removeRemains(cluster: string): void {
  const remains = readdirSync(dirname(cluster)).filter((name) => name.startsWith(`${basename(cluster)}.new-`))
  for (const name of remains) {
    try {
      rmSync(join(dirname(cluster), name), { recursive: true, force: true, maxRetries: 5 })
    } catch {
      // The next start removes it.
    }
  }
}

function giveTo(account: Account, path: string, mode = 0o700): void {
  chmodSync(path, mode)
  if (account) chownSync(path, account.uid, account.gid)
}
