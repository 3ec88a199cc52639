import { Link } from 'wouter'
import type { ReadAction } from '#client/air/read/keys.ts'
import type { Slide } from '#client/air/read/slides.ts'
import type { Pages } from '#client/air/read/use-fit.ts'
import type { Reader } from '#client/air/read/use-reader.ts'
import { say, t } from '#client/air/words.ts'
import { formatSats, satsOf } from '#client/format/sats.ts'
import { letterKeys } from '#client/lib/preferences.ts'
import { useStore } from '#client/lib/store.ts'
import { Button } from '#client/ui/button.tsx'

type Props = {
  reader: Reader
  pages: Pages
  actions: Record<ReadAction, () => void>
  /** Where the segment is closed. */
  list: string
}

const BUTTONS: { action: ReadAction; key: string; name: string }[] = [
  { action: 'skip', key: 'S', name: t('skip') },
  { action: 'hold', key: 'H', name: t('hold') },
  { action: 'undo', key: 'U', name: t('undo') },
  { action: 'blank', key: '.', name: t('blank') },
]

/** What comes next in a line, and the ways on, each with its key. */
export function Foot({ reader, pages, actions, list }: Props) {
  const letters = useStore(letterKeys) === 'on'
  return (
    <footer className="reading-foot">
      <p className="reading-next">
        {reader.isLast ? (
          <span>
            {say('That is the last one. {link}', { link: <Link href={list}>{t('Back to the list')}</Link> })}
          </span>
        ) : (
          <Next slide={reader.next} />
        )}
      </p>
      <div className="reading-actions">
        <Button kind="quiet" onClick={actions.back} aria-label={t('Back')}>
          <kbd>←</kbd> <span>{t('back')}</span>
        </Button>
        {BUTTONS.map(({ action, key, name }) => (
          <Button
            key={action}
            kind="quiet"
            onClick={actions[action]}
            disabled={
              (action === 'undo' && !reader.canUndo) || (isOfOne(action) && reader.slide?.kind !== 'group')
            }
          >
            {letters && <kbd>{key}</kbd>} <span>{name}</span>
          </Button>
        ))}
        <Button kind="primary" onClick={actions.next}>
          <kbd>{t('Space')}</kbd> <span>{formatNext(reader.isLast, pages)}</span>
        </Button>
      </div>
    </footer>
  )
}

/** What the button does: first the rest of a long turn, then it is read. */
function formatNext(isLast: boolean, { page, count }: Pages): string {
  if (page < count) return t('more, {page} of {count}', { page, count })
  const read = isLast ? t('read') : t('read, next')
  return count > 1 ? t('{read} ({page} of {count})', { read, page, count }) : read
}

/** Thanks and streams are read or not, as a whole. */
function isOfOne(action: ReadAction): boolean {
  return action === 'skip' || action === 'hold'
}

function Next({ slide }: { slide: Slide | undefined }) {
  if (!slide) return null
  if (slide.kind !== 'group')
    return <>{t('Next: {kind, select, thanks {thanks} other {streams}}', { kind: slide.kind })}</>
  const { supporter, counted_msat, boosts } = slide.group
  const message = boosts.find((boost) => boost.message)?.message
  return (
    <>
      {say('Next: {name}', { name: <strong dir="auto">{supporter.name}</strong> })}
      {counted_msat > 0 && (
        <span className="sats">
          {formatSats(counted_msat)} {satsOf(counted_msat)}
        </span>
      )}
      {message && (
        <span className="reading-words" dir="auto">
          {message.slice(0, 120)}
        </span>
      )}
    </>
  )
}
