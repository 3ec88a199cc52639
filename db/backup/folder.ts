import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { hasCode } from '#api/lib/errors.ts'

const ENDING = '.tar.gz'

/** The name of a backup by when it was made, such that names sort as they were made. @param kind what it is for */
export function nameBackup(kind: string, at: Date): string {
  return `${kind}-${at.toISOString().replace(/[:.]/g, '-')}${ENDING}`
}

/** When a backup of this kind was made, by its name; null where it is none. */
export function timeOfBackup(name: string, kind: string): Date | null {
  const [, day, hours, minutes, seconds, ms] =
    /-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z\.tar\.gz$/.exec(name) ?? []
  if (day === undefined || !name.startsWith(kind)) return null
  return new Date(`${day}T${hours}:${minutes}:${seconds}.${ms}Z`)
}

/** The names that are of backups of a kind, the oldest first. */
export function sortBackups(names: readonly string[], kind: string): string[] {
  return names
    .flatMap((name) => {
      const at = timeOfBackup(name, kind)
      return at ? [{ name, at: at.getTime() }] : []
    })
    .sort((one, other) => one.at - other.at)
    .map(({ name }) => name)
}

/** The backups of a kind in a folder, the oldest first; none where there is no folder. */
export async function listBackups(folder: string, kind: string): Promise<string[]> {
  try {
    return sortBackups(await readdir(folder), kind).map((name) => join(folder, name))
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  }
}
