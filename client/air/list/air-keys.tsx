import { say, t } from '#client/air/words.ts'
import { letterKeys } from '#client/lib/preferences.ts'
import { useStore } from '#client/lib/store.ts'
import { Button } from '#client/ui/button.tsx'

/** Those that a host uses all the time. */
const OFTEN = [
  ['J K', t('up, down')],
  ['R', t('read')],
  ['S', t('skip')],
  ['H', t('hold')],
  ['*', t('star')],
  ['U', t('undo')],
  [t('Enter'), t('open it')],
] as const

/** The keys of the running order in a line, where there is a keyboard; all of them behind its end. */
export function AirKeys({ onHelp }: { onHelp: () => void }) {
  const letters = useStore(letterKeys) === 'on'
  return (
    <p className="air-keys meta">
      {letters &&
        OFTEN.map(([key, does]) => (
          <span key={key}>
            <kbd>{key}</kbd> {does}
          </span>
        ))}
      <Button kind="quiet" onClick={onHelp}>
        {letters ? say('{kbd} all keys', { kbd: <kbd>?</kbd> }) : t('Keys')}
      </Button>
    </p>
  )
}
