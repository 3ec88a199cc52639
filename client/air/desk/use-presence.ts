import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Doing, PressAction } from '#api/contract/air/desk.ts'
import type { LiveEvent } from '#api/contract/live.ts'
import { hearPresence, type Present, SAY_MS, stillThere } from '#client/air/desk/present.ts'
import { deviceId } from '#client/air/store/device.ts'
import { change } from '#client/lib/request.ts'
import { useHints } from '#client/live/hints.ts'

/**
 * Tells the other screens of a segment that this one is there, and knows which others are.
 * @param doing what this one does
 * @param onPress a button of this reading view was pressed on a remote: the answer is that it says so
 */
export function usePresence(
  segmentId: string,
  doing: Doing,
  { onPress, onHear }: { onPress?: (action: PressAction) => void; onHear?: (event: LiveEvent) => void } = {},
): Present[] {
  const [present, tell] = useState<readonly Present[]>([])
  const known = useRef<ReadonlySet<string>>(new Set())
  const say = useEffectEvent((left: boolean) => {
    // Nobody's loss: the next one comes soon.
    change('POST', '/segments/{id}/presence', {
      id: segmentId,
      body: { device: deviceId, doing, left },
    }).catch(() => {})
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: said when either changes
  useEffect(() => {
    say(false)
    const timer = setInterval(() => {
      say(false)
      tell((before) => stillThere(before, performance.now()))
    }, SAY_MS)
    return () => clearInterval(timer)
  }, [segmentId, doing])
  useEffect(() => () => say(true), [])
  useHints((event) => {
    if (!event || !('segment_id' in event) || event.segment_id !== segmentId) return
    onHear?.(event)
    if (event.kind === 'press' && event.device === deviceId && onPress) {
      onPress(event.action)
      say(false)
    }
    if (event.kind !== 'presence' || event.device === deviceId) return
    // Who comes has heard of nobody yet.
    if (!event.left && !known.current.has(event.device)) say(false)
    const next = new Set(known.current)
    if (event.left) next.delete(event.device)
    else next.add(event.device)
    known.current = next
    tell((before) => hearPresence(before, event, performance.now()))
  })
  return stillThere(present, performance.now())
}
