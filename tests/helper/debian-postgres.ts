import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type Account, serverAccount } from '#db/embedded/account.ts'
import { lastWords, startPostmaster, stopPostmaster } from '#db/embedded/postmaster.ts'
import { runAs } from '#db/embedded/process.ts'
import type { Certificate } from '#tests/helper/certificate.ts'
import { takesConnections } from '#tests/helper/takes-connections.ts'
import { until } from '#tests/helper/until.ts'

const ROOT = '/usr/lib/postgresql'

/** The versions of PostgreSQL that Debian's packages brought to this machine. */
export const debianVersions = existsSync(ROOT)
  ? readdirSync(ROOT).filter((version) => existsSync(join(ROOT, version, 'bin', 'initdb')))
  : []
if (debianVersions.length === 0)
  console.warn('Tests with a PostgreSQL of Debian are skipped: it comes with postgresql.')

export type DebianPostgres = { url: string; port: number; sockets: string; stop(): Promise<void> }

/** One with the locale and the superuser of a managed server, and a certificate where one is given. */
export async function startDebianPostgres(
  version: string,
  certificate?: Certificate,
): Promise<DebianPostgres> {
  const account = serverAccount(() => {})
  const home = mkdtempSync(join(inject('runFolder'), `debian-${version}-`))
  const give = (path: string, mode: number) => {
    chmodSync(path, mode)
    if (account) chownSync(path, account.uid, account.gid)
    return path
  }
  give(home, 0o755)
  const cluster = join(home, 'postgres')
  mkdirSync(cluster)
  give(cluster, 0o700)
  const password = join(home, 'password')
  writeFileSync(password, 'secret')
  give(password, 0o600)
  const { code, output } = await runAs(account, join(ROOT, version, 'bin', 'initdb'), [
    ...[
      '-D',
      cluster,
      '-U',
      'admin',
      '--pwfile',
      password,
      '-A',
      'scram-sha-256',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
    ],
  ])
  if (code !== 0) throw new Error(output)
  if (certificate) {
    for (const [name, text] of [
      ['server.crt', certificate.cert],
      ['server.key', certificate.key],
    ] as const) {
      writeFileSync(join(cluster, name), text)
      give(join(cluster, name), 0o600)
    }
  }
  return await startIn(version, home, account, {
    ssl: certificate ? 'on' : 'off',
  })
}

/** A standby of another, that follows it as fast as it can. */
export async function startStandby(version: string, primary: DebianPostgres): Promise<DebianPostgres> {
  const account = serverAccount(() => {})
  const home = mkdtempSync(join(inject('runFolder'), `standby-${version}-`))
  chmodSync(home, 0o755)
  if (account) chownSync(home, account.uid, account.gid)
  const { code, output } = await runAs(account, join(ROOT, version, 'bin', 'pg_basebackup'), [
    ...['-D', join(home, 'postgres'), '-d', primary.url, '-R', '--checkpoint=fast', '--no-sync'],
  ])
  if (code !== 0) throw new Error(output)
  return await startIn(version, home, account, {})
}

async function startIn(
  version: string,
  home: string,
  account: Account,
  settings: Record<string, string>,
): Promise<DebianPostgres> {
  const place = {
    account,
    programs: join(ROOT, version),
    data: home,
    cluster: join(home, 'postgres'),
    passwordFile: join(home, 'password'),
    logFile: join(home, 'postgres.log'),
  }
  const postmaster = await startPostmaster(place, {
    fsync: 'off',
    unix_socket_directories: home,
    max_connections: '100',
    ...settings,
  })
  if (!postmaster) throw new Error(`PostgreSQL ${version} did not start: ${lastWords(place)}`)
  const url = `postgres://admin:secret@127.0.0.1:${postmaster.port}/postgres`
  await until('it takes connections', () => takesConnections(url))
  return {
    url,
    port: postmaster.port,
    sockets: home,
    stop: () => stopPostmaster(place, postmaster),
  }
}
