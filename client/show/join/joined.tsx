import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { EpisodeJoinJson } from '#api/contract/show.ts'
import { formatInstant } from '#client/format/day.ts'
import { change } from '#client/lib/request.ts'
import { formatError } from '#client/lib/request-error.ts'
import { t } from '#client/show/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { toast } from '#client/ui/toasts.tsx'

type Props = { episode: string; join: EpisodeJoinJson; title: string | null; mayEdit: boolean }

/** That an episode is one with another, why, and the way back. @param title the other one's */
export function Joined({ episode, join, title, mayEdit }: Props) {
  const client = useQueryClient()
  const again = useMutation({
    mutationFn: (parted: string) =>
      change('POST', '/episodes/{id}/merge', { id: episode, body: { with: parted } }),
    onSuccess: () => client.invalidateQueries(),
    onError: (error) => toast(formatError(error)),
  })
  const part = useMutation({
    mutationFn: () => change('DELETE', '/episodes/{id}/joins/{join}', { id: episode, join: join.id }),
    onSuccess: ({ id }) => {
      toast(t('They are two episodes again, and stay two'), () => again.mutate(id))
      return client.invalidateQueries()
    },
  })
  return (
    <div className="joined">
      <p className="meta">
        {sayWhy(join, title ?? t('Untitled'))} ·{' '}
        <time dateTime={join.joined_at}>{formatInstant(join.joined_at)}</time>{' '}
        {mayEdit && (
          <Button kind="quiet" busy={part.isPending} onClick={() => part.mutate()}>
            {t('Part them again')}
          </Button>
        )}
      </p>
      <ErrorNote error={part.error} />
    </div>
  )
}

function sayWhy({ why, apart_s }: EpisodeJoinJson, title: string): string {
  switch (why) {
    case 'title':
      return t('One with “{title}” by itself, for both have that title.', { title })
    case 'enclosure':
      return t('One with “{title}” by itself, for both have the same file.', { title })
    case 'next':
      return t(
        'One with “{title}” by itself: the next one, published {hours, plural, =0 {within an hour} one {an hour} other {# hours}} after it began.',
        { title, hours: Math.floor((apart_s ?? 0) / 3600) },
      )
    case 'hand':
      return t('Joined with “{title}” by hand.', { title })
  }
}
