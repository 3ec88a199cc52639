import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { ShowJson } from '#api/contract/show.ts'
import { asReport, type HandBoost, type MoneyKind, type Report } from '#client/boost/by-hand/hand-report.ts'
import { MoneyFields, railOf } from '#client/boost/by-hand/money-fields.tsx'
import { t } from '#client/boost/words.ts'
import { asLocalTime } from '#client/format/local-time.ts'
import { onSubmit } from '#client/lib/form.ts'
import { makeId } from '#client/lib/make-id.ts'
import { change } from '#client/lib/request.ts'
import { useEpisodes } from '#client/show/use-shows.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Field, SelectField, TextField } from '#client/ui/field.tsx'
import { EpisodeOptions, ShowOptions } from '#client/ui/options.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Types a boost in; once it is recorded it is opened. */
export function HandForm({ shows }: { shows: ShowJson[] }) {
  const [id] = useState(makeId)
  const [slug, setSlug] = useState(shows[0]?.slug ?? '')
  const [money, setMoney] = useState<MoneyKind>('sats')
  const [wrong, setWrong] = useState<{ field: string; error: string } | null>(null)
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const episodes = useEpisodes(slug).data ?? []
  const show = shows.find((each) => each.slug === slug)
  const record = useMutation({
    mutationFn: (body: Report) => change('POST', '/payments', { body }),
    onSuccess: (result) => {
      const boost_id = 'boost_id' in result ? result.boost_id : null
      toast(t('Recorded'))
      client.invalidateQueries({ queryKey: ['boosts'] })
      navigate(boost_id ? `/boosts/${boost_id}` : '/boosts')
    },
  })
  const submit = (fields: Record<string, string>) => {
    if (!show) return
    const { name = '', message = '', at = '', position = '', amount = '', currency = show.currency } = fields
    const episode = episodes.find((each) => each.id === fields.episode) ?? null
    const rail = railOf(money, fields.rail)
    const boost: HandBoost = {
      id,
      show,
      episode,
      name,
      message,
      at,
      position,
      money,
      amount,
      currency: currency.toUpperCase(),
      rail,
    }
    const report = asReport(boost)
    if ('field' in report) return setWrong(report)
    setWrong(null)
    record.mutate(report)
  }
  const errorOf = (field: string) => (wrong?.field === field ? wrong.error : null)
  return (
    <form className="form" onSubmit={onSubmit(submit)} noValidate={false}>
      {shows.length > 1 && (
        <SelectField label={t('Show')} value={slug} onChange={({ target }) => setSlug(target.value)}>
          <ShowOptions shows={shows} />
        </SelectField>
      )}
      <SelectField label={t('Episode')} name="episode">
        <option value="">{t('None, the show alone')}</option>
        <EpisodeOptions episodes={episodes} />
      </SelectField>
      <MoneyFields
        money={money}
        onMoney={setMoney}
        currency={show?.currency ?? 'USD'}
        error={errorOf('amount')}
      />
      <TextField
        label={t('From')}
        name="name"
        optional
        maxLength={200}
        autoComplete="off"
        hint={t('Without a name it is anonymous.')}
      />
      <Field label={t('Message')} optional>
        {(props) => (
          <textarea className="input" name="message" rows={4} maxLength={10_000} dir="auto" {...props} />
        )}
      </Field>
      <TextField
        label={t('When')}
        name="at"
        type="datetime-local"
        required
        defaultValue={asLocalTime(new Date().toISOString())}
        error={errorOf('at')}
      />
      <TextField
        label={t('Where in the episode')}
        name="position"
        optional
        placeholder="41:07"
        inputMode="numeric"
        autoComplete="off"
        error={errorOf('position')}
      />
      <ErrorNote error={record.error} />
      <Button kind="primary" type="submit" busy={record.isPending}>
        {t('Record it')}
      </Button>
    </form>
  )
}
