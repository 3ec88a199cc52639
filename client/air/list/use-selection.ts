import { useMemo, useState } from 'react'
import type { AirRow, BoostRow } from '#client/air/list/rows.ts'

export type Selection = ReturnType<typeof useSelection>

/** Several rows at once: chosen one by one, or from one to another. */
export function useSelection(rows: readonly AirRow[]) {
  const [keys, choose] = useState<ReadonlySet<string>>(new Set())
  const [from, begin] = useState<string | null>(null)
  // What went away meanwhile is chosen no more.
  const selected = useMemo(
    () => rows.filter((row): row is BoostRow => row.kind === 'boost' && keys.has(row.key)),
    [rows, keys],
  )
  return {
    rows: selected,
    has: (key: string) => keys.has(key),
    isEmpty: selected.length === 0,
    toggle: (key: string) => {
      const next = new Set(keys)
      if (!next.delete(key)) next.add(key)
      choose(next)
      begin(key)
    },
    /** From where the choice began to this row. @param start where nothing is chosen yet */
    extend: (key: string, start: string | null) => {
      const begun = from ?? start ?? key
      const ends = [begun, key].map((end) => rows.findIndex((row) => row.key === end))
      const between = rows.slice(Math.min(...ends), Math.max(...ends) + 1)
      choose(new Set(between.flatMap((row) => (row.kind === 'boost' ? row.key : []))))
      begin(begun)
    },
    clear: () => {
      choose(new Set())
      begin(null)
    },
  }
}
