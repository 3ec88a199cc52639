import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The service and its commands as one file, and of which sources it was made. `npm run build` makes both. */
export const SERVICE_FILE = 'scripts/dist/readout.cjs'
export const SOURCES_FILE = 'scripts/dist/sources.json'

const SOURCES = ['api', 'db', 'seeds', 'scripts/cli', 'scripts/command', 'package-lock.json']

type Programs = typeof import('#scripts/cli/programs.ts')

/**
 * Loads the service as one file, in a third of the time and with two thirds of the memory that its sources take.
 * @param root of the project, where `isBuilt` holds
 */
export async function loadBuilt(root: string): Promise<Programs> {
  return await import(pathToFileURL(join(root, SERVICE_FILE)).href)
}

/** Whether the one file is there and of exactly these sources. */
export function isBuilt(root: string): boolean {
  if (!existsSync(join(root, SERVICE_FILE)) || !existsSync(join(root, SOURCES_FILE))) return false
  const { seen, held } = JSON.parse(readFileSync(join(root, SOURCES_FILE), 'utf8'))
  return seen === hashSeen(root) || held === hashHeld(root)
}

/** Says which sources there are: what can be `seen` of them at a glance, and what they `held`, for where they were copied. */
export function describeSources(root: string): string {
  return JSON.stringify({ seen: hashSeen(root), held: hashHeld(root) })
}

function hashSeen(root: string): string {
  return hashOf(root, (path) => {
    const { size, mtimeMs } = statSync(path)
    return `${size} ${mtimeMs}`
  })
}

function hashHeld(root: string): string {
  return hashOf(root, (path) => readFileSync(path))
}

function hashOf(root: string, what: (path: string) => string | Buffer): string {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap((name) => listFiles(root, name)))
    hash.update(`\n${file}\n`).update(what(join(root, file)))
  return hash.digest('hex')
}

function listFiles(root: string, name: string): string[] {
  const path = join(root, name)
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [name]
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.map((entry) => join(name, entry.parentPath.slice(path.length), entry.name)).sort()
}
