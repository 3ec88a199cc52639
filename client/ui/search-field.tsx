import { useId, useState } from 'react'
import { t } from '#client/language/shared.ts'
import { TextField } from '#client/ui/field.tsx'

type Props = {
  label: string
  /** What is chosen; empty where nothing is, and the default holds. */
  value: string
  /** What holds where nothing is chosen. */
  fallback: string
  options: readonly { value: string; label?: string }[]
  onPick: (value: string) => void
}

/** A choice from a long list, found by typing a part of it; emptied, the default holds again. */
export function SearchField({ label, value, fallback, options, onPick }: Props) {
  const id = useId()
  const [typed, type] = useState<string | null>(null)
  const find = (text: string) => {
    const wanted = text.trim().toLowerCase()
    return options.find((one) => one.value.toLowerCase() === wanted)?.value ?? null
  }
  const take = (text: string) => {
    const found = text.trim() === '' ? '' : find(text)
    type(found === null ? text : null)
    if (found !== null && found !== value) onPick(found)
  }
  return (
    <>
      <TextField
        label={label}
        type="search"
        list={id}
        autoComplete="off"
        spellCheck={false}
        placeholder={fallback}
        value={typed ?? value}
        error={typed === null ? null : t('Choose one of the list')}
        onChange={({ target }) => take(target.value)}
        onBlur={() => type(null)}
      />
      <datalist id={id}>
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </datalist>
    </>
  )
}
