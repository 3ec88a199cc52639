import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/**
 * Has Node keep what it makes of our files, so that only the first start compiles them. Comes before these are loaded, so with an
 * `import()` of theirs; where the folder cannot be written, all is compiled each time.
 */
export function keepCompiled(): void {
  enableCompileCache(join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'readout'))
}
