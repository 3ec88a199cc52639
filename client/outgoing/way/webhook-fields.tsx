import { useState } from 'react'
import type { SettingsOf } from '#api/contract/outgoing/way.ts'
import type { ReadyBody } from '#client/outgoing/use-outgoing.ts'
import { OwnNetwork } from '#client/outgoing/way/own-network.tsx'
import { hostOf } from '#client/outgoing/way/read-way.ts'
import { WordsField } from '#client/outgoing/way/words-field.tsx'
import { t } from '#client/outgoing/words.ts'
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
        label={known ? t('Another address') : t('Address')}
        name="address"
        type="url"
        value={address}
        placeholder={known ? t('at {host}, as it is', { host: known.host }) : choice.address}
        onChange={({ target }) => setAddress(target.value)}
        required={!known}
        maxLength={2000}
        autoComplete="off"
        hint={known ? t('Empty: it stays.') : t('Kept sealed, and not shown again.')}
      />
      {host && <OwnNetwork key={host} host={host} isOwn={host === known?.host && known.own_network} />}
      <TextField
        label={t('Token')}
        name="token"
        type="password"
        autoComplete="off"
        hint={known ? t('Empty: it stays as it is.') : t('Sent as Authorization: Bearer.')}
        optional
      />
      {choice.body.kind === 'template' && (
        <WordsField label={t('Body')} name="template" rows={8} words={choice.body.template} />
      )}
    </>
  )
}
