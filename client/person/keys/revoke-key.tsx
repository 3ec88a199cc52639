import { useState } from 'react'
import { t } from '#client/person/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Confirm } from '#client/ui/confirm.tsx'

/** Revokes a key, asked for once more, since what uses it stops. */
export function RevokeKey({ name, onRevoke }: { name: string; onRevoke: () => void }) {
  const [isAsking, ask] = useState(false)
  return (
    <>
      <Button kind="quiet" aria-label={t('Revoke {name}', { name })} onClick={() => ask(true)}>
        {t('Revoke')}
      </Button>
      {isAsking && (
        <Confirm
          title={t('Revoke {name}?', { name })}
          yes={t('Revoke the key')}
          onYes={onRevoke}
          onClose={() => ask(false)}
        >
          {t('Whatever uses this key stops working at once. What it reported stays.')}
        </Confirm>
      )}
    </>
  )
}
