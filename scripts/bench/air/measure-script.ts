import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { printFigure, printNote } from '#scripts/bench/bench-of.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const PAGE = 'client/studio.html'
const VIEW = 'client/air/read/read-screen.tsx'

/** The JavaScript that a browser runs to show the reading view: of the page, of the view, and all that these import. */
export async function measureScript(): Promise<boolean> {
  process.env.NODE_ENV = 'production'
  const built = await build({
    configFile: join(ROOT, 'client', 'vite.config.ts'),
    logLevel: 'silent',
    build: { write: false },
  })
  const outputs = Array.isArray(built) ? built : 'output' in built ? [built] : []
  const chunks = outputs.flatMap(({ output }) => output.filter((one) => one.type === 'chunk'))
  const entries = [PAGE, VIEW].map((name) => {
    const entry = chunks.find((chunk) => chunk.facadeModuleId === join(ROOT, name))
    if (!entry) throw new Error(`The build has no ${name}`)
    return entry
  })
  const files = [...withImports(chunks, entries)]
  const sizes = await Promise.all(
    files.map(async ({ code }) => (await promisify(gzip)(code, { level: 9 })).length),
  )
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  printNote(`the reading view is ${files.length} files: ${files.map(({ name }) => name).join(', ')}`)
  return printFigure('JavaScript of the reading view, gzipped', bytes / 1024, { atMost: 110 }, ' KB')
}

function withImports(
  chunks: readonly Rolldown.OutputChunk[],
  entries: readonly Rolldown.OutputChunk[],
): Set<Rolldown.OutputChunk> {
  const files = new Set(entries)
  for (const file of files)
    for (const name of file.imports) {
      const next = chunks.find((chunk) => chunk.fileName === name)
      if (next) files.add(next)
    }
  return files
}
