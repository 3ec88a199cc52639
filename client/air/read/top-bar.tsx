import { Link } from 'wouter'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { formatLength, formatPace, secondsLeft } from '#client/air/read/slides.ts'
import { Spent } from '#client/air/read/spent.tsx'
import { Tally } from '#client/air/read/tally.tsx'
import type { Reader } from '#client/air/read/use-reader.ts'
import type { WakeLockState } from '#client/air/read/use-wake-lock.ts'
import { following } from '#client/air/read/view-settings.ts'
import type { AirState, SegmentStore } from '#client/air/store/segment-store.ts'
import { t } from '#client/air/words.ts'
import { useStore } from '#client/lib/store.ts'
import { isOffline } from '#client/live/hints.ts'
import { Button } from '#client/ui/button.tsx'

type Props = {
  segment: SegmentJson
  reader: Reader
  state: Omit<AirState, 'segment'>
  store: SegmentStore
  wakeLock: WakeLockState
  onHelp: () => void
  onClock: () => void
  /** Who else is there, in words. */
  others: string
}

/** Where one is, how much is left, and small signs of what is not as it should be. */
export function TopBar({ segment, reader, state, store, wakeLock, onHelp, onClock, others }: Props) {
  const { slides, at } = reader
  const offline = useStore(isOffline)
  const follows = useStore(following) === 'on'
  const { elsewhere, arrived, isClosed, unsent } = state
  const seconds = secondsLeft(slides, segment.pace)
  const done = slides.length === 0 ? 0 : (at + 1) / slides.length
  return (
    <header className="reading-top">
      <Tally segment={segment} onClock={onClock} />
      <Link href={`/air?show=${store.show}`} className="reading-show">
        <span className="unseen">{t('Back to the list of')} </span>
        <bdi>{segment.show.title}</bdi>
        <span className="reading-out" aria-hidden="true">
          {t('List')}
        </span>
      </Link>
      <div className="reading-bar" aria-hidden="true">
        <div style={{ width: `${Math.round(done * 100)}%` }} />
      </div>
      <p className="reading-where">
        {slides.length > 0 && <>{t('{at} of {count}', { at: at + 1, count: slides.length })}</>}
      </p>
      <p className="meta reading-left" title={formatPace(segment.pace)}>
        {seconds >= 30 && <span className="reading-about">{t('about')} </span>}
        {slides.length > 0 && formatLength(seconds)}
      </p>
      <Spent segment={segment} />
      {others !== '' && <p className="meta reading-others">{others}</p>}
      {arrived > 0 && !isClosed && (
        <Button onClick={reader.takeIn} aria-label={t('Take in {arrived} new', { arrived })}>
          {t('{arrived} new ↓', { arrived })}
        </Button>
      )}
      {isClosed && <Button onClick={reader.takeIn}>{t('Closed: go to the next')}</Button>}
      {elsewhere && (
        <Button kind="quiet" aria-pressed={follows} onClick={() => following.set(follows ? 'off' : 'on')}>
          {follows ? t('Following') : t('Follow')} <bdi>{elsewhere.person}</bdi>
        </Button>
      )}
      <p role="status" className="reading-signs">
        {offline && (
          <span className="chip warn">
            {t('offline')}
            {unsent > 0 && `, ${t('{unsent} to send', { unsent })}`}
          </span>
        )}
        {wakeLock === 'none' && (
          <span className="chip" title={t('Browsers keep the screen awake over https only.')}>
            {t('screen may sleep')}
          </span>
        )}
      </p>
      <Button kind="quiet" onClick={onHelp} aria-label={t('Keys and settings')}>
        ?
      </Button>
    </header>
  )
}
