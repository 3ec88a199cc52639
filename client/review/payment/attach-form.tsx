import { useState } from 'react'
import type { PaymentJson } from '#api/contract/payment.ts'
import { onSubmit } from '#client/lib/form.ts'
import { readAttachment } from '#client/review/payment/read-attachment.ts'
import { usePatchPayment } from '#client/review/use-review.ts'
import { t } from '#client/review/words.ts'
import { useEpisodes, useShows } from '#client/show/use-shows.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Field, SelectField, TextField } from '#client/ui/field.tsx'
import { FormActions } from '#client/ui/form-actions.tsx'
import { EpisodeOptions, ShowOptions } from '#client/ui/options.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Says what a payment is: of which show and episode, from whom, with which message. */
export function AttachForm({ payment, onDone }: { payment: PaymentJson; onDone: () => void }) {
  const shows = (useShows().data ?? []).filter(({ set_aside }) => !set_aside)
  const [chosen, choose] = useState(payment.show?.slug ?? '')
  const show = chosen || shows[0]?.slug || ''
  const episodes = useEpisodes(show).data ?? []
  const patch = usePatchPayment(payment.id)
  const done = () => {
    toast(t('Attached'))
    onDone()
  }
  return (
    <form
      className="form row-form"
      onSubmit={onSubmit((fields) =>
        patch.mutate(readAttachment(payment, show, fields), { onSuccess: done }),
      )}
    >
      <SelectField label={t('Show')} value={show} onChange={({ target }) => choose(target.value)}>
        <ShowOptions shows={shows} />
      </SelectField>
      <SelectField
        label={t('Episode')}
        name="episode"
        defaultValue={payment.episode?.id ?? ''}
        key={`${show} ${episodes.length}`}
      >
        <option value="">{t('None, the show alone')}</option>
        <EpisodeOptions episodes={episodes} />
      </SelectField>
      <TextField
        label={t('Sent by')}
        name="sender_name"
        optional
        maxLength={200}
        dir="auto"
        autoComplete="off"
        defaultValue={payment.supporter?.id ? payment.supporter.name : ''}
      />
      <Field label={t('Message')} optional>
        {(props) => (
          <textarea
            className="input"
            name="message"
            dir="auto"
            maxLength={10_000}
            defaultValue={payment.message ?? ''}
            {...props}
          />
        )}
      </Field>
      <SelectField label={t('It is')} name="action" defaultValue={payment.action ?? ''}>
        <option value="">{t('what Readout makes of it')}</option>
        <option value="boost">{t('a boost')}</option>
        <option value="stream">{t('a stream')}</option>
      </SelectField>
      <ErrorNote error={patch.error} />
      <FormActions
        submit={t('Attach')}
        kind="primary"
        busy={patch.isPending}
        disabled={show === ''}
        onCancel={onDone}
      />
    </form>
  )
}
