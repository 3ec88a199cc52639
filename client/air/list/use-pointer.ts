import { type PointerEvent, useEffect, useEffectEvent, useRef, useState } from 'react'

/** So far a pointer moves before it drags, and a finger may tremble while it holds. */
const FAR_PX = 6
const HOLD_MS = 450
/** So near to the edge of the window the list begins to roll. */
const EDGE_PX = 90
const ROLL_PX = 14

/** Where what is dragged would come to lie. */
export type Over = { key: string; isBefore: boolean }
type Pressed = { key: string; x: number; y: number; isGrip: boolean; isTouch: boolean }

/**
 * Hears a pointer on rows (`data-row`): a mouse drags them anywhere, a finger by their grip (`.air-grip`), and a finger that stays
 * chooses.
 * @returns what the list hears, where the dragged row would lie, and whether a click only ended a drag or a choice
 */
export function usePointer({
  onDrop,
  onHold,
}: {
  onDrop: ((key: string, over: Over) => void) | null
  onHold: ((key: string) => void) | null
}) {
  const [dragged, drag] = useState<string | null>(null)
  const [over, tell] = useState<Over | null>(null)
  const pressed = useRef<Pressed | null>(null)
  const hold = useRef<ReturnType<typeof setTimeout>>(undefined)
  const isDone = useRef(false)

  const onMove = useEffectEvent((event: globalThis.PointerEvent) => {
    const from = pressed.current
    if (!from) return
    if (dragged === null) {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) < FAR_PX) return
      clearTimeout(hold.current)
      if (!onDrop || (from.isTouch && !from.isGrip)) pressed.current = null
      else drag(from.key)
      return
    }
    event.preventDefault()
    const { clientY } = event
    if (clientY < EDGE_PX) scrollBy(0, -ROLL_PX)
    else if (clientY > innerHeight - EDGE_PX) scrollBy(0, ROLL_PX)
    const row = document.elementFromPoint(event.clientX, clientY)?.closest<HTMLElement>('[data-row]')
    const key = row?.dataset.row
    // Between two rows the last one holds.
    if (!row || key === undefined) return
    if (key === dragged) return tell(null)
    const { top, height } = row.getBoundingClientRect()
    tell({ key, isBefore: clientY < top + height / 2 })
  })
  const end = useEffectEvent((isDrop: boolean) => {
    clearTimeout(hold.current)
    // What is over is over once, also before the page has drawn that.
    if (pressed.current === null) return
    pressed.current = null
    if (dragged === null) return
    isDone.current = true
    if (isDrop && over) onDrop?.(dragged, over)
    drag(null)
    tell(null)
  })
  useEffect(() => {
    const move = (event: globalThis.PointerEvent) => onMove(event)
    const drop = () => end(true)
    const cancel = () => end(false)
    const hear = (event: KeyboardEvent) => event.key === 'Escape' && end(false)
    document.addEventListener('pointermove', move)
    document.addEventListener('pointerup', drop)
    document.addEventListener('pointercancel', cancel)
    document.addEventListener('keydown', hear)
    return () => {
      document.removeEventListener('pointermove', move)
      document.removeEventListener('pointerup', drop)
      document.removeEventListener('pointercancel', cancel)
      document.removeEventListener('keydown', hear)
    }
  }, [])

  const onPointerDown = (event: PointerEvent) => {
    isDone.current = false
    const { target, button, pointerType, clientX: x, clientY: y } = event
    if (button !== 0 || !(target instanceof Element) || event.shiftKey || event.ctrlKey || event.metaKey)
      return
    const key = target.closest<HTMLElement>('[data-row]')?.dataset.row
    const isGrip = target.closest('.air-grip') !== null
    if (key === undefined || (!isGrip && target.closest('button, a'))) return
    const isTouch = pointerType !== 'mouse'
    pressed.current = { key, x, y, isGrip, isTouch }
    if (isTouch && !isGrip && onHold)
      hold.current = setTimeout(() => {
        isDone.current = true
        pressed.current = null
        onHold(key)
      }, HOLD_MS)
  }
  return { onPointerDown, dragged, over, wasDone: () => isDone.current }
}
