import { useEffect, useEffectEvent } from 'react'
import { actionOfKey, type ReadAction } from '#client/air/read/keys.ts'
import { arrowsRead } from '#client/air/read/view-settings.ts'
import { letterKeys } from '#client/lib/preferences.ts'

/** Hears the keys of the whole page, but for those that a field or an open dialog needs, or a button that is pressed with them. */
export function useReadKeys(act: (action: ReadAction) => void): void {
  const hear = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event
    if (target instanceof Element && target.closest('dialog, input, select, textarea')) return
    const isPress = event.key === ' ' || event.key === 'Enter'
    if (isPress && target instanceof Element && target.closest('button, a')) return
    const action = actionOfKey(event, {
      letters: letterKeys.get() === 'on',
      arrowsRead: arrowsRead.get() === 'on',
    })
    // A key held down reads nothing away.
    if (!action || (event.repeat && action === 'next')) return
    event.preventDefault()
    act(action)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => hear(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
