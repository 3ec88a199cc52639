import { useMutation } from '@tanstack/react-query'
import type { PasskeyQuestion } from '#api/contract/factor.ts'
import { onSubmit } from '#client/lib/form.ts'
import { askPasskey, hasPasskeys } from '#client/person/factor/passkey.ts'
import { t } from '#client/person/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'

type Asked = { passkey: PasskeyQuestion | null; ways: readonly string[] }
/** What is sent of it: a code, or what the browser answered. */
export type Given = { code: string } | { passkey: Awaited<ReturnType<typeof askPasskey>> }

/** Asks for the second factor: a passkey, or a code of the app or of the list. */
export function FactorForm({
  asked: { passkey, ways },
  give,
  doing,
}: {
  asked: Asked
  give: (given: Given) => Promise<unknown>
  /** What the button says. */
  doing: string
}) {
  const answer = useMutation({ mutationFn: give })
  const press = useMutation({
    mutationFn: async () => passkey && give({ passkey: await askPasskey(passkey) }),
  })
  const hasApp = ways.includes('code')
  return (
    <>
      {passkey && hasPasskeys() && (
        <div className="form">
          <ErrorNote error={press.error} />
          <Button kind="primary" busy={press.isPending} onClick={() => press.mutate()}>
            {t('Use your passkey')}
          </Button>
        </div>
      )}
      <form className="form" onSubmit={onSubmit(({ code = '' }) => answer.mutate({ code }))}>
        <TextField
          label={hasApp ? t('Code') : t('Recovery code')}
          name="code"
          required
          minLength={6}
          maxLength={40}
          autoComplete="one-time-code"
          autoFocus={!passkey}
          spellCheck={false}
          autoCapitalize="none"
          hint={
            hasApp
              ? t('Six digits from your app, or one of your recovery codes.')
              : t('One of those that you kept when you made the passkey.')
          }
        />
        <ErrorNote error={answer.error} />
        <Button kind={passkey ? 'plain' : 'primary'} type="submit" busy={answer.isPending}>
          {doing}
        </Button>
      </form>
    </>
  )
}
