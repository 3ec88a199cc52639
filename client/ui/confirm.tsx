import type { ReactNode } from 'react'
import { t } from '#client/language/shared.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'

type Props = {
  title: string
  yes: string
  no?: string
  onYes: () => void
  onClose: () => void
  children: ReactNode
}

/** Asks before something that cannot be undone. */
export function Confirm({ title, yes, no = t('Keep it'), onYes, onClose, children }: Props) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{children}</p>
      <div className="actions">
        <Button onClick={onClose}>{no}</Button>
        <Button
          kind="danger"
          onClick={() => {
            onClose()
            onYes()
          }}
        >
          {yes}
        </Button>
      </div>
    </Dialog>
  )
}
