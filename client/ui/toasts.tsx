import { useEffect, useRef } from 'react'
import { t } from '#client/language/shared.ts'
import { createStore, useStore } from '#client/lib/store.ts'
import { Button } from '#client/ui/button.tsx'

/** What a toast offers to do. */
type Offer = { name: string; act: () => void }
type Toast = { id: number; text: string; offer?: Offer }

const SHOWN_MS = 10_000
const current = createStore<Toast | null>(null)
let count = 0

/** Says in a few words at the foot of the page what was done, and offers to undo it, or what is named. */
export function toast(text: string, undo?: (() => void) | Offer): void {
  count += 1
  const offer = typeof undo === 'function' ? { name: t('Undo'), act: undo } : undo
  current.set({ id: count, text, ...(offer ? { offer } : {}) })
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
          {shown.offer && (
            <Button
              kind="quiet"
              onClick={() => {
                current.set(null)
                shown.offer?.act()
              }}
            >
              {shown.offer.name}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
