import { periodsAt, today } from '#client/books/periods.ts'

const NAMES = [
  'show',
  'from',
  'to',
  'tz',
  'currency',
  'also',
  'wallet',
  'rail',
  'kind',
  'set_aside',
  'profile',
  'streams',
  'messages',
  'columns',
  'bom',
  'closing',
] as const
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
  const {
    profile: _,
    also: _______,
    streams: __,
    messages: ___,
    columns: ____,
    bom: _____,
    closing: ______,
    ...receipts
  } = choices
  return receipts
}

/** The choices that say what is in the file, and what is not. */
export function fileOf({ profile = 'plain', streams, ...choices }: Choices): Record<string, string> {
  return { ...receiptsOf(choices), profile, ...(streams ? { streams } : {}) }
}
