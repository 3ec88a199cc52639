import { useState } from 'react'
import type { WebhookBody } from '#api/contract/outgoing.ts'
import { onSubmit } from '#client/lib/form.ts'
import { type ReadyBody, useMakeWay, useReadyBodies } from '#client/outgoing/use-outgoing.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { CheckField, Field, SelectField, TextField } from '#client/ui/field.tsx'

type Choice = Pick<ReadyBody, 'name' | 'address' | 'hint' | 'body'>

const OWN: Choice[] = [
  {
    name: 'Readout',
    address: 'https://example.com/hook',
    hint: 'JSON with the whole boost, signed as Standard Webhooks has it.',
    body: { kind: 'readout' },
  },
  {
    name: 'Helipad',
    address: 'https://example.com/hook',
    hint: 'The fields of Helipad’s webhook, for what listens to that already.',
    body: { kind: 'helipad' },
  },
]

/** Makes a webhook. @param onMade told of the secret that its messages are signed with, where they are */
export function WayForm({
  onMade,
  onDone,
}: {
  onMade: (made: { name: string; signing_secret: string | null }) => void
  onDone: () => void
}) {
  const choices = [...OWN, ...(useReadyBodies().data ?? [])]
  const [chosen, choose] = useState('Readout')
  const [address, setAddress] = useState('')
  const [isOwn, setOwn] = useState(false)
  const make = useMakeWay()
  const choice = choices.find(({ name }) => name === chosen) ?? OWN[0]
  const host = URL.canParse(address) ? new URL(address).hostname : ''
  const bodyOf = (template: string | undefined): WebhookBody =>
    choice?.body.kind === 'template'
      ? { ...choice.body, template: template ?? choice.body.template }
      : (choice?.body ?? { kind: 'readout' })
  return (
    <form
      className="form"
      aria-label="A new way out"
      onSubmit={onSubmit(({ name = '', token, per_minute, template }) =>
        make.mutate(
          {
            name,
            address,
            token: token || null,
            body: bodyOf(template),
            own_network: isOwn ? host : null,
            per_minute: per_minute ? Number(per_minute) : null,
          },
          {
            onSuccess: (made) => {
              onMade(made)
              onDone()
            },
          },
        ),
      )}
    >
      <SelectField
        label="What is sent"
        value={chosen}
        hint={choice?.hint}
        onChange={({ target }) => choose(target.value)}
      >
        {choices.map(({ name, body }) => (
          <option key={name} value={name}>
            {body.kind === 'template' ? `A message for ${name}` : `${name}’s own JSON`}
          </option>
        ))}
      </SelectField>
      <TextField label="Name" name="name" key={chosen} defaultValue={chosen} required maxLength={100} />
      <TextField
        label="Address"
        type="url"
        value={address}
        placeholder={choice?.address}
        onChange={({ target }) => setAddress(target.value)}
        required
        maxLength={2000}
        autoComplete="off"
        hint="Kept sealed, and not shown again."
      />
      {host !== '' && (
        <CheckField
          label={`${host} is in my own network`}
          hint="Then it may have a private address and do without https. Anything else is reached over the public internet only."
          checked={isOwn}
          onChange={({ target }) => setOwn(target.checked)}
        />
      )}
      <TextField
        label="Token"
        name="token"
        type="password"
        autoComplete="off"
        hint="Sent as Authorization: Bearer."
        optional
      />
      <TextField
        label="At most so many a minute"
        name="per_minute"
        type="number"
        min={1}
        max={600}
        defaultValue={30}
        hint="Empty: as fast as it takes them."
      />
      {choice?.body.kind === 'template' && (
        <Field
          label="Body"
          hint="{{name}}, {{amount}}, {{sats}}, {{message}}, {{excerpt}}, {{show}}, {{episode}}, {{app}}, {{position}} and {{id}} stand for what they say."
        >
          {(props) => (
            <textarea
              className="input mono"
              key={chosen}
              name="template"
              rows={8}
              required
              maxLength={10_000}
              defaultValue={choice.body.kind === 'template' ? choice.body.template : ''}
              {...props}
            />
          )}
        </Field>
      )}
      <ErrorNote error={make.error} />
      <div className="row-actions">
        <Button type="submit" busy={make.isPending}>
          Make the way out
        </Button>
        <Button kind="quiet" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
