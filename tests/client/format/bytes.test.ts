import { expect, it } from 'vitest'
import { formatBytes } from '#client/format/bytes.ts'

it.each([
  [0, '0 bytes', '0 Byte'],
  [999, '999 bytes', '999 Byte'],
  [1_000, '1.0 kB', '1,0 kB'],
  [15_400, '15 kB', '15 kB'],
  [2_147_483_648, '2.1 GB', '2,1 GB'],
  [5_000_000_000_000, '5,000 GB', '5.000 GB'],
])('%d bytes are %s in English, and %s in German', (bytes, english, german) => {
  // Some versions of what formats put a narrow space before the unit.
  const said = (locale: string) => formatBytes(bytes, [locale]).replaceAll(/[\u202f\u00a0]/g, ' ')
  expect([said('en-GB'), said('de')]).toEqual([english, german])
})
