import 'react'

declare module 'react' {
  /** Custom properties may be set as any other. */
  interface CSSProperties {
    [name: `--${string}`]: string | number | undefined
  }
}
