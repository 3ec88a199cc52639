import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { type ChoiceChange, readChoices, writeChoices } from '#client/totals/choices.ts'

/** The dashboard's choices, which are the address's. */
export function useChoices() {
  const [search, setSearch] = useSearchParams()
  const written = search.toString()
  const choices = useMemo(() => readChoices(new URLSearchParams(written)), [written])
  const choose = ({ period = choices.period, metric = choices.metric, ...change }: ChoiceChange) =>
    setSearch(writeChoices({ ...choices, ...change, period, metric }))
  return { choices, choose }
}
