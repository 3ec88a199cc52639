import { t } from '#client/air/words.ts'
import { Dialog } from '#client/ui/dialog.tsx'
import { KeyList } from '#client/ui/key-list.tsx'

const KEYS = [
  ['J K, ↓ ↑', t('to the next boost, to the one before')],
  [t('Alt ↓, Alt ↑'), t('move the supporter down, up, over into the next section')],
  [t('Shift ↓, Shift ↑, X'), t('choose several')],
  [t('Enter'), t('open the boost')],
  ['R', t('read, or unread again')],
  ['S', t('skip, or not')],
  ['H', t('hold for the next segment, or not')],
  ['P', t('pin to the top of its section, or not')],
  ['*', t('star, or not')],
  [t('U, Ctrl Z'), t('undo, one thing after the other')],
  ['?', t('these keys')],
] as const

/** All keys of the running order. */
export function AirKeyHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t('Keys')} kind="side" onClose={onClose}>
      <KeyList keys={KEYS} />
      <p className="hint">
        {t(
          'With a mouse: Shift and a click choose all in between, Ctrl and a click one more; drag to move. With a finger: hold to choose, drag by the dots to move.',
        )}
      </p>
      <p className="hint">{t('Letters can be turned off in your account, under On this device.')}</p>
    </Dialog>
  )
}
