import type { Plugin, Rolldown } from 'vite'

const AIR = '/client/air/list/air-screen.tsx'
const EARLY = '<script src="/early.js"'
/** Those that are loaded beside the page, which holds English. */
const LANGUAGES = ['de', 'es'] as const

/**
 * Tells `early.js` which files the page on air needs beside those that every page does: a bad line then brings them with the
 * first ones, not a second later. So does who reads another language bring its words: the page waits for them.
 */
export const nameAirFiles: Plugin = {
  name: 'name-air-files',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(html, { filename, bundle = {} }) {
      if (!filename.endsWith('studio.html')) return html
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const screen = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(AIR))
      if (!screen || !html.includes(EARLY)) throw new Error(`The studio's page has lost ${AIR} or early.js.`)
      const files = [...filesOf(screen, chunks)].map((name) => `/${name}`)
      const late = files.filter((file) => !html.includes(file))
      const said = LANGUAGES.map((one) => ` data-${one}="${wordsOf(one, chunks, html).join(' ')}"`)
      return html.replace(EARLY, `${EARLY} data-air="${late.join(' ')}"${said.join('')}`)
    },
  },
}

/** The words in a language that are loaded with the page's own scripts. */
function wordsOf(language: string, chunks: readonly Rolldown.OutputChunk[], html: string): string[] {
  const asked = new Set(
    chunks.filter(({ fileName }) => html.includes(fileName)).flatMap((one) => one.dynamicImports),
  )
  return chunks
    .filter(
      ({ fileName, facadeModuleId }) =>
        asked.has(fileName) && facadeModuleId?.endsWith(`/messages/${language}.json`),
    )
    .map(({ fileName }) => `/${fileName}`)
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
