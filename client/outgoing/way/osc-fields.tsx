import { useState } from 'react'
import type { SettingsOf } from '#api/contract/outgoing/way.ts'
import { OwnNetwork } from '#client/outgoing/way/own-network.tsx'
import { WordsField } from '#client/outgoing/way/words-field.tsx'
import { t } from '#client/outgoing/words.ts'
import { TextField } from '#client/ui/field.tsx'

/** Which machine hears a message of OSC, and what it says. */
export function OscFields({ known }: { known: SettingsOf<'osc'> | null }) {
  const [host, setHost] = useState(known?.host ?? '')
  return (
    <>
      <TextField
        label={t('Host')}
        name="host"
        value={host}
        onChange={({ target }) => setHost(target.value)}
        placeholder="192.168.1.20"
        required
        maxLength={255}
      />
      <TextField
        label={t('Port')}
        name="port"
        type="number"
        min={1}
        max={65_535}
        defaultValue={known?.port ?? 8000}
        required
      />
      {host !== '' && <OwnNetwork host={host} isOwn={known?.own_network ?? false} without="encryption" />}
      <TextField
        label={t('OSC address')}
        name="path"
        defaultValue={known?.path ?? '/boost'}
        pattern="/[!-~]*"
        required
        maxLength={200}
      />
      <WordsField
        label={t('Arguments')}
        name="args"
        rows={4}
        required={false}
        words={known?.args.join('\n') ?? '{{sats}}\n{{name}}'}
        hint={t(
          'One a line, with the same tags: {tags} and so on. What comes out as a number is sent as one.',
          { tags: '{{sats}}, {{name}}, {{message}}' },
        )}
      />
    </>
  )
}
