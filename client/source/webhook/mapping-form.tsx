import { type ReactNode, useRef } from 'react'
import type { WebhookMapping, WebhookMappingJson, WebhookTried } from '#api/contract/webhook.ts'
import { onSubmit, readForm } from '#client/lib/form.ts'
import { MapFields } from '#client/source/webhook/map-fields.tsx'
import { Previews } from '#client/source/webhook/previews.tsx'
import { readMapping } from '#client/source/webhook/read-mapping.ts'
import { useTrySample } from '#client/source/webhook/use-webhooks.ts'
import { t } from '#client/source/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'

type Props = {
  sample: string
  known: WebhookTried
  /** What was pointed at before. */
  chosen?: WebhookMapping
  /** What else is to be said. */
  children?: ReactNode
  yes: string
  busy: boolean
  error: unknown
  onYes: (mapping: WebhookMappingJson, fields: Record<string, string>) => void
  /** Beside the buttons. */
  aside?: ReactNode
}

/** Points at the fields of a sample, and tries what it would be recorded as. */
export function MappingForm({ sample, known, chosen, children, yes, busy, error, onYes, aside }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const trial = useTrySample()
  const tryIt = () => {
    if (form.current?.reportValidity()) trial.mutate({ sample, mapping: readMapping(readForm(form.current)) })
  }
  return (
    <form className="form" ref={form} onSubmit={onSubmit((fields) => onYes(readMapping(fields), fields))}>
      <MapFields sample={known} {...(chosen ? { chosen } : {})} />
      {children}
      <ErrorNote error={trial.error ?? error} />
      {trial.data && <Previews payments={trial.data.payments} />}
      <div className="row-actions">
        <Button busy={trial.isPending} onClick={tryIt}>
          {t('Try it on the sample')}
        </Button>
        <Button kind="primary" type="submit" busy={busy}>
          {yes}
        </Button>
        {aside}
      </div>
    </form>
  )
}
