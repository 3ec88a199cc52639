import { type RefObject, useLayoutEffect, useState } from 'react'

/** What part of a turn is on the screen: page 2 of 3. */
export type Pages = { page: number; count: number }

const ONE: Pages = { page: 1, count: 1 }
/** Smaller nobody reads at arm's length; a host who chose smaller words has them. */
const LEAST_PX = 30
/** So much of the screen a page goes on, so that the last line is there again. */
export const PAGE = 0.8

/**
 * Makes a turn that is longer than the screen smaller, down to a size that can be read; what is longer still has pages.
 * @param shown what is on the stage: measured anew when it changes
 * @param size that the host chose, in CSS pixels
 * @param letters in a line, as the host chose
 */
export function useFit(
  stage: RefObject<HTMLElement | null>,
  shown: unknown,
  size: number,
  letters: string,
): Pages {
  const [pages, tell] = useState(ONE)
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured when what is shown changes
  useLayoutEffect(() => {
    const { current: box } = stage
    if (!box) return
    const isLong = () => box.scrollHeight > box.clientHeight + 2
    const count = () => {
      const step = box.clientHeight * PAGE
      const most = isLong() ? 1 + Math.ceil((box.scrollHeight - box.clientHeight) / step) : 1
      const isEnd = box.scrollHeight - box.clientHeight - box.scrollTop < 8
      const page = isEnd ? most : Math.min(most, 1 + Math.round(box.scrollTop / step))
      tell((before) => (before.page === page && before.count === most ? before : { page, count: most }))
    }
    const shrink = () => {
      const least = Math.min(size, LEAST_PX)
      for (let px = size; px >= least; px -= 2) {
        box.style.setProperty('--reading-size', `${px}px`)
        if (!isLong()) break
      }
      count()
    }
    shrink()
    const observer = new ResizeObserver(shrink)
    observer.observe(box)
    box.addEventListener('scroll', count, { passive: true })
    return () => {
      observer.disconnect()
      box.removeEventListener('scroll', count)
    }
  }, [stage, shown, size, letters])
  return pages
}
