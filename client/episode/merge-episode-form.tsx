import type { EpisodeJson } from '#api/contract/show.ts'
import { useMergeEpisode } from '#client/episode/use-change-episode.ts'
import { t } from '#client/episode/words.ts'
import { onSubmit } from '#client/lib/form.ts'
import { useEpisodes } from '#client/show/use-shows.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { toast } from '#client/ui/toasts.tsx'

type Props = { episode: EpisodeJson; show: string; onDone: () => void }

/** Says which other episode of the show this one is. */
export function MergeEpisodeForm({ episode, show, onDone }: Props) {
  const others = (useEpisodes(show).data ?? []).filter(({ id }) => id !== episode.id)
  const merge = useMergeEpisode(episode.id)
  const done = () => {
    toast(t('They are one episode now'))
    onDone()
  }
  return (
    <form
      className="form row row-form"
      onSubmit={onSubmit(({ other }) => {
        if (other) merge.mutate(other, { onSuccess: done })
      })}
    >
      <SelectField name="other" label={t('It is the same as')}>
        {others.map(({ id, title, provisional }) => (
          <option key={id} value={id}>
            {title ?? t('Untitled episode')}
            {provisional ? ` (${t('provisional')})` : ''}
          </option>
        ))}
      </SelectField>
      <Button type="submit" busy={merge.isPending} disabled={others.length === 0}>
        {t('Merge')}
      </Button>
      <Button kind="quiet" onClick={onDone}>
        {t('Cancel')}
      </Button>
      <p className="hint">
        {t('Boosts and streams of both come together. On its page they can be parted again.')}
      </p>
      <ErrorNote error={merge.error} />
    </form>
  )
}
