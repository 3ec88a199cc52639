import { useEffect, useState } from 'react'

/** `none`: the browser has it over https only, or not at all. */
export type WakeLockState = 'on' | 'off' | 'none'

/** Keeps the screen awake while the component is there; asks again whenever the page comes back into sight. */
export function useWakeLock(): WakeLockState {
  const [state, setState] = useState<WakeLockState>('wakeLock' in navigator ? 'off' : 'none')
  useEffect(() => {
    if (!('wakeLock' in navigator)) return
    let lock: WakeLockSentinel | null = null
    let isOver = false
    const ask = async () => {
      if (document.hidden || isOver) return
      try {
        lock = await navigator.wakeLock.request('screen')
        if (isOver) return void lock.release()
        setState('on')
        lock.addEventListener('release', () => setState('off'))
      } catch {
        // Refused, e.g. on a low battery.
        setState('off')
      }
    }
    void ask()
    document.addEventListener('visibilitychange', ask)
    return () => {
      isOver = true
      document.removeEventListener('visibilitychange', ask)
      lock?.release().catch(() => {})
    }
  }, [])
  return state
}
