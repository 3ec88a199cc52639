import { useState } from 'react'
import type { PaymentJson } from '#api/contract/payment.ts'
import { onSubmit } from '#client/lib/form.ts'
import { readAttachment } from '#client/review/payment/read-attachment.ts'
import { usePatchPayment } from '#client/review/use-review.ts'
import { useEpisodes, useShows } from '#client/show/use-shows.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Field, SelectField, TextField } from '#client/ui/field.tsx'
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
    toast('Attached')
    onDone()
  }
  return (
    <form
      className="form row-form"
      onSubmit={onSubmit((fields) =>
        patch.mutate(readAttachment(payment, show, fields), { onSuccess: done }),
      )}
    >
      <SelectField label="Show" value={show} onChange={({ target }) => choose(target.value)}>
        <ShowOptions shows={shows} />
      </SelectField>
      <SelectField
        label="Episode"
        name="episode"
        defaultValue={payment.episode?.id ?? ''}
        key={`${show} ${episodes.length}`}
      >
        <option value="">None, the show alone</option>
        <EpisodeOptions episodes={episodes} />
      </SelectField>
      <TextField
        label="Sent by"
        name="sender_name"
        optional
        maxLength={200}
        dir="auto"
        autoComplete="off"
        defaultValue={payment.supporter?.id ? payment.supporter.name : ''}
      />
      <Field label="Message" optional>
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
      <SelectField label="It is" name="action" defaultValue={payment.action ?? ''}>
        <option value="">what Readout makes of it</option>
        <option value="boost">a boost</option>
        <option value="stream">a stream</option>
      </SelectField>
      <ErrorNote error={patch.error} />
      <div className="row-actions">
        <Button type="submit" kind="primary" busy={patch.isPending} disabled={show === ''}>
          Attach
        </Button>
        <Button kind="quiet" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
