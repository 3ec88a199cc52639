import { t } from '#client/air/words.ts'
import '#client/style/reading.css'
import { useSearchParams } from 'wouter'
import { Reading } from '#client/air/read/reading.tsx'
import { useSegment } from '#client/air/store/use-segment.ts'
import { lastShow } from '#client/show/last-show.ts'
import { useKeptShow } from '#client/show/use-kept-show.ts'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** The reading view of a show's open segment: one supporter at a time, and nothing in the way. */
export default function ReadScreen() {
  const [search] = useSearchParams()
  const show = search.get('show') ?? lastShow.get()
  return show ? <ReadShow key={show} show={show} /> : <ReadFirst />
}

/** Where neither the address nor this device says which show: the first one of the hosts' own. */
function ReadFirst() {
  const { slug, isKnown, error } = useKeptShow()
  if (slug) return <ReadShow key={slug} show={slug} />
  return (
    <main className="reading is-message" data-theme="dark">
      <ErrorNote error={error} />
      {!isKnown && !error && <Skeleton rows={3} />}
      {isKnown && (
        <Empty
          step={
            <a className="button primary" href="/studio/air">
              {t('Go to the list')}
            </a>
          }
        >
          {t('The boosts to read will be here once there is a show of yours.')}
        </Empty>
      )}
    </main>
  )
}

function ReadShow({ show }: { show: string }) {
  const { store, segment, ...state } = useSegment(show)
  if (segment) return <Reading store={store} segment={segment} state={state} />
  return (
    <main className="reading is-message" data-theme="dark">
      <ErrorNote error={state.error} onRetry={store.load} />
      {!state.error && <Skeleton rows={3} />}
    </main>
  )
}
