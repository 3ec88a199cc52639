import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { type ChoiceName, type Choices, readChoices } from '#client/books/choices.ts'
import { useShows } from '#client/show/use-shows.ts'

/** The choices, which are the address's. */
export function useChoices() {
  const [search, setSearch] = useSearchParams()
  const written = search.toString()
  const choices = useMemo(() => readChoices(new URLSearchParams(written)), [written])
  const choose = (change: { [Name in ChoiceName]?: string | undefined }) => {
    const kept = Object.entries({ ...choices, ...change }).flatMap(([name, value]) =>
      value ? [[name, value]] : [],
    )
    setSearch(new URLSearchParams(kept), { replace: true })
  }
  return { choices, choose }
}

/** In which currency the books are, as long as nobody chose another: the show’s. */
export function useCurrency({ show, currency }: Choices): string {
  const { data = [] } = useShows()
  return currency ?? data.find(({ slug }) => slug === show)?.currency ?? 'USD'
}

export type Choose = ReturnType<typeof useChoices>['choose']
export type { Choices }
