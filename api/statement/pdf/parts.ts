import type { Content, TableCell } from 'pdfmake/interfaces.js'

export type Cell = { text: string; bold?: boolean; color?: string; fontSize?: number }
export type Row = (string | Cell)[]

export const DIM = '#555555'

/** The title of a part. */
export function heading(text: string): Content {
  return { text, bold: true, fontSize: 10, margin: [0, 16, 0, 4], headlineLevel: 1 }
}

/** The first column takes what is left; the others stand at the right, so that their points line up. */
export function table(heads: readonly string[], rows: readonly Row[]): Content {
  const cell = (given: string | Cell, index: number): TableCell => ({
    ...(typeof given === 'string' ? { text: given } : given),
    ...(index > 0 ? { alignment: 'right' as const, noWrap: true } : {}),
  })
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      widths: heads.map((_, index) => (index === 0 ? '*' : 'auto')),
      body: [
        heads.map((text, index) => cell({ text, color: DIM, fontSize: 7.5 }, index)),
        ...rows.map((row) => {
          const [first] = row
          const bold = typeof first === 'object' && first.bold === true
          return row.map((text, index) => cell(typeof text === 'string' ? { text, bold } : text, index))
        }),
      ],
    },
    layout: {
      hLineWidth: (line) => (line === 0 ? 0 : 0.4),
      vLineWidth: () => 0,
      hLineColor: () => '#bbbbbb',
      paddingLeft: (column) => (column === 0 ? 0 : 6),
      paddingRight: () => 0,
    },
  }
}
