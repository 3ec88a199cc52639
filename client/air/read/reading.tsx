import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { seeCue } from '#client/air/desk/see-cue.ts'
import { Foot } from '#client/air/read/foot.tsx'
import type { ReadAction } from '#client/air/read/keys.ts'
import { SlideView } from '#client/air/read/slide-view.tsx'
import { TopBar } from '#client/air/read/top-bar.tsx'
import { PAGE, useFit } from '#client/air/read/use-fit.ts'
import { useReadKeys } from '#client/air/read/use-read-keys.ts'
import { useReader } from '#client/air/read/use-reader.ts'
import { useSwipe } from '#client/air/read/use-swipe.ts'
import { useWakeLock } from '#client/air/read/use-wake-lock.ts'
import {
  following,
  lineLetters,
  mirrored,
  readingTheme,
  resize,
  textSize,
} from '#client/air/read/view-settings.ts'
import type { AirState, SegmentStore } from '#client/air/store/segment-store.ts'
import { t } from '#client/air/words.ts'
import { useStore } from '#client/lib/store.ts'
import { useMay } from '#client/person/use-me.ts'
import { lazyDialog } from '#client/ui/lazy-dialog.tsx'
import { lazyPart } from '#client/ui/lazy-part.tsx'

const KeyHelp = lazyDialog(() => import('#client/air/read/key-help.tsx').then((file) => file.KeyHelp))
const ClockDialog = lazyDialog(() =>
  import('#client/air/read/clock-dialog.tsx').then((file) => file.ClockDialog),
)

const Desk = lazyPart(() => import('#client/air/read/desk.tsx').then((file) => file.Desk))
const RemoteDialog = lazyDialog(() =>
  import('#client/air/read/remote-dialog.tsx').then((file) => file.RemoteDialog),
)

type Props = { store: SegmentStore; segment: SegmentJson; state: Omit<AirState, 'segment'> }

/** What hosts have before them while recording. */
export function Reading({ store, segment, state }: Props) {
  const reader = useReader(store, segment, state)
  const [, navigate] = useLocation()
  const [isHelping, help] = useState(false)
  const [isClock, setClock] = useState(false)
  const [isRemote, setRemote] = useState(false)
  const [others, setOthers] = useState('')
  const mayEdit = useMay('edit')
  const wakeLock = useWakeLock()
  const size = useStore(textSize)
  const letters = useStore(lineLetters)
  const theme = useStore(readingTheme)
  const isMirrored = useStore(mirrored) === 'on'
  const stage = useRef<HTMLDivElement>(null)
  const pages = useFit(stage, reader.isBlank ? null : reader.slide, Number(size), letters)

  /** A message longer than the screen is read to its end first. */
  const scrolls = (way: 1 | -1): boolean => {
    const { current: box } = stage
    if (!box) return false
    const left = way === 1 ? box.scrollHeight - box.clientHeight - box.scrollTop : box.scrollTop
    if (left < 8) return false
    box.scrollBy({ top: way * box.clientHeight * PAGE })
    return true
  }
  const top = () => stage.current?.scrollTo({ top: 0 })
  const actions: Record<ReadAction, () => void> = {
    next: () => {
      if (reader.isBlank || !scrolls(1)) {
        reader.readAndNext()
        top()
      }
    },
    forward: () => {
      reader.forward()
      top()
    },
    back: () => {
      reader.back()
      top()
    },
    first: () => reader.goTo(0),
    last: () => reader.goTo(reader.slides.length - 1),
    skip: () => reader.passOver('skipped'),
    hold: () => reader.passOver('held'),
    star: reader.star,
    undo: reader.undo,
    blank: reader.toggleBlank,
    mirror: () => mirrored.set(isMirrored ? 'off' : 'on'),
    larger: () => resize(1),
    smaller: () => resize(-1),
    follow: () => following.set(following.get() === 'on' ? 'off' : 'on'),
    new: reader.takeIn,
    seen: () => seeCue(segment),
    help: () => help(!isHelping),
    leave: () =>
      isHelping ? help(false) : reader.isBlank ? reader.toggleBlank() : navigate(`/air?show=${store.show}`),
  }
  useReadKeys((action) => actions[action]())
  const swipe = useSwipe({ onLeft: actions.next, onRight: actions.back })
  return (
    <div
      className="reading"
      data-theme={theme}
      style={{ '--reading-size': `${size}px`, '--reading-line': letters }}
    >
      {!reader.isBlank && (
        <TopBar
          segment={segment}
          reader={reader}
          state={state}
          store={store}
          wakeLock={wakeLock}
          onHelp={actions.help}
          onClock={() => setClock(true)}
          others={others}
        />
      )}
      {mayEdit && <Desk segment={segment} isLed={reader.isLed} actions={actions} onOthers={setOthers} />}
      <main
        className={`stage${isMirrored ? ' mirrored' : ''}${pages.page < pages.count ? ' has-more' : ''}`}
        ref={stage}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long message is scrolled by keyboard
        tabIndex={0}
        aria-label={t('Reading')}
        {...swipe}
      >
        {reader.isBlank ? (
          <p className="unseen">{t('The screen is blank.')}</p>
        ) : (
          <SlideView slide={reader.slide} segment={segment} />
        )}
      </main>
      {!reader.isBlank && (
        <Foot reader={reader} pages={pages} actions={actions} list={`/air?show=${store.show}`} />
      )}
      {isHelping && (
        <KeyHelp
          show={store.show}
          onRemote={() => {
            help(false)
            setRemote(true)
          }}
          onClose={() => help(false)}
        />
      )}
      {isRemote && <RemoteDialog show={store.show} onClose={() => setRemote(false)} />}
      {isClock && <ClockDialog segment={segment} onClose={() => setClock(false)} />}
    </div>
  )
}
