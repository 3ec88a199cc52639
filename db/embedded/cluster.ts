import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { giveTo, type Place } from '#db/embedded/place.ts'
import { majorVersion } from '#db/embedded/platform.ts'

/** Makes the cluster where there is none, or only the rest of one whose making was cut off. */
export async function prepareCluster(place: Place): Promise<void> {
  removeRemains(place.cluster)
  if (existsSync(join(place.cluster, 'global', 'pg_control'))) return checkVersion(place)
  if (existsSync(place.cluster)) rmSync(place.cluster, { recursive: true, force: true })
  const half = `${place.cluster}.new-${process.pid}`
  mkdirSync(half, { recursive: true })
  giveTo(place.account, half)
  await initialize(place, half)
  try {
    renameSync(half, place.cluster)
  } catch (error) {
    // Another process was first: its cluster is as good.
    if (!existsSync(join(place.cluster, 'global', 'pg_control'))) throw error
    rmSync(half, { recursive: true, force: true })
  }
}

/** The server's password, made at the first start; only we can read it. */
export function readPassword(place: Place): string {
  if (!existsSync(place.passwordFile)) {
    const half = `${place.passwordFile}.${process.pid}`
    writeFileSync(half, randomBytes(32).toString('base64url'), { mode: 0o600 })
    renameSync(half, place.passwordFile)
  }
  return readFileSync(place.passwordFile, 'utf8').trim()
}

async function initialize(place: Place, folder: string): Promise<void> {
  const passwordCopy = join(dirname(place.cluster), `${basename(folder)}.pw`)
  writeFileSync(passwordCopy, readPassword(place), { mode: 0o600 })
  if (place.account) chownSync(passwordCopy, place.account.uid, place.account.gid)
  try {
    const args = [
      '-D',
      folder,
      '-U',
      'readout',
      '--pwfile',
      passwordCopy,
      '-A',
      'scram-sha-256',
      '-E',
      'UTF8',
      '--locale=C',
    ]
    const { code, output } = await run(join(place.programs, 'bin', 'initdb'), args, place)
    if (code !== 0)
      throw new Error(`PostgreSQL could not make its files in ${folder}: ${output.trim().split('\n').at(-1)}`)
  } finally {
    rmSync(passwordCopy, { force: true })
  }
}

function checkVersion(place: Place): void {
  const made = readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8').trim()
  const ours = majorVersion(place.programs)
  if (made === String(ours)) return
  throw new Error(
    `The data in ${place.cluster} is of PostgreSQL ${made}, and this Readout brings PostgreSQL ${ours}. ` +
      'Go back to the Readout that made it, run `npm run --silent readout -- backup FILE`, move the folder away, come back here ' +
      'and run `npm run --silent readout -- restore FILE`.',
  )
}

/** Removes what makings left behind that were cut off; those of living processes stay. */
function removeRemains(cluster: string): void {
  const folder = dirname(cluster)
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const pid = /^postgres\.new-(\d+)(\.pw)?$/.exec(name)?.[1]
    if (pid && (Number(pid) === process.pid || !isAlive(Number(pid))))
      rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** Whether a process of this id is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function run(
  command: string,
  args: string[],
  place: Place,
): Promise<{ code: number | null; output: string }> {
  return await new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...place.account, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}
