import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Plan, Preset } from '#api/contract/air/plan.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { formatPlan } from '#client/air/plan/format-plan.ts'
import { OrderFields } from '#client/air/plan/order-fields.tsx'
import { readMinutes, readSats } from '#client/air/plan/read-plan.ts'
import { t } from '#client/air/words.ts'
import { formatCount } from '#client/format/sats.ts'
import { language } from '#client/language/language.ts'
import { onSubmit, readForm } from '#client/lib/form.ts'
import { change, get } from '#client/lib/request.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { CheckField, TextField } from '#client/ui/field.tsx'
import { toast } from '#client/ui/toasts.tsx'

type Props = { segment: SegmentJson; onChanged: (segment: SegmentJson) => void; onClose: () => void }

/** How this segment is read: how long, from how much, in which order; or as a plan that the show keeps. */
export function PlanDialog({ segment, onChanged, onClose }: Props) {
  const { plan, show } = segment
  const [order, setOrder] = useState(plan.order)
  const client = useQueryClient()
  const key = ['air-settings', show.slug]
  const settings = useQuery({
    queryKey: key,
    queryFn: () => get('/shows/{slug}/air-settings', { slug: show.slug }),
  })
  const save = useMutation({
    mutationFn: (plan: Plan | null) => change('PATCH', '/segments/{id}', { id: segment.id, body: { plan } }),
    onSuccess: (answer) => {
      onChanged(answer)
      onClose()
    },
  })
  const keep = useMutation({
    mutationFn: (presets: Preset[]) =>
      change('PATCH', '/shows/{slug}/air-settings', { slug: show.slug, body: { presets } }),
    onSuccess: (answer) => {
      client.setQueryData(key, answer)
      toast(t('The plan is kept for the next segments'))
    },
  })
  const presets = settings.data?.presets ?? []
  const asPlan = ({ minutes = '', from = '', fold }: Record<string, string>): Plan => ({
    target_s: readMinutes(minutes),
    from_sats: readSats(from),
    fold: fold === 'on',
    order,
  })
  return (
    <Dialog title={t('Plan this segment')} kind="side" onClose={onClose}>
      {presets.length > 0 && (
        <ul className="air-presets" aria-label={t('Plans of the show')}>
          {presets.map(({ name, plan: kept }) => (
            <li key={name}>
              <Button busy={save.isPending} onClick={() => save.mutate(kept)}>
                <bdi>{name}</bdi>
              </Button>{' '}
              <span className="meta">{formatPlan(kept)}</span>
            </li>
          ))}
        </ul>
      )}
      <form className="form" id="plan" onSubmit={onSubmit((fields) => save.mutate(asPlan(fields)))}>
        <TextField
          label={t('It takes (minutes)')}
          name="minutes"
          inputMode="numeric"
          pattern="[0-9]{1,4}"
          title={t('A whole number of minutes')}
          optional
          hint={t(
            'A line in the running order then says where the time ends. Thanks and streams have their time set aside.',
          )}
          defaultValue={plan.target_s === null ? '' : Math.round(plan.target_s / 60)}
        />
        <TextField
          label={t('Read only from (sats) today')}
          name="from"
          inputMode="numeric"
          pattern="[0-9][0-9,. ]*"
          title={t('A whole number of sats')}
          optional
          hint={t('Smaller ones are thanked by name. What is pinned is read however small it is.')}
          defaultValue={plan.from_sats === null ? '' : formatCount(plan.from_sats, [language])}
        />
        <CheckField
          label={t('Fold what has no words into one line')}
          name="fold"
          defaultChecked={plan.fold}
        />
        <details>
          <summary>{t('Order')}</summary>
          <div className="form">
            <OrderFields order={order} onChange={setOrder} />
          </div>
        </details>
        <ErrorNote error={save.error} />
        <p className="air-actions">
          <Button kind="primary" type="submit" busy={save.isPending}>
            {t('Plan it so')}
          </Button>
          <Button busy={save.isPending} onClick={() => save.mutate(null)}>
            {t('As the show has it')}
          </Button>
        </p>
      </form>
      <form
        className="form row"
        onSubmit={onSubmit(({ name = '' }, form) => {
          const fields = document.querySelector<HTMLFormElement>('form#plan')
          if (!fields || name === '') return
          const kept = { name, plan: asPlan(readForm(fields)) }
          keep.mutate([...presets.filter((one) => one.name !== name), kept], {
            onSuccess: () => form.reset(),
          })
        })}
      >
        <TextField label={t('Keep this plan as')} name="name" maxLength={60} required />
        <Button type="submit" busy={keep.isPending}>
          {t('Keep')}
        </Button>
        <ErrorNote error={keep.error} />
      </form>
    </Dialog>
  )
}
