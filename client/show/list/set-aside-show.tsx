import type { ShowJson } from '#api/contract/show.ts'
import { useMay } from '#client/person/use-me.ts'
import { usePatchShow } from '#client/show/use-change-show.ts'
import { t } from '#client/show/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { HiddenLabel } from '#client/ui/hidden-label.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** A show whose payments count nowhere, until it is brought back. */
export function SetAsideShow({ show }: { show: ShowJson }) {
  const mayEdit = useMay('edit')
  const patch = usePatchShow(show.slug)
  return (
    <li className="entry">
      <div className="row-words">
        <span className="row-name" dir="auto">
          {show.title}
        </span>
        <ErrorNote error={patch.error} />
      </div>
      {mayEdit && (
        <div className="row-actions">
          <Button
            busy={patch.isPending}
            onClick={() =>
              patch.mutate(
                { set_aside: false },
                { onSuccess: () => toast(t('{title} is back', { title: show.title })) },
              )
            }
          >
            {t('Bring back')}
            <HiddenLabel>{show.title}</HiddenLabel>
          </Button>
        </div>
      )}
    </li>
  )
}
