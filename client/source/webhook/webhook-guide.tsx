import { useState } from 'react'
import { Link } from 'wouter'
import type { WebhookTried } from '#api/contract/webhook.ts'
import { MappingForm } from '#client/source/webhook/mapping-form.tsx'
import { SampleForm } from '#client/source/webhook/sample-form.tsx'
import { useMakeWebhook } from '#client/source/webhook/use-webhooks.ts'
import { say, t } from '#client/source/words.ts'
import { CheckField, TextField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'
import { ShownOnce } from '#client/ui/shown-once.tsx'

/** A sample is pasted, its fields are pointed at and tried, and an address is made for what sends it. */
export function WebhookGuide() {
  const [looked, look] = useState<{ sample: string; known: WebhookTried } | null>(null)
  return (
    <>
      <Section title={t('What it sends')}>
        <SampleForm
          hint={t(
            'One payment as the shop or service sends it: it is in its documentation, or in what it sent last.',
          )}
          onKnown={(sample, known) => look({ sample, known })}
        />
      </Section>
      {looked && (
        <Section title={t('Which field is what')}>
          <NewWebhook key={looked.sample} {...looked} />
        </Section>
      )}
    </>
  )
}

function NewWebhook({ sample, known }: { sample: string; known: WebhookTried }) {
  const [isShows, setShows] = useState(true)
  const make = useMakeWebhook()
  if (make.data) return <Made name={make.data.name} path={make.data.path} />
  return (
    <MappingForm
      sample={sample}
      known={known}
      yes={t('Make its address')}
      busy={make.isPending}
      error={make.error}
      onYes={(mapping, { name = '', wallet }) =>
        make.mutate({ name, wallet: wallet || null, whose: isShows ? 'show' : 'shared', mapping })
      }
    >
      <TextField
        label={t('Name')}
        name="name"
        required
        maxLength={200}
        defaultValue="my-shop"
        autoComplete="off"
        hint={t('As it will be shown, and in exports')}
      />
      <TextField
        label={t('Wallet')}
        name="wallet"
        optional
        maxLength={200}
        autoComplete="off"
        hint={t('Only where another source reports on the same wallet: then that wallet’s name.')}
      />
      <CheckField
        label={t('Everything that it sends is the show’s')}
        checked={isShows}
        onChange={({ target }) => setShows(target.checked)}
        hint={t('Otherwise only what names a show counts, or what fits a rule.')}
      />
    </MappingForm>
  )
}

function Made({ name, path }: { name: string; path: string }) {
  return (
    <>
      <ShownOnce label={t('The address of {name}', { name })} secret={`${location.origin}${path}`}>
        {t(
          'Give it to the service as its webhook, to be sent with POST. Whoever knows it can report payments, and it is shown only now.',
        )}
      </ShownOnce>
      <p className="meta spaced">
        {say(
          'How it does is under {link}. A service on the internet reaches it only where Readout can be reached from there.',
          { link: <Link href="/sources">{t('Sources')}</Link> },
        )}
      </p>
    </>
  )
}
