import type { ComponentProps } from 'react'

type Props = ComponentProps<'button'> & {
  /** One primary button on a screen at most. */
  kind?: 'primary' | 'plain' | 'quiet' | 'danger'
  /** While its work is under way it cannot be pressed again, and keeps the focus. */
  busy?: boolean
}

export function Button({ kind = 'plain', busy = false, onClick, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={`button ${kind}`}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    />
  )
}
