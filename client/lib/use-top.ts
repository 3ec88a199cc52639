import { useEffect, useState } from 'react'

/** How far below the page's top an element begins, also after what is above it grew or shrank. */
export function useTop(element: HTMLElement | null): number {
  const [top, setTop] = useState(0)
  useEffect(() => {
    if (!element) return
    const measure = () => setTop(Math.round(element.getBoundingClientRect().top + scrollY))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    for (let near = element.previousElementSibling; near; near = near.previousElementSibling)
      observer.observe(near)
    return () => observer.disconnect()
  }, [element])
  return top
}
