import { useState } from 'react'
import type { WayKind, WaySettings, WebhookBody } from '#api/contract/outgoing/way.ts'
import { onSubmit } from '#client/lib/form.ts'
import { useChangeWay, useMakeWay, useReadyBodies, type Way } from '#client/outgoing/use-outgoing.ts'
import { MailFields } from '#client/outgoing/way/mail-fields.tsx'
import { NostrFields } from '#client/outgoing/way/nostr-fields.tsx'
import { OscFields } from '#client/outgoing/way/osc-fields.tsx'
import { readChange, readWay } from '#client/outgoing/way/read-way.ts'
import { StudioFields } from '#client/outgoing/way/studio-fields.tsx'
import { WebhookFields } from '#client/outgoing/way/webhook-fields.tsx'
import { t } from '#client/outgoing/words.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { FormActions } from '#client/ui/form-actions.tsx'

type Choice = { name: string; kind: WayKind; what: string; hint?: string; address: string; body: WebhookBody }

const OWN = { address: 'https://example.com/hook', body: { kind: 'readout' } } as const
const FIRST: Choice = {
  ...OWN,
  name: t('Readout'),
  kind: 'webhook',
  what: t('Readout’s own JSON, to a webhook'),
  hint: t('JSON with the whole boost, signed as Standard Webhooks has it.'),
}
const HELIPAD: Choice = {
  ...OWN,
  name: 'Helipad',
  kind: 'webhook',
  what: t('Helipad’s own JSON, to a webhook'),
  hint: t('The fields of Helipad’s webhook, for what listens to that already.'),
  body: { kind: 'helipad' },
}
const OTHERS: Choice[] = [
  { ...OWN, name: t('Mail'), kind: 'mail', what: t('A mail') },
  { ...OWN, name: 'Nostr', kind: 'nostr', what: t('A note on Nostr') },
  { ...OWN, name: t('Studio'), kind: 'studio', what: t('A sound or MIDI in the studio') },
  { ...OWN, name: 'OSC', kind: 'osc', what: t('OSC, to a mixer or a light desk') },
]

/** Makes a way out, or changes one. @param onMade told of the secret that its messages are signed with, where they are */
export function WayForm({
  way = null,
  onMade = () => {},
  onDone,
}: {
  way?: Way | null
  onMade?: (made: { name: string; signing_secret: string | null }) => void
  onDone: () => void
}) {
  const choices = useChoices()
  const [chosen, choose] = useState(t('Readout'))
  const make = useMakeWay()
  const change = useChangeWay(way?.name ?? '')
  const choice = way ? choiceOf(way) : (choices.find(({ name }) => name === chosen) ?? FIRST)
  const save = (fields: Record<string, string>) => {
    const per_minute = fields.per_minute ? Number(fields.per_minute) : null
    const body: WebhookBody =
      choice.body.kind === 'template'
        ? { ...choice.body, template: fields.template ?? choice.body.template }
        : choice.body
    if (way)
      return change.mutate({ ...readChange(choice.kind, fields, body), per_minute }, { onSuccess: onDone })
    make.mutate(
      { ...readWay(choice.kind, fields, body), name: fields.name ?? '', per_minute },
      {
        onSuccess: (made) => {
          onMade(made)
          onDone()
        },
      },
    )
  }
  return (
    <form
      className="form"
      aria-label={way ? t('Change {name}', { name: way.name }) : t('A new way out')}
      onSubmit={onSubmit(save)}
    >
      {!way && (
        <>
          <SelectField
            label={t('What is sent')}
            value={chosen}
            hint={choice.hint}
            onChange={({ target }) => choose(target.value)}
          >
            {choices.map(({ name, what }) => (
              <option key={name} value={name}>
                {what}
              </option>
            ))}
          </SelectField>
          <TextField
            label={t('Name')}
            name="name"
            key={chosen}
            defaultValue={chosen}
            required
            maxLength={100}
          />
        </>
      )}
      <KindFields key={choice.name} choice={choice} known={way?.settings ?? null} />
      <TextField
        label={t('At most so many a minute')}
        name="per_minute"
        type="number"
        min={1}
        max={600}
        defaultValue={way ? (way.per_minute ?? '') : 30}
        hint={t('Empty: as fast as it takes them.')}
      />
      <ErrorNote error={make.error ?? change.error} />
      <FormActions
        submit={way ? t('Save') : t('Make the way out')}
        busy={make.isPending || change.isPending}
        onCancel={onDone}
      />
    </form>
  )
}

function KindFields({ choice, known }: { choice: Choice; known: WaySettings | null }) {
  if (choice.kind === 'mail') return <MailFields known={known?.kind === 'mail' ? known : null} />
  if (choice.kind === 'nostr') return <NostrFields known={known?.kind === 'nostr' ? known : null} />
  if (choice.kind === 'osc') return <OscFields known={known?.kind === 'osc' ? known : null} />
  if (choice.kind === 'studio') return <StudioFields known={known?.kind === 'studio' ? known : null} />
  return <WebhookFields choice={choice} known={known?.kind === 'webhook' ? known : null} />
}

function useChoices(): Choice[] {
  const ready = useReadyBodies().data?.items ?? []
  const messages = ready.map(
    ({ name, address, hint, body }): Choice => ({
      name,
      kind: 'webhook',
      what: t('A message for {name}', { name }),
      hint,
      address,
      body,
    }),
  )
  return [FIRST, HELIPAD, ...messages, ...OTHERS]
}

function choiceOf({ name, settings }: Way): Choice {
  return {
    ...OWN,
    name,
    kind: settings.kind,
    what: name,
    ...(settings.kind === 'webhook' ? { body: settings.body } : {}),
  }
}
