import { describe, expect, it } from 'vitest'
import { runsOf } from '#api/statement/pdf/font-runs.ts'
import { writePdf } from '#api/statement/pdf/write-pdf.ts'

describe('names in a PDF', () => {
  it('are written in fonts that have their letters', () => {
    expect(runsOf('Kill Show')).toEqual([{ text: 'Kill Show' }])
    expect(runsOf('ラジオ Show 東京')).toEqual([
      { text: 'ラジオ', font: 'Japanese' },
      { text: ' Show ' },
      { text: '東京', font: 'Japanese' },
    ])
    expect(runsOf('播客')).toEqual([{ text: '播客', font: 'Japanese' }])
    expect(runsOf('支持频道')).toEqual([{ text: '支持频道', font: 'Chinese' }])
    expect(runsOf('팟캐스트!')).toEqual([{ text: '팟캐스트', font: 'Korean' }, { text: '!' }])
  })

  it('take their fonts along, and only where they are needed', async () => {
    const pdfOf = async (text: string) =>
      (await writePdf({ content: [text, { table: { body: [[{ text }]] } }] })).toString('latin1')
    expect(await pdfOf('Kill Show')).not.toMatch(/Kosugi|Gowun|ZCOOL/i)
    expect(await pdfOf('ラジオ')).toMatch(/\+Kosugi/)
    expect(await pdfOf('팟캐스트')).toMatch(/\+Gowun/)
    expect(await pdfOf('频道')).toMatch(/\+ZCOOL/)
  })
})
