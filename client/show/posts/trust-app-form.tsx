import { onSubmit } from '#client/lib/form.ts'
import { useChangeApp } from '#client/show/posts/use-posts.ts'
import { t } from '#client/show/words.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'
import { FormActions } from '#client/ui/form-actions.tsx'

/** Trusts an app that no registry knows, e.g. one's own. */
export function TrustAppForm({ onDone }: { onDone: () => void }) {
  const change = useChangeApp()
  const save = onSubmit(({ app_id = '', name = '', key = '' }) =>
    change.mutate({ app_id, key, name: name || null }, { onSuccess: onDone }),
  )
  return (
    <form className="form spaced" onSubmit={save}>
      <TextField
        label={t('App’s id')}
        name="app_id"
        required
        pattern="[a-z0-9][a-z0-9\-]{1,62}[a-z0-9]"
        autoComplete="off"
        hint={t('As it signs: iss in its tokens.')}
      />
      <TextField
        label={t('Public key')}
        name="key"
        required
        pattern="[A-Za-z0-9_\-]{43}"
        autoComplete="off"
        hint={t(
          'Ed25519, as x in its JWK: 43 letters. Whoever has its other half can post to all shows here.',
        )}
      />
      <TextField label={t('Name')} name="name" optional maxLength={120} />
      <ErrorNote error={change.error} />
      <FormActions submit={t('Trust it')} busy={change.isPending} onCancel={onDone} />
    </form>
  )
}
