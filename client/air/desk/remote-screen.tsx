import { t } from '#client/air/words.ts'
import '#client/style/reading.css'
import { useRef, useState } from 'react'
import { useSearchParams } from 'wouter'
import type { PressAction } from '#api/contract/air/desk.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { nameOf } from '#client/air/desk/name-of.ts'
import { usePresence } from '#client/air/desk/use-presence.ts'
import { slidesOf, stepFrom } from '#client/air/read/slides.ts'
import { useWakeLock } from '#client/air/read/use-wake-lock.ts'
import { useSegment } from '#client/air/store/use-segment.ts'
import { change } from '#client/lib/request.ts'
import { lastShow } from '#client/show/last-show.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** So long a reading view may take to say that it heard. */
const PATIENCE_MS = 4_000

/** A phone as the remote of a reading view: its buttons, and what is on the air. */
export default function RemoteScreen() {
  const [search] = useSearchParams()
  const show = search.get('show') ?? lastShow.get() ?? ''
  const { store, segment, elsewhere, error } = useSegment(show)
  if (segment)
    return (
      <Remote
        segment={segment}
        item={elsewhere ? elsewhere.item : (segment.place?.item ?? null)}
        screen={search.get('screen')}
      />
    )
  return (
    <main className="remote" data-theme="dark">
      <ErrorNote error={error} onRetry={store.load} />
      {!error && <Skeleton rows={3} />}
    </main>
  )
}

type Props = {
  segment: SegmentJson
  /** What is on the air; null while nothing is. */
  item: string | null
  /** The reading view that is meant; null: whichever was used last. */
  screen: string | null
}

function Remote({ segment, item, screen }: Props) {
  const [problem, tell] = useState<string | null>(null)
  const waiting = useRef<{ device: string; timer: ReturnType<typeof setTimeout> }>(undefined)
  useWakeLock()
  usePresence(segment.id, 'remote', {
    onHear: (event) => {
      if (!('device' in event) || event.kind === 'press' || event.device !== waiting.current?.device) return
      clearTimeout(waiting.current.timer)
      tell(null)
    },
  })
  const press = async (action: PressAction) => {
    navigator.vibrate?.(12)
    clearTimeout(waiting.current?.timer)
    const timer = setTimeout(
      () => tell(t('The reading view does not answer. Is it open, and on the network?')),
      PATIENCE_MS,
    )
    if (screen) waiting.current = { device: screen, timer }
    try {
      const told = await change('POST', '/segments/{id}/press', { id: segment.id, body: { action, screen } })
      waiting.current = { device: told.screen, timer }
    } catch (error) {
      clearTimeout(timer)
      tell(error instanceof Error ? error.message : String(error))
    }
  }
  const slides = slidesOf(segment)
  const at = slides.findIndex(({ key }) => key === item)
  const next = at === -1 ? undefined : slides[stepFrom(slides, at, 1)]
  return (
    <main className="remote" data-theme="dark">
      <header>
        <p className="meta">
          {at === -1 ? segment.show.title : t('{at} of {count}', { at: at + 1, count: slides.length })}
        </p>
        <h1 dir="auto">{nameOf(slides[at]) ?? t('Nothing is shown')}</h1>
        <p className="meta">
          {next && next !== slides[at] && <>{t('Next: {of}', { of: nameOf(next) ?? '' })}</>}
        </p>
        <p role="status" className="remote-problem">
          {problem}
        </p>
      </header>
      <div className="remote-buttons">
        <Button onClick={() => press('back')}>{t('Back')}</Button>
        <Button onClick={() => press('skip')}>{t('Skip')}</Button>
        <Button onClick={() => press('hold')}>{t('Hold')}</Button>
        <Button kind="primary" onClick={() => press('next')}>
          {t('Next')}
        </Button>
      </div>
    </main>
  )
}
