import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import {
  boostIdsOf,
  firstUnread,
  isUnread,
  type Slide,
  slidesOf,
  stepFrom,
  wordsOf,
} from '#client/air/read/slides.ts'
import { following } from '#client/air/read/view-settings.ts'
import { deviceId } from '#client/air/store/device.ts'
import type { AirState, SegmentStore } from '#client/air/store/segment-store.ts'
import { useStore } from '#client/lib/store.ts'

/** Where this host is in the segment, and the ways on. What is shown stays what it is, whatever arrives. */
export function useReader(
  store: SegmentStore,
  segment: SegmentJson,
  { elsewhere, undoable }: Pick<AirState, 'elsewhere' | 'undoable'>,
) {
  const slides = useMemo(() => slidesOf(segment), [segment])
  const [begun] = useState(() => placeElsewhere(segment, slides))
  const [key, setKey] = useState(begun ?? slides[firstUnread(slides)]?.key ?? null)
  // Where another device led: it is not told back, or two that follow each other would pull each other to and fro.
  const led = useRef<string | null | undefined>(begun ?? undefined)
  const [isLed, lead] = useState(begun !== null)
  const [isBlank, blank] = useState(false)
  const follows = useStore(following) === 'on'
  const found = slides.findIndex((slide) => slide.key === key)
  const last = useRef(0)
  const at = found === -1 ? Math.min(last.current, Math.max(0, slides.length - 1)) : found
  last.current = at
  const slide: Slide | undefined = slides[at]

  useEffect(() => {
    store.pin(slide ? boostIdsOf(slide) : [])
    return () => store.pin(null)
  }, [store, slide])

  useEffect(() => () => store.leave(), [store])

  const shownKey = isBlank ? null : (slide?.key ?? null)
  const note = useEffectEvent(() => {
    if (led.current !== shownKey) store.place(shownKey, slide ? wordsOf(slide) : null)
    led.current = undefined
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: noted when what is shown changes, and not before
  useEffect(note, [shownKey])

  const follow = useEffectEvent(() => {
    if (!follows || !elsewhere || elsewhere.item === shownKey) return
    led.current = elsewhere.item
    lead(true)
    blank(elsewhere.item === null)
    if (elsewhere.item !== null) setKey(elsewhere.item)
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: followed when the other one moves
  useEffect(follow, [elsewhere])

  const goTo = (index: number) => {
    blank(false)
    lead(false)
    const there = slides[index]
    if (there) setKey(there.key)
  }
  const mark = (status: 'read' | 'skipped' | 'held') => {
    if (!slide) return
    const ids = slide.kind === 'group' || status === 'read' ? unreadIdsOf(slide) : []
    if (ids.length > 0) store.mark(ids, { status }, slide.key)
  }
  return {
    slides,
    slide,
    at,
    next: slides[stepFrom(slides, at, 1)],
    isLast: stepFrom(slides, at, 1) === at,
    isBlank,
    /** Whether another device leads this one. */
    isLed,
    canUndo: undoable !== null,
    toggleBlank: () => blank(!isBlank),
    goTo,
    forward: () => goTo(stepFrom(slides, at, 1)),
    back: () => goTo(stepFrom(slides, at, -1)),
    readAndNext: () => {
      if (isBlank) return blank(false)
      mark('read')
      goTo(stepFrom(slides, at, 1))
    },
    passOver: (status: 'skipped' | 'held') => {
      mark(status)
      goTo(stepFrom(slides, at, 1))
    },
    star: () => {
      if (slide?.kind !== 'group') return
      const starred = !slide.group.boosts.some(({ item }) => item.starred)
      store.mark(boostIdsOf(slide), { starred }, slide.key)
    },
    undo: () => {
      const act = store.undo()
      if (!act) return
      blank(false)
      const there =
        act.slide ?? slides.find((one) => boostIdsOf(one).includes(act.ops[0]?.boost_id ?? ''))?.key
      if (there) setKey(there)
    },
    takeIn: () => store.takeIn(),
  }
}
export type Reader = ReturnType<typeof useReader>

/** What another device shows, where this one follows; null where there is none. */
function placeElsewhere({ place }: SegmentJson, slides: readonly Slide[]): string | null {
  if (following.get() !== 'on' || !place || place.device === deviceId) return null
  return slides.some(({ key }) => key === place.item) ? place.item : null
}

/** A boost that was skipped or held stays so when its supporter's others are read. */
function unreadIdsOf(slide: Slide): string[] {
  if (!isUnread(slide)) return []
  const groups = slide.kind === 'group' ? [slide.group] : slide.kind === 'thanks' ? slide.section.groups : []
  return groups.flatMap(({ boosts }) =>
    boosts.flatMap(({ id, item }) => (item.status === 'unread' ? id : [])),
  )
}
