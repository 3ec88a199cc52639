import { createRequire } from 'node:module'
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'

const fonts = createRequire(import.meta.url).resolve('pdfmake/fonts/Roboto/Roboto-Regular.ttf')
const fontOf = (style: string) => fonts.replace(/Regular(?=\.ttf$)/, style)

/** A document as the bytes of a PDF. Latin, Greek and Cyrillic have glyphs; what has none is an empty box. */
export async function writePdf(definition: TDocumentDefinitions): Promise<Buffer> {
  // Large, and seldom needed: loaded with the first one.
  const { default: pdfmake } = await import('pdfmake')
  pdfmake.setFonts({ Roboto: { normal: fontOf('Regular'), bold: fontOf('Medium') } })
  // What is written is from strangers in part: nothing of it opens a file or an address.
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => path === fontOf('Regular') || path === fontOf('Medium'))
  return await pdfmake.createPdf(definition).getBuffer()
}
