import { t } from '#client/overlay/words.ts'
import '#client/style/shows.css'
import '#client/style/sources.css'
import '#client/style/overlays.css'
import { useState } from 'react'
import { onSubmit } from '#client/lib/form.ts'
import { MediaSection } from '#client/overlay/media-section.tsx'
import { OverlayPanel } from '#client/overlay/overlay-panel.tsx'
import { useMakeOverlay, useMedia, useOverlays } from '#client/overlay/use-overlays.ts'
import { NoShow } from '#client/show/no-show.tsx'
import { ShowSelect } from '#client/show/show-select.tsx'
import { useKeptShow } from '#client/show/use-kept-show.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Head } from '#client/ui/head.tsx'
import { ShownOnce } from '#client/ui/shown-once.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** What a show puts into its video, and the queue of each. */
export default function OverlayScreen() {
  const { slug, shows, isKnown, choose } = useKeptShow()
  if (!slug)
    return isKnown ? (
      <>
        <Head title={t('Overlay')} />
        <NoShow>{t('Boosts can be put into your video here, once there is a show of yours.')}</NoShow>
      </>
    ) : (
      <Skeleton />
    )
  return (
    <div className="column">
      <Head title={t('Overlay')} meta={t('Boosts in your video, by a browser source')}>
        <ShowSelect shows={shows} value={slug} onChoose={choose} />
      </Head>
      <Overlays key={slug} slug={slug} />
    </div>
  )
}

function Overlays({ slug }: { slug: string }) {
  const list = useOverlays(slug)
  const media = useMedia(slug)
  const make = useMakeOverlay(slug)
  const [fresh, setFresh] = useState<{ id: string; address: string } | null>(null)
  return (
    <>
      <ErrorNote error={list.error} />
      {list.isPending && <Skeleton rows={3} />}
      {list.data?.length === 0 && (
        <Empty>
          {t(
            'Make an overlay, and add its address as a browser source to OBS or the like, 1920 wide and 1080 high. It shows boosts as they come.',
          )}
        </Empty>
      )}
      {list.data?.map((overlay) => (
        <OverlayPanel
          key={overlay.id}
          slug={slug}
          overlay={overlay}
          media={media.data?.items ?? []}
          onAddress={(address) => setFresh({ id: overlay.id, address })}
        >
          {fresh?.id === overlay.id && <Address path={fresh.address} />}
        </OverlayPanel>
      ))}
      <form
        className="form row"
        aria-label={t('Another overlay')}
        onSubmit={onSubmit(({ name = '' }, form) =>
          make.mutate(name, {
            onSuccess: ({ id, address }) => {
              setFresh({ id, address })
              form.reset()
            },
          }),
        )}
      >
        <TextField
          label={t('Name of a new overlay')}
          name="name"
          required
          maxLength={100}
          placeholder={t('Stream')}
        />
        <Button type="submit" busy={make.isPending}>
          {t('Make it')}
        </Button>
      </form>
      <ErrorNote error={make.error} />
      <ErrorNote error={media.error} />
      {media.data && list.data && (list.data.length > 0 || media.data.items.length > 0) && (
        <MediaSection slug={slug} media={media.data} />
      )}
    </>
  )
}

function Address({ path }: { path: string }) {
  return (
    <ShownOnce label={t('Its address')} secret={location.origin + path}>
      {t('Copy it now: it is shown this once. Whoever has it sees what the overlay shows, and nothing else.')}
    </ShownOnce>
  )
}
