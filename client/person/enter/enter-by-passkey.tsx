import { change } from '#client/lib/request.ts'
import { useEnter } from '#client/person/enter/use-enter.ts'
import { askPasskey, hasPasskeys } from '#client/person/factor/passkey.ts'
import { t } from '#client/person/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'

/** Signs in with a passkey alone, where the browser can have one for this address. */
export function EnterByPasskey({ next }: { next: string | undefined }) {
  const enter = useEnter(async () => {
    const { step, passkey } = await change('POST', '/auth/passkey/ask')
    return change('POST', '/auth/passkey', { body: { step, passkey: await askPasskey(passkey) } })
  }, next)
  // Browsers make passkeys for names only.
  if (!hasPasskeys() || /^[\d.]+$|^\[/.test(location.hostname)) return null
  return (
    <div className="form">
      <ErrorNote error={enter.error} />
      <Button busy={enter.isPending} onClick={() => enter.mutate(undefined)}>
        {t('Sign in with a passkey')}
      </Button>
    </div>
  )
}
