import { periodsAt, today } from '#client/books/periods.ts'

const RECEIPTS = ['show', 'from', 'to', 'tz', 'currency', 'wallet', 'rail', 'kind', 'set_aside'] as const
const NAMES = [...RECEIPTS, 'also', 'profile', 'streams', 'messages', 'columns', 'bom', 'closing'] as const
export type ChoiceName = (typeof NAMES)[number]

/** What is exported and how, as it stands in the address; absent means as the service has it. */
export type Choices = { [Name in ChoiceName]?: string } & { from: string; to: string }

/** Reads the choices of an address; without a period it is the last month's. */
export function readChoices(search: URLSearchParams, day = today()): Choices {
  const given = NAMES.flatMap((name) => {
    const value = search.get(name)
    return value ? [[name, value] as const] : []
  })
  const last = periodsAt(day)[0] ?? { from: day, to: day }
  return { from: last.from, to: last.to, ...Object.fromEntries(given) }
}

/** The choices that say which receipts, as the statement takes them. */
export function receiptsOf(choices: Choices): Record<string, string> {
  return Object.fromEntries(
    RECEIPTS.flatMap((name) => {
      const value = choices[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** The choices that say what is in the file, and what is not. */
export function fileOf({ profile = 'plain', streams, ...choices }: Choices): Record<string, string> {
  return { ...receiptsOf(choices), profile, ...(streams ? { streams } : {}) }
}
