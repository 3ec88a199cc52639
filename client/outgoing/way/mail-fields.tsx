import { useState } from 'react'
import type { SettingsOf } from '#api/contract/outgoing/way.ts'
import { useReadyBodies } from '#client/outgoing/use-outgoing.ts'
import { OwnNetwork } from '#client/outgoing/way/own-network.tsx'
import { WordsField } from '#client/outgoing/way/words-field.tsx'
import { t } from '#client/outgoing/words.ts'
import { SelectField, TextField } from '#client/ui/field.tsx'

const PORTS = { tls: 465, starttls: 587, none: 25 } as const

/** To whom a mail goes, through which server, and what it says. */
export function MailFields({ known }: { known: SettingsOf<'mail'> | null }) {
  const ready = useReadyBodies().data?.mail
  const [server, setServer] = useState(known?.server ?? '')
  const [security, secure] = useState(known?.security ?? 'tls')
  const [port, setPort] = useState(String(known?.port ?? PORTS.tls))
  const choose = (value: string) => {
    const chosen = value === 'starttls' || value === 'none' ? value : 'tls'
    secure(chosen)
    setPort(String(PORTS[chosen]))
  }
  return (
    <>
      <TextField
        label={t('To')}
        name="recipients"
        required
        defaultValue={known?.recipients.join(', ')}
        hint={t('One address, or several with commas between.')}
        autoComplete="off"
      />
      <TextField
        label={t('From')}
        name="sender"
        type="email"
        required
        defaultValue={known?.sender}
        hint={t('An address that your mail server lets you send from.')}
      />
      <TextField
        label={t('Mail server')}
        name="server"
        value={server}
        onChange={({ target }) => setServer(target.value)}
        placeholder="smtp.example.com"
        required
        maxLength={255}
      />
      <SelectField
        label={t('Secured by')}
        name="security"
        value={security}
        onChange={({ target }) => choose(target.value)}
      >
        <option value="tls">{t('TLS from the start (port 465)')}</option>
        <option value="starttls">{t('STARTTLS (port 587)')}</option>
        <option value="none">{t('nothing, in my own network only')}</option>
      </SelectField>
      <TextField
        label={t('Port')}
        name="port"
        type="number"
        min={1}
        max={65_535}
        value={port}
        onChange={({ target }) => setPort(target.value)}
        required
      />
      {server !== '' && <OwnNetwork host={server} isOwn={known?.own_network ?? false} without="TLS" />}
      <TextField
        label={t('User name')}
        name="user"
        defaultValue={known?.user ?? ''}
        autoComplete="off"
        optional
      />
      <TextField
        label={t('Password')}
        name="password"
        type="password"
        autoComplete="new-password"
        hint={
          known?.password
            ? t('Empty: it stays as it is.')
            : t('Kept sealed. Where the provider has app passwords, use one.')
        }
        optional
      />
      {(known || ready) && (
        <>
          <TextField
            label={t('Subject')}
            name="subject"
            required
            maxLength={500}
            defaultValue={known?.subject ?? ready?.subject}
          />
          <WordsField label={t('Text')} name="text" rows={10} words={known?.text ?? ready?.text ?? ''} />
        </>
      )}
    </>
  )
}
