import { type ReactNode, useId } from 'react'
import { CopyButton } from '#client/ui/copy-button.tsx'

/** Something secret that can be copied now and never again. */
export function ShownOnce({
  label,
  secret,
  children,
}: {
  label: string
  secret: string
  children: ReactNode
}) {
  const id = useId()
  return (
    <div className="shown-once" role="status">
      <p>
        <label htmlFor={id}>{label}</label>
      </p>
      <div className="with-button">
        <input
          className="input mono"
          id={id}
          value={secret}
          readOnly
          onFocus={({ target }) => target.select()}
        />
        <CopyButton text={secret} />
      </div>
      <p className="hint">{children}</p>
    </div>
  )
}
