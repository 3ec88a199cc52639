import { t } from '#client/air/words.ts'
import '#client/style/air.css'
import { formatPresent } from '#client/air/desk/present.ts'
import { ReadNow } from '#client/air/desk/read-now.tsx'
import { SayLine } from '#client/air/desk/say-line.tsx'
import { UpNext } from '#client/air/desk/up-next.tsx'
import { usePresence } from '#client/air/desk/use-presence.ts'
import { useUndo } from '#client/air/list/use-undo.ts'
import { Spent } from '#client/air/read/spent.tsx'
import type { AirState, SegmentStore } from '#client/air/store/segment-store.ts'
import { useSegment } from '#client/air/store/use-segment.ts'
import { useKeptShow } from '#client/show/use-kept-show.ts'
import { Back } from '#client/ui/back.tsx'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** A producer's screen: what is on the air, what comes next and in which order, and a line to whoever reads. */
export default function ProduceScreen() {
  const { slug, isKnown } = useKeptShow()
  if (slug) return <ProduceShow key={slug} show={slug} />
  if (!isKnown) return <Skeleton />
  return (
    <>
      <Head title={t('Producer')} />
      <Empty>{t('What is read will be here once there is a show of yours.')}</Empty>
    </>
  )
}

function ProduceShow({ show }: { show: string }) {
  const { store, segment, ...state } = useSegment(show)
  if (segment) return <Produce key={segment.id} segment={segment} store={store} state={state} />
  return (
    <>
      <Head title={t('Producer')} />
      <ErrorNote error={state.error} onRetry={store.load} />
      {!state.error && <Skeleton rows={6} />}
    </>
  )
}

type Props = {
  segment: NonNullable<AirState['segment']>
  store: SegmentStore
  state: Omit<AirState, 'segment'>
}

function Produce({ segment, store, state }: Props) {
  const { elsewhere, arrived, isClosed, error } = state
  const present = usePresence(segment.id, 'produces')
  const marks = useUndo(store)
  const item = elsewhere ? elsewhere.item : (segment.place?.item ?? null)
  return (
    <>
      <Back to={`/air?show=${store.show}`}>{t('On air')}</Back>
      <Head
        title={t('Producer')}
        meta={formatPresent(present) || t('{title} · nobody else is here', { title: segment.show.title })}
      >
        {state.undoable && (
          <Button kind="quiet" onClick={marks.undo}>
            {t('Undo')}
          </Button>
        )}
      </Head>
      <ErrorNote error={error} onRetry={store.load} />
      {isClosed && <Button onClick={store.takeIn}>{t('This segment was closed. Go to the next')}</Button>}
      <div className="produce">
        <div>
          <ReadNow segment={segment} item={item} />
          <Spent segment={segment} />
          <SayLine segment={segment} />
        </div>
        <UpNext segment={segment} item={item} marks={marks}>
          {arrived > 0 && !isClosed && (
            <Button onClick={store.takeIn}>{t('{arrived} new', { arrived })}</Button>
          )}
        </UpNext>
      </div>
    </>
  )
}
