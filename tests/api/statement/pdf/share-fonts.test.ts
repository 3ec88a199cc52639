import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FONTS } from '#api/statement/pdf/font-runs.ts'
import { loadFontLibrary, shareFonts } from '#api/statement/pdf/share-fonts.ts'
import { unpackWoff } from '#api/statement/pdf/unpack-woff.ts'
import { writePdf } from '#api/statement/pdf/write-pdf.ts'

const FILES = Object.values(FONTS).map(({ normal }) => normal)

describe('fonts of documents', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('are opened once for all documents that follow each other, and let go of afterwards', () => {
    const library = loadFontLibrary()
    const fonts = shareFonts(library, FILES)
    for (const name of fonts.names.values()) {
      fonts.use()
      const font = library.create(name)
      vi.advanceTimersByTime(15_000)
      fonts.use()
      vi.advanceTimersByTime(15_000)
      expect(library.create(name) === font).toBe(true)
      vi.advanceTimersByTime(15_000)
      expect(library.create(name) === font).toBe(false)
    }
  })

  it('leave nothing of one document in another', async () => {
    const pdfOf = async (text: string) =>
      await writePdf({ content: text, info: { creationDate: new Date('2026-10-01T00:00:00Z') } })
    const first = await pdfOf('Kill Show ラジオ')
    expect(await pdfOf('Žádný jiný 東京')).not.toEqual(first)
    expect(await pdfOf('Kill Show ラジオ')).toEqual(first)
  })

  it('are as large as they were before they were packed', () => {
    for (const file of FILES) {
      const bytes = readFileSync(file)
      const isPacked = bytes.toString('latin1', 0, 4) === 'wOFF'
      expect(unpackWoff(bytes).length).toBe(isPacked ? bytes.readUInt32BE(16) : bytes.length)
    }
  })
})
