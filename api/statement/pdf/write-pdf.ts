import { createRequire } from 'node:module'
import pdfmake from 'pdfmake'
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'

const fonts = createRequire(import.meta.url).resolve('pdfmake/fonts/Roboto/Roboto-Regular.ttf')
const fontOf = (style: string) => fonts.replace(/Regular(?=\.ttf$)/, style)

pdfmake.setFonts({ Roboto: { normal: fontOf('Regular'), bold: fontOf('Medium') } })
// What is written is from strangers in part: nothing of it opens a file or an address.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => path === fontOf('Regular') || path === fontOf('Medium'))

/** A document as the bytes of a PDF. Latin, Greek and Cyrillic have glyphs; what has none is an empty box. */
export async function writePdf(definition: TDocumentDefinitions): Promise<Buffer> {
  return await pdfmake.createPdf(definition).getBuffer()
}
