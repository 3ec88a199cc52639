import type { FormEvent } from 'react'

/** What was typed into a form, by the names of its fields, trimmed but for passwords. */
export function readForm(form: HTMLFormElement): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string') fields[name] = /password/.test(name) ? value : value.trim()
  return fields
}

/** Handles a form's submission by what was typed into it. */
export function onSubmit(work: (fields: Record<string, string>, form: HTMLFormElement) => void) {
  return (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    work(readForm(event.currentTarget), event.currentTarget)
  }
}
