import { statfs } from 'node:fs/promises'

/** How much may be written into a folder; without end where that cannot be asked. */
export async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
