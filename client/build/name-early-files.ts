import type { Plugin, Rolldown } from 'vite'

/** The screens that a host opens most, by the end of their path in the studio. */
const SCREENS = {
  '/home': '/client/home/home-screen.tsx',
  '/air': '/client/air/list/air-screen.tsx',
  '/air/read': '/client/air/read/read-screen.tsx',
  '/boosts': '/client/boost/boosts-screen.tsx',
  '/dashboard': '/client/totals/dashboard-screen.tsx',
}
const EARLY = '<script src="/early.js"'

/**
 * Tells `early.js` which files the main screens need beside those that every page does, as `/path file file` between semicolons: a bad
 * line then brings them with the first ones, not a second later.
 */
export const nameEarlyFiles: Plugin = {
  name: 'name-early-files',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(html, { filename, bundle = {} }) {
      if (!filename.endsWith('studio.html')) return html
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const named = Object.entries(SCREENS).map(([path, module]) => {
        const screen = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(module))
        if (!screen || !html.includes(EARLY))
          throw new Error(`The studio's page has lost ${module} or early.js.`)
        const late = [...filesOf(screen, chunks)].filter((name) => !html.includes(name))
        return [path, ...late.map((name) => name.replace(/^assets\//, ''))].join(' ')
      })
      return html.replace(EARLY, `${EARLY} data-screens="${named.join(';')}"`)
    },
  },
}

/** A chunk with all that it imports at once, and their styles. */
function filesOf(
  chunk: Rolldown.OutputChunk,
  chunks: readonly Rolldown.OutputChunk[],
  files = new Set<string>(),
): Set<string> {
  if (files.has(chunk.fileName)) return files
  files.add(chunk.fileName)
  for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style)
  for (const name of chunk.imports) {
    const imported = chunks.find(({ fileName }) => fileName === name)
    if (imported) filesOf(imported, chunks, files)
  }
  return files
}
