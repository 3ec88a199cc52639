import { useState } from 'react'
import type { WebhookTried } from '#api/contract/webhook.ts'
import { MappingForm } from '#client/source/webhook/mapping-form.tsx'
import { SampleForm } from '#client/source/webhook/sample-form.tsx'
import { useChangeMapping, type Webhook } from '#client/source/webhook/use-webhooks.ts'
import { t } from '#client/source/words.ts'
import { Button } from '#client/ui/button.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Points anew at the fields of what a webhook is sent: a new sample, or the last that could not be read. */
export function ChangeFields({
  webhook: { name, mapping, unread },
  onDone,
}: {
  webhook: Webhook
  onDone: () => void
}) {
  const [looked, look] = useState<{ sample: string; known: WebhookTried } | null>(null)
  const change = useChangeMapping(name)
  const cancel = (
    <Button kind="quiet" onClick={onDone}>
      {t('Cancel')}
    </Button>
  )
  return (
    <section aria-label={t('The fields of {name}', { name })}>
      <SampleForm
        initial={unread ?? ''}
        hint={
          unread === null
            ? t('One payment as the service sends it now.')
            : t('This came last and could not be read. It is read again once its fields are set.')
        }
        onKnown={(sample, known) => look({ sample, known })}
      />
      {looked ? (
        <MappingForm
          key={looked.sample}
          {...looked}
          chosen={mapping}
          yes={t('Read it so from now on')}
          busy={change.isPending}
          error={change.error}
          onYes={(to) =>
            change.mutate(to, {
              onSuccess: ({ again, problem }) => {
                toast(t('The fields of {name} are set{toldOf}', { name, toldOf: toldOf(again) }))
                if (problem === null) onDone()
              },
            })
          }
          aside={cancel}
        />
      ) : (
        <div className="row-actions">{cancel}</div>
      )}
    </section>
  )
}

/** What became of the one that could not be read. */
function toldOf(again: { recorded: number; known: number; skipped: number } | null): string {
  if (again === null) return ''
  const { recorded, known } = again
  if (recorded === 0) return known === 0 ? '' : `, ${t('and what came last was known already')}`
  return recorded === 1
    ? `, ${t('and the payment that came last is recorded')}`
    : `, ${t('and {recorded} payments are recorded', { recorded })}`
}
