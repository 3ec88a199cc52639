import { useEffect, useId, useRef, useState } from 'react'
import { t } from '#client/boost/words.ts'
import { letterKeys } from '#client/lib/preferences.ts'

const PAUSE_MS = 250

/** The search, which waits until one stops typing; `/` goes to it. */
export function SearchBox({ value, onSearch }: { value: string; onSearch: (q: string) => void }) {
  const id = useId()
  const ref = useRef<HTMLInputElement>(null)
  const [typed, type] = useState(value)
  const [known, know] = useState(value)
  if (value !== known) {
    know(value)
    if (value !== typed.trim()) type(value)
  }
  useEffect(() => {
    if (typed.trim() === value) return
    const timer = setTimeout(() => onSearch(typed.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, value, onSearch])
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== '/' || letterKeys.get() === 'off' || isTyping(event.target)) return
      event.preventDefault()
      ref.current?.focus()
    }
    document.addEventListener('keydown', focus)
    return () => document.removeEventListener('keydown', focus)
  }, [])
  return (
    <>
      <label className="unseen" htmlFor={id}>
        {t('Search messages and names')}
      </label>
      <input
        ref={ref}
        id={id}
        className="input search"
        type="search"
        maxLength={200}
        placeholder={t('Search messages and names')}
        aria-describedby="find-hint"
        value={typed}
        onChange={({ target }) => type(target.value)}
      />
    </>
  )
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, dialog') !== null
}
