import { useState } from 'react'
import type { SettingsOf } from '#api/contract/outgoing/way.ts'
import { useReadyBodies } from '#client/outgoing/use-outgoing.ts'
import { ConnectSigner } from '#client/outgoing/way/connect-signer.tsx'
import { OwnNetwork } from '#client/outgoing/way/own-network.tsx'
import { hostOf } from '#client/outgoing/way/read-way.ts'
import { WordsField } from '#client/outgoing/way/words-field.tsx'
import { say, t } from '#client/outgoing/words.ts'
import { Field, SelectField, TextField } from '#client/ui/field.tsx'

const RELAYS = 'wss://relay.fountain.fm\nwss://nos.lol\nwss://relay.damus.io'

const HOLDERS = ['key', 'signer', 'coming'] as const
type Holder = (typeof HOLDERS)[number]

/** By which key and relays a note is posted, and what it says. */
export function NostrFields({ known }: { known: SettingsOf<'nostr'> | null }) {
  const ready = useReadyBodies().data?.note
  const [relays, setRelays] = useState(known?.relays.join('\n') ?? RELAYS)
  const before = known?.own_network?.toLowerCase()
  const [holder, choose] = useState<Holder>(known?.signer ? 'signer' : 'key')
  const isKept = known !== null && (known.signer ? 'signer' : 'key') === holder
  const named = relays.split(/\s+/).filter((relay) => relay !== '')
  const hosts = relays.split(/\s+/).map(hostOf)
  const plain = relays.split(/\s+/).find((relay) => relay.startsWith('ws://'))
  const own = hosts.find((host) => host === before) ?? (plain ? hostOf(plain) : null)
  return (
    <>
      <p className="hint">
        {t(
          'A note for each boost says what arrived, never what was meant, with the ids that apps find it by. There is none where whoever sent the boost posted one, and never two.',
        )}
      </p>
      <Field label={t('Relays')} hint={t('One a line.')}>
        {(props) => (
          <textarea
            className="input mono"
            name="relays"
            rows={4}
            required
            value={relays}
            onChange={({ target }) => setRelays(target.value)}
            {...props}
          />
        )}
      </Field>
      {own && <OwnNetwork key={own} host={own} isOwn={own === before} without="TLS" />}
      <SelectField
        label={t('Signed by')}
        name="holder"
        value={holder}
        onChange={({ target }) => choose(HOLDERS.find((one) => one === target.value) ?? 'key')}
      >
        <option value="key">{t('A key that Readout keeps')}</option>
        <option value="signer">{t('A signer that has the key')}</option>
        <option value="coming">{t('A signer that is to come by a QR code')}</option>
      </SelectField>
      {holder === 'coming' && <ConnectSigner relays={named} />}
      {holder === 'signer' && (
        <TextField
          label={isKept ? t('Another signer') : t('Address of the signer')}
          name="signer"
          type="password"
          autoComplete="off"
          placeholder="bunker://…"
          required={!isKept}
          hint={
            isKept
              ? say('Empty: it stays, and signs as {npub}.', {
                  npub: <bdi className="breaks">{known.npub}</bdi>,
                })
              : t('From Amber, nsec.app and others (NIP-46). It is asked at once, and may want your yes.')
          }
          optional={isKept}
        />
      )}
      {holder === 'key' && (
        <TextField
          label={isKept ? t('Another secret key') : t('The show’s secret key')}
          name="secret_key"
          type="password"
          autoComplete="off"
          placeholder="nsec1…"
          hint={
            isKept
              ? say('Empty: it stays {npub}.', { npub: <bdi className="breaks">{known.npub}</bdi> })
              : t('Kept sealed. Empty: one is made, for the show alone.')
          }
          optional
        />
      )}
      <TextField
        label={t('Wait for a note of theirs')}
        name="wait_s"
        type="number"
        min={0}
        max={3600}
        defaultValue={known?.wait_s ?? 120}
        hint={t('Seconds. Apps post a moment after they pay.')}
      />
      {(known || ready) && (
        <WordsField label={t('Note')} name="text" rows={8} words={known?.text ?? ready ?? ''} />
      )}
    </>
  )
}
