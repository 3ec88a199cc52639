import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { describeSources, SERVICE_FILE, SOURCES_FILE } from '#scripts/cli/built-service.ts'

const ROOT = join(import.meta.dirname, '..', '..')

/** Writes the one file, and then of which sources it is, each whole or not at all: a service may start at any moment. */
export const writeWhole: Plugin = {
  name: 'write-whole',
  async generateBundle(_options, bundle) {
    const [chunk, ...others] = Object.values(bundle)
    if (chunk?.type !== 'chunk' || others.length > 0)
      throw new Error(`One file is to come of the service, not ${Object.keys(bundle).join(', ')}.`)
    delete bundle[chunk.fileName]
    await mkdir(join(ROOT, SERVICE_FILE, '..'), { recursive: true })
    await write(SERVICE_FILE, asAscii(chunk.code))
    await write(SOURCES_FILE, describeSources(ROOT))
  },
}

async function write(file: string, content: string): Promise<void> {
  const beside = join(ROOT, `${file}.${process.pid}`)
  await writeFile(beside, content)
  await rename(beside, join(ROOT, file))
}

/** One letter beyond them has V8 keep the whole file with two bytes for each. In code they stand in texts and patterns alone, where both are the same. */
function asAscii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
