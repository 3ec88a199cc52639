import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

/** Smaller ones fit one packet anyway. */
const LEAST_BYTES = 1024
const WORTH_IT = /\.(js|css|svg|json|webmanifest)$/

/** Lays a compressed twin beside each built file, as small as can be, so that the service need not do it on the way. */
export const compressFiles: Plugin = {
  name: 'compress-files',
  apply: 'build',
  async writeBundle({ dir }) {
    if (!dir) return
    const names = (await readdir(dir, { recursive: true })).filter((name) => WORTH_IT.test(name))
    await Promise.all(names.map((name) => compressFile(join(dir, name))))
  },
}

async function compressFile(file: string): Promise<void> {
  const content = await readFile(file)
  if (content.length < LEAST_BYTES) return
  await writeFile(`${file}.br`, await promisify(brotliCompress)(content))
  await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }))
}
