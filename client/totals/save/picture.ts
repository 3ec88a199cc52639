import { type Colors, readColors } from '#client/totals/plot/use-colors.ts'
import { fileName, saveFile } from '#client/totals/save/csv.ts'

/** What stands for what in a plot, each by its colour. */
export type Legend = readonly { color: keyof Colors; name: string }[]

const PAD = 24
const TITLE_PX = 22
const META_PX = 14
/** Twice as many pixels as on the page, so that it can be printed. */
const SCALE = 2

/** Saves a chart as a picture: what it is called, its legend, and the plot, on the page's own ground. */
export function savePicture(title: string, meta: string, legend: Legend, plot: HTMLCanvasElement): void {
  const colors = readColors()
  const width = Math.max(480, plot.clientWidth || plot.width / SCALE) + 2 * PAD
  const height = plot.clientHeight || plot.height / SCALE
  const head = PAD + TITLE_PX + 10 + META_PX + 16
  const canvas = document.createElement('canvas')
  canvas.width = width * SCALE
  canvas.height = (head + height + PAD) * SCALE
  const pen = canvas.getContext('2d')
  if (!pen) return
  const font = getComputedStyle(document.body).fontFamily
  pen.scale(SCALE, SCALE)
  pen.fillStyle = colors.bg
  pen.fillRect(0, 0, width, head + height + PAD)
  pen.fillStyle = colors.text
  pen.font = `700 ${TITLE_PX}px ${font}`
  pen.fillText(title, PAD, PAD + TITLE_PX, width - 2 * PAD)
  pen.font = `${META_PX}px ${font}`
  let left = PAD
  const line = PAD + TITLE_PX + 10 + META_PX
  for (const { color, name } of legend) {
    pen.fillStyle = colors[color]
    pen.fillRect(left, line - 10, 10, 10)
    pen.fillStyle = colors.dim
    pen.fillText(name, left + 16, line)
    left += 16 + pen.measureText(name).width + 18
  }
  pen.fillStyle = colors.dim
  pen.fillText(meta, left, line, Math.max(1, width - PAD - left))
  pen.drawImage(plot, PAD, head, plot.clientWidth || plot.width / SCALE, height)
  canvas.toBlob((blob) => blob && saveFile(fileName(title, 'png'), blob), 'image/png')
}

type Grid = {
  rows: readonly string[]
  /** Above the columns, as many as there are; empty for none. */
  columns: readonly string[]
  /** From 0 to 1, and what stands in it; null for nothing. */
  cell: (row: number, column: number) => { heat: number; text?: string } | null
}

/** A grid of cells as a plot that can be saved. */
export function drawGrid({ rows, columns, cell }: Grid): HTMLCanvasElement {
  const [left, size, tall] = [110, columns.length > 30 ? 20 : 30, 24]
  const canvas = document.createElement('canvas')
  canvas.width = (left + columns.length * size) * SCALE
  canvas.height = (20 + rows.length * tall) * SCALE
  const pen = canvas.getContext('2d')
  if (!pen) return canvas
  const colors = readColors()
  pen.scale(SCALE, SCALE)
  pen.font = `11px ${getComputedStyle(document.body).fontFamily}`
  pen.textBaseline = 'middle'
  for (const [at, words] of columns.entries()) {
    pen.fillStyle = colors.dim
    pen.fillText(words, left + at * size, 8)
  }
  for (const [row, words] of rows.entries()) {
    const top = 20 + row * tall
    pen.fillStyle = colors.dim
    pen.fillText(words, 0, top + tall / 2, left - 8)
    for (const at of columns.keys()) {
      const found = cell(row, at)
      if (!found) continue
      pen.fillStyle = colors.surface
      pen.fillRect(left + at * size, top, size - 2, tall - 2)
      // Words need a ground that they can be read on.
      pen.globalAlpha = Math.min(1, Math.max(0, found.heat)) * (found.text === undefined ? 1 : 0.4)
      pen.fillStyle = colors['sat-fill']
      pen.fillRect(left + at * size, top, size - 2, tall - 2)
      pen.globalAlpha = 1
      pen.fillStyle = colors.text
      if (found.text) pen.fillText(found.text, left + at * size + 3, top + tall / 2)
    }
  }
  return canvas
}
