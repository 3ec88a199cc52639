import { useState } from 'react'
import type { SettingsOf } from '#api/contract/outgoing/way.ts'
import { useAddSound, useSounds } from '#client/outgoing/use-outgoing.ts'
import { t } from '#client/outgoing/words.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { FileDrop } from '#client/ui/file-drop.tsx'

/** What the studio's pages play. */
export function StudioFields({ known }: { known: SettingsOf<'studio'> | null }) {
  const sounds = useSounds()
  const add = useAddSound()
  const [chosen, choose] = useState(known?.sound?.id ?? '')
  const hasChosen = sounds.data?.some(({ id }) => id === chosen) ?? false
  return (
    <>
      <p className="hint">
        {t(
          'It is played by those pages of the studio where somebody turned alerts on, one after another. Rules say from which amount: a bell for any boost, a gong from 10,000 sats.',
        )}
      </p>
      <SelectField
        label={t('Sound')}
        name="sound"
        key={sounds.data?.length ?? 0}
        value={hasChosen ? chosen : ''}
        onChange={({ target }) => choose(target.value)}
      >
        <option value="">{t('none')}</option>
        {sounds.data?.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <FileDrop label={t('Add a sound')} accept="audio/*" onFile={(file) => add.mutate(file)}>
        {t('Drop a file here, or choose one: MP3, Ogg, WAV, FLAC or M4A, at most 5 MB.')}
      </FileDrop>
      <ErrorNote error={sounds.error ?? add.error} />
      <TextField
        label={t('MIDI note')}
        name="note"
        type="number"
        min={0}
        max={127}
        defaultValue={known?.midi?.note ?? ''}
        hint={t('60 is the middle C. Empty: none.')}
        optional
      />
      <TextField
        label={t('MIDI channel')}
        name="channel"
        type="number"
        min={1}
        max={16}
        defaultValue={known?.midi?.channel ?? 1}
      />
      <TextField
        label={t('Velocity')}
        name="velocity"
        type="number"
        min={1}
        max={127}
        defaultValue={known?.midi?.velocity ?? 100}
      />
      <TextField
        label={t('How long, in milliseconds')}
        name="ms"
        type="number"
        min={10}
        max={10_000}
        defaultValue={known?.midi?.ms ?? 500}
      />
    </>
  )
}
