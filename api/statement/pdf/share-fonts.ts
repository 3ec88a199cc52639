import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { unpackWoff } from '#api/statement/pdf/unpack-woff.ts'

/** What pdfmake reads fonts with. */
export type FontLibrary = {
  create(bytes: Uint8Array): object
  /** Takes what a format says is its own, and has it opened with `new`. */
  registerFormat(format: { probe(bytes: Uint8Array): boolean }): void
}

/** How long fonts stay open that nobody writes with, in ms. */
const KEEP_MS = 20_000

const require = createRequire(import.meta.url)

/** The one library of pdfmake itself: what another copy opened is none of its fonts. */
export function loadFontLibrary(): FontLibrary {
  return createRequire(createRequire(require.resolve('pdfmake')).resolve('pdfkit'))('fontkit')
}

/**
 * Has documents share fonts that were opened once, since to open and read them takes most of a document's time. They are let go of a
 * while after the last document.
 * @param files of fonts
 * @returns for each file the bytes that stand for its font, and what says that a document is begun
 */
export function shareFonts(
  library: FontLibrary,
  files: Iterable<string>,
): { names: ReadonlyMap<string, Buffer>; use(): void } {
  // Begins what only names a font, and no font.
  const mark = randomUUID()
  const names = new Map([...files].map((file) => [file, Buffer.from(mark + file)]))
  const opened = new Map<string, object>()
  const open = (file: string) => {
    const font = opened.get(file) ?? library.create(unpackWoff(readFileSync(file)))
    opened.set(file, font)
    return font
  }
  const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString()
  function NamedFont({ buffer }: { buffer: Uint8Array }) {
    return open(textOf(buffer).slice(mark.length))
  }
  NamedFont.probe = (bytes: Uint8Array) => textOf(bytes.subarray(0, mark.length)) === mark
  library.registerFormat(NamedFont)
  let letGo: NodeJS.Timeout | undefined
  return {
    names,
    use() {
      clearTimeout(letGo)
      letGo = setTimeout(() => opened.clear(), KEEP_MS).unref()
    },
  }
}
