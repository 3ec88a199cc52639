import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createSecretBox } from '#api/auth/secret-box.ts'
import type { Context } from '#api/context.ts'
import { bad, type Finding, well } from '#api/health/check/finding.ts'
import { freeBytes } from '#api/health/free-bytes.ts'
import { PlainError } from '#api/lib/errors.ts'

const MIB = 1024 * 1024
/** Below this there is soon no room for PostgreSQL's log, and below the first not even for a backup. */
const LITTLE_BYTES = 1024 * MIB
const NONE_BYTES = 64 * MIB
/** Apps and wallets say when something was paid; beyond this, days and order are wrong. */
const OFF_MS = 5_000
const PATIENCE_MS = 5_000

type Machine = Pick<Context, 'config' | 'now'>

/** Whether there is room to write. */
export async function checkDisk({ config }: Machine, roomIn = freeBytes): Promise<Finding> {
  const free = await roomIn(config.dataDir)
  if (!Number.isFinite(free)) return well('disk', `${config.dataDir} is made at the first start.`)
  const says = `${config.dataDir} has room for ${Math.floor(free / MIB).toLocaleString('en')} MiB.`
  if (free < NONE_BYTES) return bad('disk', 'broken', says, 'Make room: nothing can be kept on a full disk.')
  if (free < LITTLE_BYTES) return bad('disk', 'look', says, 'Make room, or move DATA_DIR to a larger disk.')
  return well('disk', says)
}

/** Whether this machine's clock goes right, by one outside that answers over HTTP. */
export async function checkClock({ config, now }: Machine): Promise<Finding> {
  const asked = new URL(config.metaboostRegistry)
  try {
    const begun = now().getTime()
    const { headers } = await fetch(asked.origin, {
      method: 'HEAD',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const said = Date.parse(headers.get('date') ?? '')
    if (Number.isNaN(said)) return well('clock', `${asked.host} tells no time to compare with.`)
    // It says whole seconds, of somewhere between question and answer.
    const off = (begun + now().getTime()) / 2 - (said + 500)
    const seconds = Math.round(Math.abs(off) / 1000)
    if (Math.abs(off) > OFF_MS)
      return bad(
        'clock',
        'look',
        `This machine is ${seconds} seconds ${off > 0 ? 'ahead of' : 'behind'} ${asked.host}.`,
        'Have the system set its clock by NTP (timedatectl set-ntp true), else days and their order are wrong.',
      )
    return well('clock', `This machine and ${asked.host} say the same time.`)
  } catch {
    return bad(
      'clock',
      'look',
      `${asked.host} does not answer, so the clock was compared with nothing.`,
      'See whether this machine reaches the internet: feeds, prices and the list of apps come from there.',
    )
  }
}

/** Whether only we can read what must stay secret, and every service has the same. */
export function checkSecretKey({ config }: Machine): Finding {
  if (config.secretKey !== null) return well('secrets', 'SECRET_KEY is set.')
  const file = join(config.dataDir, 'secret.key')
  try {
    createSecretBox(config).check()
  } catch (error) {
    if (!(error instanceof PlainError)) throw error
    return bad('secrets', 'broken', error.message, 'Readout does not start without it.')
  }
  if (config.databaseUrl !== null)
    return bad(
      'secrets',
      'look',
      `SECRET_KEY is not set, so the key lies in ${file}.`,
      'Set SECRET_KEY to what that file holds: another machine on the same database cannot open the secrets of sources without it.',
    )
  if (!existsSync(file)) return well('secrets', 'The key is made when a source is added.')
  if ((statSync(file).mode & 0o077) !== 0)
    return bad('secrets', 'look', `Others can read ${file}.`, `Take that from them: chmod 600 ${file}`)
  return well('secrets', `${file} is ours alone. Keep a copy of it beside the backups.`)
}
