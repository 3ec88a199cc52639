import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '#api/config.ts'
import { hasCode } from '#api/lib/errors.ts'

type Place = Pick<Config, 'dataDir'>

const MIB = 1024 * 1024
/** Larger files are for the command line, which needs no room for a copy. */
export const LARGEST_UPLOAD = 2 * 1024 * MIB
/** So much of the disk is left alone, for the database and all else. */
const RESERVE = 256 * MIB
/** A file takes its own room, and about twice as much in the database, which is on the same disk where it is our own. */
const TIMES = 3

/** Where all uploaded files lie. */
export function importsFolder({ dataDir }: Place): string {
  return join(dataDir, 'imports')
}

/** Where one of them lies, with what is worked out of it. */
export function importFolder(config: Place, id: string): string {
  return join(importsFolder(config), id)
}

/** Makes the folder for one upload; nobody else of this machine may look into it. */
export async function makeImportFolder(config: Place, id: string): Promise<string> {
  const folder = importFolder(config, id)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return folder
}

/** The uploaded file itself. */
export function importFile(config: Place, id: string): string {
  return join(importFolder(config, id), 'file')
}

/** Whether the file is on this machine. */
export async function hasImportFile(config: Place, id: string): Promise<boolean> {
  return (await stat(importFile(config, id)).catch(() => null)) !== null
}

/** Removes a file with all that was worked out of it. */
export async function removeImportFolder(config: Place, id: string): Promise<void> {
  await rm(importFolder(config, id), { recursive: true, force: true })
}

/** What lies there, with when each was last touched. */
export async function listImportFolders(config: Place): Promise<{ id: string; touched_at: Date }[]> {
  try {
    const names = await readdir(importsFolder(config))
    return await Promise.all(
      names.map(async (id) => ({ id, touched_at: (await stat(importFolder(config, id))).mtime })),
    )
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  }
}

/** The most bytes that an upload may have now, by the limit and the room on the disk. */
export async function measureRoom(config: Place): Promise<number> {
  await mkdir(importsFolder(config), { recursive: true, mode: 0o700 })
  const { bavail, bsize } = await statfs(importsFolder(config))
  const room = Math.floor((bavail * bsize - RESERVE) / TIMES)
  return Math.max(0, Math.min(LARGEST_UPLOAD, room))
}
