import { useRef, useState } from 'react'
import { Link } from 'wouter'
import type { WebhookTried } from '#api/contract/webhook.ts'
import { onSubmit, readForm } from '#client/lib/form.ts'
import { MapFields } from '#client/source/webhook/map-fields.tsx'
import { Previews } from '#client/source/webhook/previews.tsx'
import { readMapping } from '#client/source/webhook/read-mapping.ts'
import { useMakeWebhook, useTrySample } from '#client/source/webhook/use-webhooks.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { CheckField, Field, TextField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'
import { ShownOnce } from '#client/ui/shown-once.tsx'

/** A sample is pasted, its fields are pointed at and tried, and an address is made for what sends it. */
export function WebhookGuide() {
  const [sample, setSample] = useState('')
  const [known, setKnown] = useState<WebhookTried | null>(null)
  const look = useTrySample()
  return (
    <>
      <Section title="What it sends">
        <form
          className="form"
          onSubmit={onSubmit(({ sample: text = '' }) => {
            setSample(text)
            look.mutate({ sample: text }, { onSuccess: setKnown })
          })}
        >
          <Field
            label="A sample"
            hint="One payment as the shop or service sends it: it is in its documentation, or in what it sent last."
          >
            {(props) => (
              <textarea
                className="input mono"
                name="sample"
                rows={8}
                required
                maxLength={200_000}
                autoComplete="off"
                spellCheck={false}
                placeholder={'{ "id": "p1", "amount": 2100, "message": "Hello" }'}
                {...props}
              />
            )}
          </Field>
          <ErrorNote error={look.error} />
          <div className="row-actions">
            <Button type="submit" busy={look.isPending} {...(known ? {} : { kind: 'primary' as const })}>
              {known ? 'Look at it again' : 'Look at it'}
            </Button>
          </div>
        </form>
      </Section>
      {known && (
        <Section title="Which field is what">
          <MappingForm key={sample} sample={sample} known={known} />
        </Section>
      )}
    </>
  )
}

function MappingForm({ sample, known }: { sample: string; known: WebhookTried }) {
  const form = useRef<HTMLFormElement>(null)
  const [isShows, setShows] = useState(true)
  const trial = useTrySample()
  const make = useMakeWebhook()
  const tryIt = () => {
    if (form.current?.reportValidity()) trial.mutate({ sample, mapping: readMapping(readForm(form.current)) })
  }
  if (make.data) return <Made name={make.data.name} path={make.data.path} />
  return (
    <form
      className="form"
      ref={form}
      onSubmit={onSubmit((fields) =>
        make.mutate({
          name: fields.name ?? '',
          wallet: fields.wallet || null,
          whose: isShows ? 'show' : 'shared',
          mapping: readMapping(fields),
        }),
      )}
    >
      <MapFields sample={known} />
      <TextField
        label="Name"
        name="name"
        required
        maxLength={200}
        defaultValue="my-shop"
        autoComplete="off"
        hint="As it will be shown, and in exports"
      />
      <TextField
        label="Wallet"
        name="wallet"
        optional
        maxLength={200}
        autoComplete="off"
        hint="Only where another source reports on the same wallet: then that wallet’s name."
      />
      <CheckField
        label="Everything that it sends is the show’s"
        checked={isShows}
        onChange={({ target }) => setShows(target.checked)}
        hint="Otherwise only what names a show counts, or what fits a rule."
      />
      <ErrorNote error={trial.error ?? make.error} />
      {trial.data && <Previews payments={trial.data.payments} />}
      <div className="row-actions">
        <Button busy={trial.isPending} onClick={tryIt}>
          Try it on the sample
        </Button>
        <Button kind="primary" type="submit" busy={make.isPending}>
          Make its address
        </Button>
      </div>
    </form>
  )
}

function Made({ name, path }: { name: string; path: string }) {
  return (
    <>
      <ShownOnce label={`The address of ${name}`} secret={`${location.origin}${path}`}>
        Give it to the service as its webhook, to be sent with POST. Whoever knows it can report payments, and
        it is shown only now.
      </ShownOnce>
      <p className="meta spaced">
        How it does is under <Link href="/sources">Sources</Link>. A service on the internet reaches it only
        where Readout can be reached from there.
      </p>
    </>
  )
}
