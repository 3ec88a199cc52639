import { type ComponentType, useEffect, useState } from 'react'

/** A part of a page whose code comes after the page; where it cannot be had, the page is there without it. */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  return function LazyPart(props: Props) {
    const [Content, show] = useState<ComponentType<Props> | null>(null)
    useEffect(() => {
      load().then(
        (loaded) => show(() => loaded),
        () => {},
      )
    }, [])
    return Content && <Content {...props} />
  }
}
