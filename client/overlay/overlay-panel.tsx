import { type ReactNode, useState } from 'react'
import { Queue } from '#client/overlay/queue.tsx'
import { SettingsForm } from '#client/overlay/settings-form.tsx'
import {
  type Medium,
  type Overlay,
  useChangeOverlay,
  useRemoveOverlay,
  useRenewAddress,
  useShowAgain,
} from '#client/overlay/use-overlays.ts'
import { t } from '#client/overlay/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Confirm } from '#client/ui/confirm.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { toast } from '#client/ui/toasts.tsx'

type Props = {
  slug: string
  overlay: Overlay
  /** The show's own pictures and sounds, which its rules may name. */
  media: Medium[]
  onAddress: (address: string) => void
  /** Its address, while that can be shown. */
  children: ReactNode
}

/** One overlay: what can be done while it is on, its queue, and how it is set. */
export function OverlayPanel({ slug, overlay, media, onAddress, children }: Props) {
  const { id, name, paused, settings } = overlay
  const change = useChangeOverlay(slug, id)
  const again = useShowAgain(slug, id)
  const renew = useRenewAddress(slug, id)
  const remove = useRemoveOverlay(slug, id)
  const [asked, ask] = useState<'address' | 'remove' | null>(null)
  return (
    <Section
      title={name}
      meta={
        paused
          ? t('Paused')
          : settings.moderated
            ? t('Shows what you let through')
            : t('Shows boosts at once')
      }
    >
      {children}
      <div className="row-actions spaced">
        <Button
          kind={paused ? 'primary' : 'plain'}
          busy={change.isPending}
          onClick={() => change.mutate({ paused: !paused })}
        >
          {paused ? t('Go on') : t('Pause')}
        </Button>
        <Button
          busy={again.isPending}
          onClick={() => again.mutate(null, { onSuccess: () => toast(t('A test is on its way')) })}
        >
          {t('Show a test')}
        </Button>
      </div>
      <ErrorNote error={change.error ?? again.error ?? renew.error ?? remove.error} />
      <Queue slug={slug} id={id} isModerated={settings.moderated} />
      <details className="overlay-settings">
        <summary>{t('What it shows')}</summary>
        <SettingsForm
          key={JSON.stringify(settings)}
          settings={settings}
          media={media}
          isBusy={change.isPending}
          onSave={(wanted) =>
            change.mutate({ settings: wanted }, { onSuccess: () => toast(t('The overlay shows it so now')) })
          }
        />
      </details>
      <div className="row-actions spaced">
        <Button kind="quiet" onClick={() => ask('address')}>
          {t('New address')}
        </Button>
        <Button kind="quiet" onClick={() => ask('remove')}>
          {t('Remove')}
        </Button>
      </div>
      {asked === 'address' && (
        <Confirm
          title={t('Another address?')}
          yes={t('Make another')}
          onYes={() => renew.mutate(undefined, { onSuccess: ({ address }) => onAddress(address) })}
          onClose={() => ask(null)}
        >
          {t('The old one stops at once, in every browser that shows it.')}
        </Confirm>
      )}
      {asked === 'remove' && (
        <Confirm
          title={t('Remove {name}?', { name })}
          yes={t('Remove it')}
          onYes={() => remove.mutate(undefined)}
          onClose={() => ask(null)}
        >
          {t('Its address stops at once. Boosts stay where they are.')}
        </Confirm>
      )}
    </Section>
  )
}
