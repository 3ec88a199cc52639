import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { FONTS, nameFonts } from '#api/statement/pdf/font-runs.ts'
import { loadFontLibrary, shareFonts } from '#api/statement/pdf/share-fonts.ts'

const FILES = new Set(Object.values(FONTS).flatMap(({ normal, bold }) => [normal, bold]))

let loading: ReturnType<typeof load> | undefined

/** A document as the bytes of a PDF. Latin, Greek, Cyrillic, Chinese, Japanese and Korean have glyphs; what has none is an empty box. */
export async function writePdf(definition: TDocumentDefinitions): Promise<Buffer> {
  // Large, and seldom needed: loaded with the first one.
  loading ??= load()
  const { pdfmake, fonts } = await loading
  fonts.use()
  nameFonts(definition)
  return await pdfmake.createPdf(definition).getBuffer()
}

async function load() {
  const { default: pdfmake } = await import('pdfmake')
  pdfmake.setFonts(FONTS)
  // What is written is from strangers in part: nothing of it opens a file or an address.
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy(() => false)
  const fonts = shareFonts(loadFontLibrary(), FILES)
  // Files of its own, which its types leave out.
  const files: { writeFileSync(path: string, bytes: Buffer): void } = Reflect.get(pdfmake, 'virtualfs')
  for (const [file, name] of fonts.names) files.writeFileSync(file, name)
  return { pdfmake, fonts }
}
