import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { FONTS, nameFonts } from '#api/statement/pdf/font-runs.ts'

const FILES = new Set(Object.values(FONTS).flatMap(({ normal, bold }) => [normal, bold]))

/** A document as the bytes of a PDF. Latin, Greek, Cyrillic, Chinese, Japanese and Korean have glyphs; what has none is an empty box. */
export async function writePdf(definition: TDocumentDefinitions): Promise<Buffer> {
  // Large, and seldom needed: loaded with the first one.
  const { default: pdfmake } = await import('pdfmake')
  pdfmake.setFonts(FONTS)
  // What is written is from strangers in part: nothing of it opens a file or an address.
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => FILES.has(path))
  nameFonts(definition)
  return await pdfmake.createPdf(definition).getBuffer()
}
