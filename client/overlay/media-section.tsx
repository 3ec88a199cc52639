import { useState } from 'react'
import type { OverlayMediaJson } from '#api/contract/overlay.ts'
import { formatBytes } from '#client/format/bytes.ts'
import { readerLocales } from '#client/language/locale.ts'
import { type Medium, useAddMedium, useRemoveMedium } from '#client/overlay/use-overlays.ts'
import { t } from '#client/overlay/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { FileDrop } from '#client/ui/file-drop.tsx'
import { Section } from '#client/ui/head.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** The show's own pictures and sounds: what there is, what is added, and how much room is left. */
export function MediaSection({ slug, media: { items, most } }: { slug: string; media: OverlayMediaJson }) {
  const add = useAddMedium(slug)
  const bytes = items.reduce((sum, { size }) => sum + size, 0)
  return (
    <Section
      title={t('Our own pictures and sounds')}
      meta={
        items.length > 0 &&
        t('{files} of {most} files, {size} of {room}', {
          files: items.length,
          most: most.files,
          size: formatBytes(bytes),
          room: formatBytes(most.bytes),
        })
      }
    >
      <ul className="entries" aria-label={t('Our own pictures and sounds')}>
        {items.map((medium) => (
          <Row key={medium.id} slug={slug} medium={medium} />
        ))}
      </ul>
      <FileDrop
        label={add.isPending ? t('Adding it …') : t('Add a picture or a sound')}
        accept="image/*,audio/*"
        onFile={(file) =>
          add.mutate(file, {
            onSuccess: ({ name }) => toast(t('{name} can be chosen in the rules now', { name })),
          })
        }
      >
        {t(
          'Drop a file here, or choose one. Pictures are JPEG, PNG, WebP, GIF or AVIF of at most 10 MB; GIF and WebP may move. Sounds are MP3, Ogg, WAV, FLAC or M4A of at most 30 seconds and 6 MB.',
        )}
      </FileDrop>
      <ErrorNote error={add.error} />
    </Section>
  )
}

function Row({ slug, medium }: { slug: string; medium: Medium }) {
  const { id, kind, name } = medium
  const remove = useRemoveMedium(slug)
  const [failed, fail] = useState<unknown>(null)
  const address = `/api/v1/shows/${slug}/overlay-media/${id}`
  return (
    <li className="entry">
      {kind === 'picture' && <img className="medium-picture" src={address} alt="" loading="lazy" />}
      <div className="row-words">
        <p>
          <bdi className="row-name">{name}</bdi>
        </p>
        <p className="meta">{describe(medium)}</p>
        <ErrorNote error={remove.error ?? failed} />
      </div>
      <div className="row-actions">
        {kind === 'sound' && (
          <Button
            kind="quiet"
            aria-label={t('Play {name}', { name })}
            onClick={() =>
              new Audio(address)
                .play()
                .then(() => fail(null))
                .catch(() => fail(new Error(t('This browser cannot play it.'))))
            }
          >
            {t('Play')}
          </Button>
        )}
        <Button
          kind="quiet"
          busy={remove.isPending}
          aria-label={t('Remove {name}', { name })}
          onClick={() => remove.mutate(id)}
        >
          {t('Remove')}
        </Button>
      </div>
    </li>
  )
}

function describe({ width, height, frames, ms, size }: Medium): string {
  const isMoving = (frames ?? 1) > 1
  const what =
    ms === null ? [`${width} × ${height}`, ...(isMoving ? [t('moving')] : [])] : [formatSeconds(ms)]
  return [...what, formatBytes(size)].join(', ')
}

function formatSeconds(ms: number): string {
  return new Intl.NumberFormat(readerLocales(), {
    style: 'unit',
    unit: 'second',
    maximumFractionDigits: 1,
  }).format(ms / 1000)
}
