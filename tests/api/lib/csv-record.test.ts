import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { csvRecord, withoutFormula } from '#api/lib/csv-record.ts'

describe('a record of CSV', () => {
  it('is read back as it was written, whatever stands in its cells', () => {
    const cells = ['', 'plain', 'a, "quoted" word', 'two\r\nlines', ' kept ', '’']
    expect(parse(csvRecord(cells))).toEqual([cells])
  })

  it('holds no text that a spreadsheet would run, and one apostrophe off gives it back', () => {
    const formulas = [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '\n=1',
      '＝1',
      '＋1',
      '－1',
      '＠A',
      "'=1",
      "''＝1",
    ]
    expect(formulas.map(withoutFormula)).toEqual(formulas.map((text) => `'${text}`))
    const harmless = ['', 'Thank you!', '1-1', "'quoted'", ' =1']
    expect(harmless.map(withoutFormula)).toEqual(harmless)
  })
})
