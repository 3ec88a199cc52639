import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { hasCode } from '#api/lib/errors.ts'

const ENDING = '.tar.gz'

/** The name of a backup by when it was made, such that names sort as they were made. @param kind what it is for */
export function nameBackup(kind: string, at: Date): string {
  return `${kind}-${at.toISOString().replace(/[:.]/g, '-')}${ENDING}`
}

/** When a backup of this kind was made, by its whole name, which is one of a file and leads nowhere else; null where it is none. */
export function timeOfBackup(name: string, kind: string): Date | null {
  const [, day, hours, minutes, seconds, ms] =
    /^[a-z0-9-]+-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z\.tar\.gz$/.exec(name) ?? []
  if (day === undefined || !name.startsWith(kind)) return null
  const at = new Date(`${day}T${hours}:${minutes}:${seconds}.${ms}Z`)
  return Number.isNaN(at.getTime()) ? null : at
}

/** Backups of a kind, the oldest first. */
export type Backups = {
  made: string[]
  /** Dated after now, by a clock that stood ahead or by somebody who would have them be the newest: none of those that are kept. */
  ahead: string[]
}

/** The names that are of backups of a kind. */
export function sortBackups(names: readonly string[], kind: string, now: Date): Backups {
  const dated = names
    .flatMap((name) => {
      const at = timeOfBackup(name, kind)
      return at ? [{ name, at: at.getTime() }] : []
    })
    .sort((one, other) => one.at - other.at)
  const namesOf = (these: typeof dated) => these.map(({ name }) => name)
  return {
    made: namesOf(dated.filter(({ at }) => at <= now.getTime())),
    ahead: namesOf(dated.filter(({ at }) => at > now.getTime())),
  }
}

/** The backups of a kind in a folder, with their paths; none where there is no folder. */
export async function listBackups(folder: string, kind: string, now: Date): Promise<Backups> {
  try {
    const { made, ahead } = sortBackups(await readdir(folder), kind, now)
    const inFolder = (name: string) => join(folder, name)
    return { made: made.map(inFolder), ahead: ahead.map(inFolder) }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return { made: [], ahead: [] }
    throw error
  }
}
