import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { readChoices, type TotalsChoices, writeChoices } from '#client/totals/choices.ts'

/** The dashboard's choices, which are the address's. */
export function useChoices() {
  const [search, setSearch] = useSearchParams()
  const written = search.toString()
  const choices = useMemo(() => readChoices(new URLSearchParams(written)), [written])
  const choose = (change: Partial<TotalsChoices>) => setSearch(writeChoices({ ...choices, ...change }))
  return { choices, choose }
}
