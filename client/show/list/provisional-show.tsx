import { useState } from 'react'
import { Link } from 'wouter'
import type { ShowJson } from '#api/contract/show.ts'
import { useMay } from '#client/person/use-me.ts'
import { MergeShowForm } from '#client/show/list/merge-show-form.tsx'
import { sayNames } from '#client/show/list/say-show.ts'
import { usePatchShow } from '#client/show/use-shows.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** A show that nobody has confirmed: one click to keep it, to set it aside, or to say which show it is. */
export function ProvisionalShow({ show, kept }: { show: ShowJson; kept: readonly ShowJson[] }) {
  const [isMerging, merge] = useState(false)
  const mayEdit = useMay('edit')
  const patch = usePatchShow(show.slug)
  const bringBack = () => patch.mutate({ set_aside: false })
  return (
    <li className="row">
      <div className="row-words">
        <Link href={`/boosts?show=${show.slug}`} className="row-name" dir="auto">
          {show.title}
        </Link>
        <p className="meta breaks">{sayNames(show)}</p>
        <ErrorNote error={patch.error} />
      </div>
      {mayEdit && (
        <div className="row-actions">
          <Button
            busy={patch.isPending}
            aria-label={`Keep ${show.title}`}
            onClick={() =>
              patch.mutate({ provisional: false }, { onSuccess: () => toast(`${show.title} is yours`) })
            }
          >
            Keep
          </Button>
          <Button
            kind="quiet"
            aria-label={`Set ${show.title} aside`}
            onClick={() =>
              patch.mutate(
                { set_aside: true },
                { onSuccess: () => toast(`${show.title} is set aside`, bringBack) },
              )
            }
          >
            Set aside
          </Button>
          {kept.length > 0 && (
            <Button
              kind="quiet"
              aria-expanded={isMerging}
              aria-label={`Merge ${show.title} into another show`}
              onClick={() => merge(!isMerging)}
            >
              Merge into…
            </Button>
          )}
        </div>
      )}
      {isMerging && <MergeShowForm show={show} kept={kept} onDone={() => merge(false)} />}
    </li>
  )
}
