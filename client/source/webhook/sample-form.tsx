import { useState } from 'react'
import type { WebhookTried } from '#api/contract/webhook.ts'
import { onSubmit } from '#client/lib/form.ts'
import { useTrySample } from '#client/source/webhook/use-webhooks.ts'
import { t } from '#client/source/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Field } from '#client/ui/field.tsx'

/** Takes a sample of what a service sends, and looks at its fields. */
export function SampleForm({
  initial = '',
  hint,
  onKnown,
}: {
  initial?: string
  hint: string
  onKnown: (sample: string, known: WebhookTried) => void
}) {
  const [isKnown, setKnown] = useState(false)
  const look = useTrySample()
  return (
    <form
      className="form"
      onSubmit={onSubmit(({ sample = '' }) =>
        look.mutate(
          { sample },
          {
            onSuccess: (known) => {
              setKnown(true)
              onKnown(sample, known)
            },
          },
        ),
      )}
    >
      <Field label={t('A sample')} hint={hint}>
        {(props) => (
          <textarea
            className="input mono"
            name="sample"
            rows={8}
            required
            maxLength={200_000}
            defaultValue={initial}
            autoComplete="off"
            spellCheck={false}
            placeholder={'{ "id": "p1", "amount": 2100, "message": "Hello" }'}
            {...props}
          />
        )}
      </Field>
      <ErrorNote error={look.error} />
      <div className="row-actions">
        <Button type="submit" busy={look.isPending} {...(isKnown ? {} : { kind: 'primary' as const })}>
          {isKnown ? t('Look at it again') : t('Look at it')}
        </Button>
      </div>
    </form>
  )
}
