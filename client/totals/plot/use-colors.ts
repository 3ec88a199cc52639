import { useEffect, useState } from 'react'

/** The colours that plots are drawn in; a canvas knows no custom properties. */
export type Colors = Record<(typeof NAMES)[number], string>

const NAMES = ['sat-fill', 'link', 'text', 'dim', 'faint', 'line', 'bg', 'surface'] as const

/** The tokens of the scheme that the page has at the moment. */
export function useColors(): Colors {
  const [colors, setColors] = useState(readColors)
  useEffect(() => {
    const read = () => setColors(readColors())
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    const chosen = new MutationObserver(read)
    scheme.addEventListener('change', read)
    chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => {
      scheme.removeEventListener('change', read)
      chosen.disconnect()
    }
  }, [])
  return colors
}

/** The tokens as they are now. */
export function readColors(): Colors {
  const probe = document.createElement('span')
  document.body.append(probe)
  const entries = NAMES.map((name) => {
    probe.style.color = `var(--${name})`
    return [name, getComputedStyle(probe).color]
  })
  probe.remove()
  return Object.fromEntries(entries)
}
