import { useMutation } from '@tanstack/react-query'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { say, t } from '#client/air/words.ts'
import { formatDay } from '#client/format/day.ts'
import { asLocalTime } from '#client/format/local-time.ts'
import { onSubmit } from '#client/lib/form.ts'
import { change } from '#client/lib/request.ts'
import { useEpisodes } from '#client/show/use-shows.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'

type Props = { segment: SegmentJson; onChanged: (segment: SegmentJson) => void; onClose: () => void }

/** So many episodes are offered to begin with. */
const MOST_EPISODES = 6

/** From when on boosts are in the segment: an episode, a time, or the beginning; what was sent before is offered as older. */
export function FloorDialog({ segment, onChanged, onClose }: Props) {
  const episodes = (useEpisodes(segment.show.slug).data ?? [])
    .filter(({ published_at }) => published_at !== null && published_at !== segment.floor)
    .slice(0, MOST_EPISODES)
  const save = useMutation({
    mutationFn: (floor: string | null) =>
      change('PATCH', '/segments/{id}', { id: segment.id, body: { floor } }),
    onSuccess: (answer) => {
      onChanged(answer)
      onClose()
    },
  })
  return (
    <Dialog title={t('Where this segment begins')} onClose={onClose}>
      <p className="hint">
        {t(
          'What was sent before is left out, and stays offered as older: it is never lost, and never comes up by itself.',
        )}
      </p>
      {episodes.length > 0 && (
        <ul className="air-older">
          {episodes.map(({ id, title, published_at }) => (
            <li key={id}>
              <Button busy={save.isPending} onClick={() => save.mutate(published_at)}>
                {say('With {title}', { title: <bdi>{title ?? t('an episode without a title')}</bdi> })}
              </Button>{' '}
              <span className="meta">{published_at && formatDay(published_at)}</span>
            </li>
          ))}
        </ul>
      )}
      <form className="form" onSubmit={onSubmit(({ at }) => at && save.mutate(new Date(at).toISOString()))}>
        <TextField
          label={t('Boosts sent from')}
          name="at"
          type="datetime-local"
          required
          defaultValue={asLocalTime(segment.floor)}
        />
        <ErrorNote error={save.error} />
        <p className="air-actions">
          <Button kind="primary" type="submit" busy={save.isPending}>
            {t('Begin there')}
          </Button>
          {segment.floor !== null && (
            <Button busy={save.isPending} onClick={() => save.mutate(null)}>
              {t('Take in everything')}
            </Button>
          )}
        </p>
      </form>
    </Dialog>
  )
}
