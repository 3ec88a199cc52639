import { useState } from 'react'
import { Link } from 'wouter'
import type { EpisodeJson } from '#api/contract/show.ts'
import { EpisodeForm } from '#client/episode/episode-form.tsx'
import { MergeEpisodeForm } from '#client/episode/merge-episode-form.tsx'
import type { EpisodeSums } from '#client/episode/use-episode-sums.ts'
import { t } from '#client/episode/words.ts'
import { formatDay } from '#client/format/day.ts'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { HiddenLabel } from '#client/ui/hidden-label.tsx'
import { Sats } from '#client/ui/sats.tsx'

type Props = { episode: EpisodeJson; sums: EpisodeSums | undefined; show: string; mayEdit: boolean }

/** One episode: when, what it brought, and what can be corrected. */
export function EpisodeRow({ episode, sums, show, mayEdit }: Props) {
  const [form, open] = useState<'edit' | 'merge' | null>(null)
  const title = episode.title ?? t('Untitled episode')
  return (
    <li className="entry episode">
      <div className="row-words">
        <Link href={`/episodes/${episode.id}?show=${show}`} className="row-name" dir="auto">
          {title}
        </Link>
        <p className="meta">{episode.published_at ? formatDay(episode.published_at) : t('no date')}</p>
      </div>
      {sums && <Brought sums={sums} />}
      <div className="row-actions">
        {episode.provisional && <Chip tone="warn">{t('provisional')}</Chip>}
        {mayEdit && (
          <>
            <Button
              kind="quiet"
              aria-expanded={form === 'edit'}
              onClick={() => open(form === 'edit' ? null : 'edit')}
            >
              {t('Edit')}
              <HiddenLabel>{title}</HiddenLabel>
            </Button>
            <Button
              kind="quiet"
              aria-expanded={form === 'merge'}
              onClick={() => open(form === 'merge' ? null : 'merge')}
            >
              {t('Merge…')}
              <HiddenLabel>{title}</HiddenLabel>
            </Button>
          </>
        )}
      </div>
      {form === 'edit' && <EpisodeForm episode={episode} onDone={() => open(null)} />}
      {form === 'merge' && <MergeEpisodeForm episode={episode} show={show} onDone={() => open(null)} />}
    </li>
  )
}

function Brought({ sums: { boosts, counted_msat, streamed_msat } }: { sums: EpisodeSums }) {
  return (
    <p className="episode-sums">
      {boosts > 0 && (
        <span>
          <Sats msat={counted_msat} />{' '}
          <span className="meta">{t('in {boosts, plural, one {# boost} other {# boosts}}', { boosts })}</span>
        </span>
      )}
      {streamed_msat > 0 && (
        <span>
          <Sats msat={streamed_msat} /> <span className="meta">{t('streamed')}</span>
        </span>
      )}
    </p>
  )
}
