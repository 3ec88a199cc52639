import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { t } from '#client/language/shared.ts'
import { Button } from '#client/ui/button.tsx'

type Props = {
  title: ReactNode
  /** In the middle of the page, or a panel at its side. */
  kind?: 'middle' | 'side'
  onClose: () => void
  children: ReactNode
}

/** A dialog over the page; it is open while it is there. Escape, its button and a click beside it close it. */
export function Dialog({ title, kind = 'middle', onClose, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  // In the layout phase, so that closing happens while it is still on the page, and gives the focus back.
  useLayoutEffect(() => {
    const dialog = ref.current
    if (dialog && !dialog.open) dialog.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={ref}
      className={`dialog ${kind}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onPointerDown={(event) => event.target === ref.current && onClose()}
    >
      <div className="dialog-body">
        <header className="dialog-head">
          <h2 id={id}>{title}</h2>
          <Button kind="quiet" onClick={onClose} aria-label={t('Close')}>
            ✕
          </Button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
