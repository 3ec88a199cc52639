import { describe, expect, it } from 'vitest'
import { formatPart, listCounts } from '#client/source/past/format-import.ts'

describe('what is said of a file', () => {
  it('is how far it is, and never all before its end', () => {
    expect([0, 0.439, 0.999, 1].map(formatPart)).toEqual(['0 %', '43 %', '99 %', '99 %'])
  })

  it('is what came of its rows, without what there is none of', () => {
    const none = { rows: 0, recorded: 0, updated: 0, duplicates: 0, conflicts: 0, refused: 0, skipped: {} }
    expect(listCounts(none)).toEqual([{ name: 'New payments', count: 0 }])
    const skipped = { 'sent, not received': 3, 'not settled (OPEN)': 1 }
    expect(listCounts({ ...none, duplicates: 2, skipped })).toEqual([
      { name: 'New payments', count: 0 },
      { name: 'Known already', count: 2 },
      { name: 'Left out', count: 4, meta: '3 sent, not received; 1 not settled (OPEN)' },
    ])
  })
})
