import { readdirSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import type { Plugin } from 'vite'

const ROOT = join(import.meta.dirname, '..', '..')
/** From the folder that the one file is in. */
const UP = '../..'
const FOLDER = /\bimportFolder(?:<[^(]*>)?\(join\(import\.meta\.dirname, '([^']+)'\)\)/g
const PLACE = /\bimport\.meta\.(dirname|url)\b/g

/** Has our modules find the files beside them, although all are in one file now; whole folders that are imported come along. */
export const keepPlaces: Plugin = {
  name: 'keep-places',
  enforce: 'pre',
  transform(code, id) {
    const file = relative(ROOT, id).replaceAll('\\', '/')
    if (id.startsWith('\0') || file.startsWith('..') || file.includes('node_modules/') || !PLACE.test(code))
      return null
    return code
      .replace(FOLDER, (_, folder: string) => importEach(id, folder))
      .replace(PLACE, (_, what: string) =>
        what === 'url'
          ? `new URL(${JSON.stringify(`${UP}/${file}`)}, import.meta.url).href`
          : `(import.meta.dirname + ${JSON.stringify(`/${UP}/${posix.dirname(file)}`)})`,
      )
  },
}

/** What `importFolder` does, said file by file. */
function importEach(id: string, folder: string): string {
  const files = readdirSync(join(dirname(id), folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.replaceAll('\\', '/'))
    .sort()
  const entries = files.map(
    (name) => `[${JSON.stringify(name)}, await import(${JSON.stringify(`./${posix.join(folder, name)}`)})]`,
  )
  return `new Map([${entries.join(', ')}])`
}
