import type { EpisodeJson } from '#api/contract/show.ts'
import { usePatchEpisode } from '#client/episode/use-change-episode.ts'
import { t } from '#client/episode/words.ts'
import { asLocalTime, readLocalTime } from '#client/format/local-time.ts'
import { onSubmit } from '#client/lib/form.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Puts an episode's title and date right; who saves a provisional one says that it is real. */
export function EpisodeForm({ episode, onDone }: { episode: EpisodeJson; onDone: () => void }) {
  const patch = usePatchEpisode(episode.id)
  const done = () => {
    toast(t('Saved'))
    onDone()
  }
  return (
    <form
      className="form row row-form"
      onSubmit={onSubmit(({ title, published_at }) =>
        patch.mutate(
          {
            ...(title ? { title } : {}),
            ...(published_at === asLocalTime(episode.published_at)
              ? {}
              : { published_at: readLocalTime(published_at ?? '') }),
            ...(episode.provisional ? { provisional: false as const } : {}),
          },
          { onSuccess: done },
        ),
      )}
    >
      <TextField
        label={t('Title')}
        name="title"
        required
        maxLength={1000}
        dir="auto"
        defaultValue={episode.title ?? ''}
      />
      <TextField
        label={t('Published')}
        name="published_at"
        type="datetime-local"
        defaultValue={asLocalTime(episode.published_at)}
      />
      <Button type="submit" busy={patch.isPending}>
        {t('Save')}
      </Button>
      <Button kind="quiet" onClick={onDone}>
        {t('Cancel')}
      </Button>
      <ErrorNote error={patch.error} />
    </form>
  )
}
