import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Bench } from '#scripts/bench/bench-of.ts'

/** Runs one of the benches beside this file: each is exported as `bench` from `NAME.ts` or `NAME/NAME.ts`. */
const [name = '', ...args] = process.argv.slice(2)
const files = new Map(
  readdirSync(import.meta.dirname, { withFileTypes: true }).flatMap((entry) => {
    const own = basename(entry.name, '.ts')
    const file = join(import.meta.dirname, entry.isDirectory() ? join(own, `${own}.ts`) : entry.name)
    return isBench(file) ? [[own, file]] : []
  }),
)
const file = files.get(name)
if (!file) {
  process.stderr.write(`npm run bench -- NAME, one of: ${[...files.keys()].join(', ')}\n`)
  process.exit(2)
}
const { bench }: { bench: Bench } = await import(file)
process.exit((await bench(args)) ? 0 : 1)

function isBench(path: string): boolean {
  return path.endsWith('.ts') && /^export const bench\b/m.test(readFileSync(path, 'utf8'))
}
