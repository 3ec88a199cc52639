import { useState } from 'react'
import { Link } from 'wouter'
import type { ShowJson } from '#api/contract/show.ts'
import { useMay, useMayForAll } from '#client/person/use-me.ts'
import { formatNames } from '#client/show/list/format-show.ts'
import { MergeShowForm } from '#client/show/list/merge-show-form.tsx'
import { usePatchShow } from '#client/show/use-change-show.ts'
import { t } from '#client/show/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { HiddenLabel } from '#client/ui/hidden-label.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** A show that nobody has confirmed: one click to keep it, to set it aside, or to say which show it is. */
export function ProvisionalShow({ show, kept }: { show: ShowJson; kept: readonly ShowJson[] }) {
  const others = kept.filter(({ demo }) => demo === show.demo)
  const [isMerging, merge] = useState(false)
  const mayEdit = useMay('edit')
  const mayMerge = useMayForAll('edit')
  const patch = usePatchShow(show.slug)
  const bringBack = () => patch.mutate({ set_aside: false })
  return (
    <li className="entry">
      <div className="row-words">
        <Link href={`/boosts?show=${show.slug}`} className="row-name" dir="auto">
          {show.title}
        </Link>{' '}
        {show.demo && <Chip>{t('demo')}</Chip>}
        <p className="meta breaks">{formatNames(show)}</p>
        <ErrorNote error={patch.error} />
      </div>
      {mayEdit && (
        <div className="row-actions">
          <Button
            busy={patch.isPending}
            onClick={() =>
              patch.mutate(
                { provisional: false },
                { onSuccess: () => toast(t('{title} is yours', { title: show.title })) },
              )
            }
          >
            {t('Keep')}
            <HiddenLabel>{show.title}</HiddenLabel>
          </Button>
          <Button
            kind="quiet"
            onClick={() =>
              patch.mutate(
                { set_aside: true },
                { onSuccess: () => toast(t('{title} is set aside', { title: show.title }), bringBack) },
              )
            }
          >
            {t('Set aside')}
            <HiddenLabel>{show.title}</HiddenLabel>
          </Button>
          {mayMerge && others.length > 0 && (
            <Button kind="quiet" aria-expanded={isMerging} onClick={() => merge(!isMerging)}>
              {t('Merge into…')}
              <HiddenLabel>{show.title}</HiddenLabel>
            </Button>
          )}
        </div>
      )}
      {isMerging && <MergeShowForm show={show} kept={others} onDone={() => merge(false)} />}
    </li>
  )
}
