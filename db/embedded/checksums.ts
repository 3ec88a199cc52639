import { createHash, hash } from 'node:crypto'
import { closeSync, lstatSync, openSync, readdirSync, readSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { PlainError } from '#api/lib/errors.ts'
import { readOwnFile } from '#api/lib/read-own-file.ts'

/** Of which build the digests are; the lock file names the same. */
export const KNOWN_VERSION = '18.4.0-beta.17'

/**
 * What PostgreSQL's files are that npm brings, by platform: SHA-256 over a line for each, as `sha256sum` writes it, in order of their
 * paths. What installs them makes links, which are left out. They hold everything, and the hashes of a lock file see them only on their
 * way here.
 */
const KNOWN: Readonly<Record<string, string>> = {
  'linux-x64': '07ec75c6b10a73605a206ec8498287376fe92dc1dac2b8de1f047a794c36be81',
  'linux-arm64': '0ad1054a48a42f26153f61953efbff29cf62c23aed83038c0a48aec595efe0cf',
  'linux-arm': '092f9e898d01840156360fe61e7a5dbd4641ece692c4423d9e6a06aed3b1532f',
  'darwin-arm64': '2f0a8af9533f255070ce046b91db57386092d6e0d97676f8b58ade7712cce7c9',
  'darwin-x64': '2f0a8af9533f255070ce046b91db57386092d6e0d97676f8b58ade7712cce7c9',
}

/**
 * Sees that PostgreSQL's programs are those that are known, once for each data folder and whenever a file of theirs looks changed.
 * @param marker where it is noted that they are
 * @param known their digest; undefined where nobody has seen this build
 * @throws PlainError where a file is another
 */
export function checkPrograms(
  { folder, version }: { folder: string; version: string },
  marker: string,
  known = version === KNOWN_VERSION ? KNOWN[`${process.platform}-${process.arch}`] : undefined,
): void {
  if (known === undefined) return
  const files = listFiles(folder)
  const looks = hash('sha256', [known, ...files.map((path) => looksOf(folder, path))].join('\n'))
  if (readOwnFile(marker) === looks) return
  if (digestOf(folder, files) !== known)
    throw new PlainError(
      `The PostgreSQL in ${folder} is not the one that Readout knows: a file of it is another. ` +
        'Install it anew (rm -rf node_modules && npm ci), or set DATABASE_URL to a PostgreSQL of your own.',
    )
  try {
    writeFileSync(marker, looks, { mode: 0o600 })
  } catch {
    // Not noted, they are compared again next time; a folder that takes no file is said by what cannot do without.
  }
}

/** So much of a file is read at a time, in bytes. */
const PIECE = 256 * 1024

/** Of all files below a folder, but for the list by which links are made. */
export function digestOf(folder: string, files = listFiles(folder)): string {
  const piece = Buffer.allocUnsafeSlow(PIECE)
  const lines = files.map((path) => `${digestOfFile(join(folder, path), piece)}  ${path}\n`)
  return hash('sha256', lines.join(''))
}

/** @param piece read into again and again: files read whole stay in the memory of a service long after */
function digestOfFile(path: string, piece: Buffer): string {
  const digest = createHash('sha256')
  const file = openSync(path, 'r')
  try {
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece))
      digest.update(piece.subarray(0, read))
  } finally {
    closeSync(file)
  }
  return digest.digest('hex')
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'pg-symlinks.json')
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, '/'),
    )
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
}

function looksOf(folder: string, path: string): string {
  const { size, mtimeMs, ctimeMs, ino } = lstatSync(join(folder, path))
  return [path, size, mtimeMs, ctimeMs, ino].join(' ')
}
