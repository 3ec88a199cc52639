import {
  arrowsRead,
  lineLetters,
  mirrored,
  readingTheme,
  resize,
  textSize,
  widen,
} from '#client/air/read/view-settings.ts'
import { t } from '#client/air/words.ts'
import { letterKeys } from '#client/lib/preferences.ts'
import { useStore } from '#client/lib/store.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { CheckField } from '#client/ui/field.tsx'
import { KeyList } from '#client/ui/key-list.tsx'

const KEYS: [string, string][] = [
  [t('Space, Enter, Page down'), t('read, and on to the next')],
  ['→ ↓', t('on, without marking it read')],
  [t('← ↑ Page up'), t('back')],
  ['S', t('skip')],
  ['H', t('hold for the next segment')],
  ['*', t('star')],
  [t('U, Ctrl Z'), t('undo, one thing after the other')],
  [t('. or B'), t('blank screen')],
  ['N', t('take in what is new')],
  ['D', t('done: the producer’s line was seen')],
  ['F', t('follow the other host, or not')],
  ['+ −', t('larger, smaller')],
  ['M', t('mirror')],
  [t('Esc'), t('back to the list')],
]

/** The keys, and how this device shows the words. */
export function KeyHelp({
  show,
  onRemote,
  onClose,
}: {
  show: string
  onRemote: () => void
  onClose: () => void
}) {
  const size = useStore(textSize)
  const line = useStore(lineLetters)
  const theme = useStore(readingTheme)
  const mirror = useStore(mirrored)
  const arrows = useStore(arrowsRead)
  const letters = useStore(letterKeys)
  const flag = (isOn: boolean) => (isOn ? 'on' : 'off')
  return (
    <Dialog title={t('Keys and settings')} kind="side" onClose={onClose}>
      <KeyList keys={KEYS} />
      <p className="air-actions">
        <Button onClick={onRemote}>{t('A phone as a remote')}</Button>
        <a
          className="button plain"
          href={`/studio/air/produce?show=${show}`}
          target="_blank"
          rel="noreferrer"
        >
          {t('A producer’s screen')}
        </a>
      </p>
      <div className="form">
        <p className="keys-size">
          <Button onClick={() => resize(-1)}>{t('Smaller')}</Button>
          <span>{size} px</span>
          <Button onClick={() => resize(1)}>{t('Larger')}</Button>
        </p>
        <p className="keys-size">
          <Button onClick={() => widen(-1)}>{t('Shorter lines')}</Button>
          <span>{t('about {line} letters', { line })}</span>
          <Button onClick={() => widen(1)}>{t('Longer lines')}</Button>
        </p>
        {document.fullscreenEnabled && (
          <Button onClick={toggleFullScreen}>{t('Full screen, or back')}</Button>
        )}
        <CheckField
          label={t('Light, for a bright room')}
          checked={theme === 'light'}
          onChange={({ target }) => readingTheme.set(target.checked ? 'light' : 'dark')}
        />
        <CheckField
          label={t('Mirrored, for a prompter glass')}
          checked={mirror === 'on'}
          onChange={({ target }) => mirrored.set(flag(target.checked))}
        />
        <CheckField
          label={t('Arrows mark as read too')}
          hint={t('For pedals that send arrows.')}
          checked={arrows === 'on'}
          onChange={({ target }) => arrowsRead.set(flag(target.checked))}
        />
        <CheckField
          label={t('Single-letter keys')}
          checked={letters === 'on'}
          onChange={({ target }) => letterKeys.set(flag(target.checked))}
        />
        {!isSecureContext && (
          <p className="hint">
            {t(
              'This page came over plain http. Browsers then neither keep the screen awake nor open the page with the server gone; what is on it stays as long as it is open. Put Readout behind https (Tailscale Serve, Caddy) for both.',
            )}
          </p>
        )}
      </div>
    </Dialog>
  )
}

/** A browser may refuse; then nothing is lost. */
function toggleFullScreen(): void {
  const done = document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen()
  done.catch(() => {})
}
