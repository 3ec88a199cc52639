import { Dialog } from '#client/ui/dialog.tsx'
import { KeyList } from '#client/ui/key-list.tsx'

const KEYS = [
  ['J K, ↓ ↑', 'to the next boost, to the one before'],
  ['Alt ↓, Alt ↑', 'move the supporter down, up, over into the next section'],
  ['Shift ↓, Shift ↑, X', 'choose several'],
  ['Enter', 'open the boost'],
  ['R', 'read, or unread again'],
  ['S', 'skip, or not'],
  ['H', 'hold for the next segment, or not'],
  ['P', 'pin to the top of its section, or not'],
  ['*', 'star, or not'],
  ['U, Ctrl Z', 'undo, one thing after the other'],
  ['?', 'these keys'],
] as const

/** All keys of the running order. */
export function AirKeyHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" kind="side" onClose={onClose}>
      <KeyList keys={KEYS} />
      <p className="hint">
        With a mouse: Shift and a click choose all in between, Ctrl and a click one more; drag to move. With a
        finger: hold to choose, drag by the dots to move.
      </p>
      <p className="hint">Letters can be turned off in your account, under On this device.</p>
    </Dialog>
  )
}
