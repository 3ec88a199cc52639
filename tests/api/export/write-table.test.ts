import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createCrlf } from '#api/export/write-table.ts'

it('ends records with CR LF and leaves line breaks in cells alone, however the bytes are cut', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', '🦆', "'") })
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(table, fc.array(fc.nat(40)), (rows, cuts) => {
      // As PostgreSQL writes it: a cell with a quote, comma or line break is quoted.
      const written = Buffer.from(
        stringify(rows, { record_delimiter: '\n', quoted_match: /[\r\n]/, quoted: false }),
      )
      const crlf = createCrlf()
      let from = 0
      const pieces: Buffer[] = []
      for (const cut of [...cuts, written.length]) {
        const until = Math.min(written.length, from + cut)
        pieces.push(crlf(written.subarray(from, until)))
        from = until
      }
      pieces.push(crlf(written.subarray(from)))
      const text = Buffer.concat(pieces).toString()
      expect(parse(text, { record_delimiter: '\r\n', relax_column_count: true })).toEqual(
        parse(written, { record_delimiter: '\n', relax_column_count: true }),
      )
    }),
    { numRuns: 300 },
  )
})
