import { useEffect, useRef } from 'react'
import { createStore, useStore } from '#client/lib/store.ts'
import { Button } from '#client/ui/button.tsx'

type Toast = { id: number; text: string; undo?: () => void }

const SHOWN_MS = 10_000
const current = createStore<Toast | null>(null)
let count = 0

/** Says in a few words at the foot of the page what was done, and offers to undo it. */
export function toast(text: string, undo?: () => void): void {
  count += 1
  current.set({ id: count, text, ...(undo ? { undo } : {}) })
}

/** Where toasts appear: the last one, for a while, and as long as it is pointed at or has the focus. */
export function Toasts() {
  const shown = useStore(current)
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!shown) return
    const timer = setInterval(() => {
      if (!ref.current?.matches(':hover, :focus-within')) current.set(null)
    }, SHOWN_MS)
    return () => clearInterval(timer)
  }, [shown])
  return (
    <div className="toasts" role="status" ref={ref}>
      {shown && (
        <div className="toast" key={shown.id}>
          <span>{shown.text}</span>
          {shown.undo && (
            <Button
              kind="quiet"
              onClick={() => {
                current.set(null)
                shown.undo?.()
              }}
            >
              Undo
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
