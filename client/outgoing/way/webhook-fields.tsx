import { useState } from 'react'
import type { SettingsOf } from '#api/contract/outgoing/way.ts'
import type { ReadyBody } from '#client/outgoing/use-outgoing.ts'
import { OwnNetwork } from '#client/outgoing/way/own-network.tsx'
import { hostOf } from '#client/outgoing/way/read-way.ts'
import { WordsField } from '#client/outgoing/way/words-field.tsx'
import { TextField } from '#client/ui/field.tsx'

/** Where a webhook goes, and what it says. */
export function WebhookFields({
  choice,
  known,
}: {
  choice: Pick<ReadyBody, 'address' | 'body'>
  known: SettingsOf<'webhook'> | null
}) {
  const [address, setAddress] = useState('')
  const host = hostOf(address) || known?.host
  return (
    <>
      <TextField
        label={known ? 'Another address' : 'Address'}
        name="address"
        type="url"
        value={address}
        placeholder={known ? `at ${known.host}, as it is` : choice.address}
        onChange={({ target }) => setAddress(target.value)}
        required={!known}
        maxLength={2000}
        autoComplete="off"
        hint={known ? 'Empty: it stays.' : 'Kept sealed, and not shown again.'}
      />
      {host && <OwnNetwork key={host} host={host} isOwn={host === known?.host && known.own_network} />}
      <TextField
        label="Token"
        name="token"
        type="password"
        autoComplete="off"
        hint={known ? 'Empty: it stays as it is.' : 'Sent as Authorization: Bearer.'}
        optional
      />
      {choice.body.kind === 'template' && (
        <WordsField label="Body" name="template" rows={8} words={choice.body.template} />
      )}
    </>
  )
}
