import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { hasCode, PlainError } from '#api/lib/errors.ts'

/** More than any of them holds. */
const MOST_BYTES = 4096

/**
 * Reads a small text that we keep in a file of our own, or that somebody put there for us. A link is followed; a pipe or a device is
 * neither waited for nor read.
 * @returns null where there is none
 * @throws PlainError where something else lies there, or it cannot be read
 */
export function readOwnFile(path: string): string | null {
  const file = open(path, constants.O_RDONLY)
  if (file === null) return null
  try {
    const { size } = fstatSync(file)
    if (size > MOST_BYTES) throw unusable(path, `it holds ${size} bytes`)
    return readFileSync(file, 'utf8')
  } finally {
    closeSync(file)
  }
}

/**
 * Opens a file of our own to write at its end, and makes it where there is none.
 * @returns its descriptor
 * @throws PlainError where something else lies there, or it cannot be written
 */
export function openOwnFile(path: string, mode: number): number {
  const file = open(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, mode)
  if (file === null) throw unusable(path, 'it leads nowhere')
  return file
}

/** Without waiting for whoever would be at the other end of a pipe. */
function open(path: string, how: number, mode?: number): number | null {
  let file: number
  try {
    file = openSync(path, how | constants.O_NONBLOCK, mode)
  } catch (cause) {
    if (hasCode(cause, 'ENOENT', 'ENOTDIR')) return null
    throw unusable(path, cause instanceof Error ? cause.message : String(cause), cause)
  }
  if (fstatSync(file).isFile()) return file
  closeSync(file)
  throw unusable(path, 'it is no file')
}

function unusable(path: string, why: string, cause?: unknown): PlainError {
  return new PlainError(
    `${path} cannot be used (${why}). Put the right file in its place, from a copy of DATA_DIR if there is one, or take away what lies there.`,
    { cause },
  )
}
