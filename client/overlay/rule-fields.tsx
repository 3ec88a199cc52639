import type { OverlayImage, OverlaySound } from '#api/contract/overlay.ts'
import type { Medium, Rule } from '#client/overlay/use-overlays.ts'
import { t } from '#client/overlay/words.ts'
import { Button } from '#client/ui/button.tsx'
import { CheckField, SelectField, TextField } from '#client/ui/field.tsx'

const SOUNDS: Record<OverlaySound, string> = {
  none: t('no sound'),
  chime: t('Chime'),
  bell: t('Bell'),
  coin: t('Coin'),
  fanfare: t('Fanfare'),
}
const IMAGES: Record<OverlayImage, string> = {
  none: t('no picture'),
  artwork: t('The show’s picture'),
  burst: t('A burst'),
}

type Props = {
  name: string
  rule: Rule
  /** The show's own pictures and sounds. */
  media: Medium[]
  onChange: (rule: Rule) => void
  onRemove: () => void
  /** Null: it is the first. */
  onUp: (() => void) | null
}

/** For which boosts an alert is, and how it looks and sounds. */
export function RuleFields({ name, rule, media, onChange, onRemove, onUp }: Props) {
  const set = (patch: Partial<Rule>) => onChange({ ...rule, ...patch })
  return (
    <fieldset className="overlay-rule">
      <legend>{name}</legend>
      <TextField
        label={t('Boosts from so many sats')}
        type="number"
        min={0}
        optional
        value={rule.from_sats ?? ''}
        onChange={({ target }) => set({ from_sats: readCount(target.value) })}
      />
      <TextField
        label={t('Boosts up to so many sats')}
        type="number"
        min={0}
        optional
        value={rule.to_sats ?? ''}
        onChange={({ target }) => set({ to_sats: readCount(target.value) })}
      />
      <TextField
        label={t('With these words in the message')}
        maxLength={200}
        optional
        value={rule.words ?? ''}
        onChange={({ target }) => set({ words: target.value || null })}
      />
      <SelectField
        label={t('Sound')}
        value={rule.sound}
        onChange={({ target }) => set({ sound: target.value })}
      >
        <Options of={SOUNDS} own={media.filter(({ kind }) => kind === 'sound')} />
      </SelectField>
      <SelectField
        label={t('Picture')}
        value={rule.image}
        onChange={({ target }) => set({ image: target.value })}
      >
        <Options of={IMAGES} own={media.filter(({ kind }) => kind === 'picture')} />
      </SelectField>
      <TextField
        label={t('Seconds on the screen')}
        type="number"
        min={2}
        max={120}
        value={rule.seconds}
        onChange={({ target }) => set({ seconds: Math.min(120, Math.max(2, readCount(target.value) ?? 8)) })}
      />
      <CheckField
        label={t('Read aloud')}
        hint={t('By the voice of the browser that shows it, where it has one.')}
        checked={rule.say}
        onChange={({ target }) => set({ say: target.checked })}
      />
      <p className="row-actions">
        {onUp && (
          <Button kind="quiet" aria-label={t('Move up {name}', { name })} onClick={onUp}>
            {t('Move up')}
          </Button>
        )}
        <Button kind="quiet" aria-label={t('Remove {name}', { name })} onClick={onRemove}>
          {t('Remove')}
        </Button>
      </p>
    </fieldset>
  )
}

function Options({ of, own }: { of: Record<string, string>; own: Medium[] }) {
  return (
    <>
      {Object.entries(of).map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
      {own.length > 0 && (
        <optgroup label={t('Our own')}>
          {own.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </optgroup>
      )}
    </>
  )
}

function readCount(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}
