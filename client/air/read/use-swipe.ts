import { type TouchEvent, useRef } from 'react'

const FAR_PX = 56

type Start = { x: number; y: number }

/** Hears swipes to the side by one finger; up and down still scrolls. */
export function useSwipe({ onLeft, onRight }: { onLeft: () => void; onRight: () => void }) {
  const start = useRef<Start | null>(null)
  return {
    onTouchStart: ({ touches }: TouchEvent) => {
      const touch = touches[0]
      start.current = touch && touches.length === 1 ? { x: touch.clientX, y: touch.clientY } : null
    },
    onTouchEnd: ({ changedTouches }: TouchEvent) => {
      const touch = changedTouches[0]
      const from = start.current
      start.current = null
      if (!touch || !from) return
      const across = touch.clientX - from.x
      const along = touch.clientY - from.y
      if (Math.abs(across) < FAR_PX || Math.abs(across) < Math.abs(along) * 1.5) return
      if (across < 0) onLeft()
      else onRight()
    },
  }
}
