import { useState } from 'react'
import { Button } from '#client/ui/button.tsx'
import { Confirm } from '#client/ui/confirm.tsx'

/** Revokes a key, asked for once more, since what uses it stops. */
export function RevokeKey({ name, onRevoke }: { name: string; onRevoke: () => void }) {
  const [isAsking, ask] = useState(false)
  return (
    <>
      <Button kind="quiet" aria-label={`Revoke ${name}`} onClick={() => ask(true)}>
        Revoke
      </Button>
      {isAsking && (
        <Confirm title={`Revoke ${name}?`} yes="Revoke the key" onYes={onRevoke} onClose={() => ask(false)}>
          Whatever uses this key stops working at once. What it reported stays.
        </Confirm>
      )}
    </>
  )
}
