import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import type { Plugin } from 'vite'

const WORKER = 'studio/worker.js'

/**
 * Tells the service worker which files the build has, so that it keeps all of them: every screen then opens with the server gone.
 * A build of other files is another worker, which browsers notice by themselves.
 */
export const listWorkerFiles: Plugin = {
  name: 'list-worker-files',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const worker = bundle[WORKER]
      if (worker?.type !== 'chunk') throw new Error(`The build has lost ${WORKER}.`)
      const built = Object.keys(bundle).filter((name) => /^assets\/.*\.(js|css|woff2)$/.test(name))
      const plain = readdirSync(this.environment.config.publicDir)
      const files = [...built, ...plain].map((name) => `/${name}`).sort()
      const build = createHash('sha256').update(files.join()).digest('hex').slice(0, 12)
      worker.code = `self.BUILD=${JSON.stringify(build)};self.FILES=${JSON.stringify(files)};${worker.code}`
    },
  },
}
