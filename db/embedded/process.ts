import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { hasCode } from '#api/lib/errors.ts'
import type { Account } from '#db/embedded/account.ts'

/** Whether a process of this id runs; one that ended and that nobody asked after (a zombie) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
  try {
    // Its state follows the name in brackets, which may hold anything.
    return !/^ [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'latin1').split(')').at(-1) ?? '')
  } catch {
    return !existsSync('/proc/self/stat')
  }
}

/** Whether that process is the PostgreSQL server of this folder: ids are used again, and folders are moved. */
export function servesFolder(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false
  try {
    // A server works in its folder, by whatever name.
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder)
  } catch {
    return namesFolder(pid, folder)
  }
}

/** What may be known without a look into the process: root in a container has none, and other systems have no /proc. */
function namesFolder(pid: number, folder: string): boolean {
  const command = `/proc/${pid}/cmdline`
  const words = existsSync(command)
    ? readFileSync(command, 'utf8').split('\0')
    : spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
        .stdout.trim()
        .split(' ')
  const named = words[words.indexOf('-D') + 1] ?? ''
  // One whose folder has another name by now may be ours.
  return (
    words[0]?.endsWith('postgres') === true &&
    words.includes('-D') &&
    (named === folder || !existsSync(named))
  )
}

/** Runs a program to its end as the server's account. */
export async function runAs(
  account: Account,
  command: string,
  args: string[],
): Promise<{ code: number | null; output: string }> {
  return await new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...account,
      env: serverEnv(),
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}

/** What PostgreSQL needs of our environment: none of our secrets, and no PGDATA or locale that it would take up. */
export function serverEnv(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C' }
}
