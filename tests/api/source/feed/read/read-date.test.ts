import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDate } from '#api/source/feed/read/read-date.ts'

const read = (text: string, language?: string) => readDate(text, language)?.toISOString() ?? null

describe('the date of an item', () => {
  it.each([
    ['Tue, 03 Mar 2026 09:15:00 +0000', '2026-03-03T09:15:00.000Z'],
    ['Tue, 03 Mar 2026 09:15:00 CET', '2026-03-03T08:15:00.000Z'],
    ['Tue, 07 Jul 2026 09:15:00 CEST', '2026-07-07T07:15:00.000Z'],
    ['Tue, 07 Jul 2026 09:15:00 BST', '2026-07-07T08:15:00.000Z'],
    ['Tue, 03 Mar 2026 22:15:00 EST', '2026-03-04T03:15:00.000Z'],
    ['Tue, 03 Mar 2026 09:15:00 EDT', '2026-03-03T13:15:00.000Z'],
    ['Tue, 03 Mar 2026 09:15:00 PST', '2026-03-03T17:15:00.000Z'],
    ['Tue, 03 Mar 2026 09:15:00 GMT+0100', '2026-03-03T08:15:00.000Z'],
    ['Tue, 03 Mar 2026 09:15:00 GMT-2', '2026-03-03T11:15:00.000Z'],
    ['Tue, 03 Mar 2026 09:15 Z', '2026-03-03T09:15:00.000Z'],
    ['Tue, 3 Mar 26 9:15:00 GMT', '2026-03-03T09:15:00.000Z'],
    ['03-Mar-2026 09:15:00', '2026-03-03T09:15:00.000Z'],
    ['Tue, 03 Mar 2026 09:15:00 -0330', '2026-03-03T12:45:00.000Z'],
    ['Tue, 03 Mar 2026 09:15:00 PM +0000', '2026-03-03T21:15:00.000Z'],
    ['March 3, 2026 9:15 pm', '2026-03-03T21:15:00.000Z'],
    ['Tue Mar 3 09:15:00 2026', '2026-03-03T09:15:00.000Z'],
    ['Tue Mar 03 09:15:00 CET 2026', '2026-03-03T08:15:00.000Z'],
  ])('%s is read with its time', (text, right) => expect(read(text)).toBe(right))

  it.each([
    ['Fr, 09 Okt 2026 08:00:00 +0200', '2026-10-09T06:00:00.000Z'],
    ['Sa, 09 Mai 2026 08:00:00 +0200', '2026-05-09T06:00:00.000Z'],
    ['Di, 03 Mrz 2026 08:00:00 +0100', '2026-03-03T07:00:00.000Z'],
    ['3. März 2026', '2026-03-03T00:00:00.000Z'],
    ['mar., 03 mars 2026 08:00:00 +0100', '2026-03-03T07:00:00.000Z'],
    ['ven., 09 janv. 2026 08:00:00 +0100', '2026-01-09T07:00:00.000Z'],
    ['lun., 10 août 2026 08:00:00 +0200', '2026-08-10T06:00:00.000Z'],
    ['mar, 03 mar 2026 08:00:00 +0100', '2026-03-03T07:00:00.000Z'],
    ['3 de enero de 2026', '2026-01-03T00:00:00.000Z'],
    ['gio, 10 set 2026 08:00:00 +0200', '2026-09-10T06:00:00.000Z'],
    ['śr., 11 lis 2026 08:00:00 +0100', '2026-11-11T07:00:00.000Z'],
    ['11 ноября 2026', '2026-11-11T00:00:00.000Z'],
    ['1er mars 2026', '2026-03-01T00:00:00.000Z'],
  ])('%s is read by its month’s name in another language', (text, right) => expect(read(text)).toBe(right))

  it('reads a month by the feed’s own language where two languages mean different ones', () => {
    expect(read('3 listopad 2026')).toBe('2026-11-03T00:00:00.000Z')
    expect(read('3 listopad 2026', 'hr')).toBe('2026-10-03T00:00:00.000Z')
  })

  it.each([
    ['2026-03-03T09:15:00Z', '2026-03-03T09:15:00.000Z'],
    ['2026-03-03T09:15:00.123+01:00', '2026-03-03T08:15:00.123Z'],
    ['2026-03-03 09:15:00', '2026-03-03T09:15:00.000Z'],
    ['2026-03-03', '2026-03-03T00:00:00.000Z'],
    ['20260303T091500Z', '2026-03-03T09:15:00.000Z'],
    ['2026/3/3', '2026-03-03T00:00:00.000Z'],
    ['03.03.2026 09:15', '2026-03-03T09:15:00.000Z'],
    ['13/03/2026', '2026-03-13T00:00:00.000Z'],
    ['03/13/2026', '2026-03-13T00:00:00.000Z'],
  ])('%s is read by its numbers', (text, right) => expect(read(text)).toBe(right))

  it.each([
    ['Tue, 03 Mar 2026 09:15:00 XYZT', '2026-03-03T00:00:00.000Z'],
    ['Tue, 03 Mar 2026 morning', '2026-03-03T00:00:00.000Z'],
    ['Tue, 03 Mar 2026 29:99:00 GMT', '2026-03-03T00:00:00.000Z'],
  ])('%s is read by its day alone', (text, right) => expect(read(text)).toBe(right))

  it.each([
    '',
    'nonsense',
    'soon',
    '0',
    '1772529300',
    '00:00:00',
    'Thu, 01 Jan 1970 00:00:00 GMT',
    '0001-01-01T00:00:00Z',
    'Mon, 31 Feb 2026 00:00:00 GMT',
    '2026-13-01',
    'Mon, 03 Foo 2026 00:00:00 GMT',
    '03/04/2026',
  ])('%s is none', (text) => expect(read(text)).toBeNull())

  it('of any text is one of a podcast’s time, or none', () => {
    const part = fc.constantFrom(
      'Tue,',
      '03',
      '31',
      'Mar',
      'Okt',
      '2026',
      '26',
      '09:15',
      'CET',
      '+0100',
      '-',
      '/',
      '.',
      'T',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part).map((parts) => parts.join(' ')),
        ),
        (text) => {
          const date = readDate(text)
          if (date === null) return
          expect(Number.isInteger(date.getTime())).toBe(true)
          expect(date.getUTCFullYear()).toBeGreaterThanOrEqual(1990)
          expect(date.getUTCFullYear()).toBeLessThanOrEqual(2100)
        },
      ),
    )
  })

  it('is read back as every date is written by RFC 822 and ISO 8601', () => {
    const dates = fc.date({ min: new Date('1992-01-01'), max: new Date('2098-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(dates, (date) => {
        expect(read(date.toISOString())).toBe(date.toISOString())
        expect(readDate(date.toUTCString())?.getTime()).toBe(Math.floor(date.getTime() / 1000) * 1000)
      }),
    )
  })
})
