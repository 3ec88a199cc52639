import type { Difference } from '#api/contract/reconcile.ts'
import { useExplain } from '#client/books/reconcile/use-reconcile.ts'
import { t } from '#client/books/words.ts'
import { onSubmit } from '#client/lib/form.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'

type Props = { item: Difference; id: string; onClose: () => void }

/** Says in words why a wallet and the books differ; what is explained is no open difference. */
export function Explain({ item: { key, explained }, id, onClose }: Props) {
  const explain = useExplain(id)
  return (
    <Dialog title={t('Why do they differ?')} onClose={onClose}>
      <form
        className="form"
        onSubmit={onSubmit(({ words = '' }) => explain.mutate({ key, words }, { onSuccess: onClose }))}
      >
        <TextField
          label={t('In words')}
          name="words"
          maxLength={500}
          autoComplete="off"
          defaultValue={explained?.words ?? ''}
          hint={t(
            'They stand in the statement of a month that is closed reconciled. Without words it is open again.',
          )}
        />
        <ErrorNote error={explain.error} />
        <div className="actions">
          <Button onClick={onClose}>{t('Not now')}</Button>
          <Button kind="primary" type="submit" busy={explain.isPending}>
            {t('Keep it')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
