import { useAddEpisode } from '#client/episode/use-change-episode.ts'
import { t } from '#client/episode/words.ts'
import { readLocalTime } from '#client/format/local-time.ts'
import { onSubmit } from '#client/lib/form.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Adds an episode that neither the feed nor a payment has named yet. */
export function NewEpisodeForm({ show, onDone }: { show: string; onDone: () => void }) {
  const add = useAddEpisode(show)
  return (
    <form
      className="form row"
      onSubmit={onSubmit(({ title = '', published_at = '', guid = '' }) =>
        add.mutate(
          { title, published_at: readLocalTime(published_at), guid: guid || null },
          {
            onSuccess: () => {
              toast(t('Added'))
              onDone()
            },
          },
        ),
      )}
    >
      <TextField label={t('Title')} name="title" required maxLength={1000} dir="auto" />
      <TextField label={t('Published')} name="published_at" type="datetime-local" optional />
      <TextField label={t('Guid in the feed')} name="guid" optional maxLength={1000} />
      <Button type="submit" busy={add.isPending}>
        {t('Add')}
      </Button>
      <Button kind="quiet" onClick={onDone}>
        {t('Cancel')}
      </Button>
      <p className="hint">{t('With its guid, boosts find it however they spell the title.')}</p>
      <ErrorNote error={add.error} />
    </form>
  )
}
