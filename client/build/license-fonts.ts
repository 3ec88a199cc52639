import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Plugin } from 'vite'

const PACKAGE = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/

/** Lays its licence beside each font, as the SIL Open Font License wants (condition 2); Vite itself gathers those of scripts only. */
export const licenseFonts: Plugin = {
  name: 'license-fonts',
  apply: 'build',
  async generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      const [original = ''] = file.type === 'asset' ? file.originalFileNames : []
      if (!original.endsWith('.woff2')) continue
      const [folder] = PACKAGE.exec(join(this.environment.config.root, original)) ?? []
      if (!folder)
        throw new Error(`The font ${original} is of no package, whose licence could be laid beside it.`)
      const source = await readFile(join(folder, 'LICENSE'), 'utf8')
      this.emitFile({ type: 'asset', name: `${basename(folder)}-LICENSE.txt`, source })
    }
  },
}
