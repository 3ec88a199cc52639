import { spawnSync } from 'node:child_process'
import { PlainError } from '#api/lib/errors.ts'

/** The user that the server runs as; null for our own. */
export type Account = { uid: number; gid: number } | null

/**
 * PostgreSQL refuses to run as root: finds the `postgres` user to run it as, and makes one where there is none.
 * @param say told in a sentence what was done to the machine
 */
export function serverAccount(say: (sentence: string) => void): Account {
  if (process.getuid?.() !== 0) return null
  const found = findAccount()
  if (found) return found
  const made = [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
    ['adduser', '-S', '-D', '-H', 'postgres'],
  ].some(([command = '', ...args]) => spawnSync(command, args).status === 0)
  const account = made ? findAccount() : null
  if (!account)
    throw new PlainError(
      'PostgreSQL does not run as root. Make a user named postgres, or start Readout as an ordinary user.',
    )
  say('Made the user postgres, since PostgreSQL does not run as root.')
  return account
}

/** Whether the account may enter a folder, or run a file, through all the folders above it. */
export function canReach(account: Account, path: string): boolean {
  if (!account) return true
  return spawnSync('/bin/sh', ['-c', 'test -x "$0"', path], { ...account, cwd: '/' }).status === 0
}

function findAccount(): Account {
  const id = (flag: string) =>
    Number.parseInt(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout ?? '', 10)
  const [uid, gid] = [id('-u'), id('-g')]
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : null
}
