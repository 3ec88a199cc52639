import { useState } from 'react'
import type { ShowJson } from '#api/contract/show.ts'
import { digitsOf } from '#client/format/minor-digits.ts'
import { parseMoney, parseSats } from '#client/format/parse-money.ts'
import type { Goal } from '#client/goal/use-goals.ts'
import { onSubmit } from '#client/lib/form.ts'
import { type GoalBody, useSaveGoal } from '#client/publish/goal/use-change-goals.ts'
import { t } from '#client/publish/words.ts'
import { useEpisodes } from '#client/show/use-shows.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { FormActions } from '#client/ui/form-actions.tsx'
import { EpisodeOptions } from '#client/ui/options.tsx'
import { toast } from '#client/ui/toasts.tsx'

type Period = Goal['period']
const PERIODS: Record<Period, string> = {
  month: t('Each month'),
  year: t('Each year'),
  season: t('From one day to another'),
  total: t('All in all'),
}

/** Sets a goal, or changes one. */
export function GoalForm({ show, goal, onDone }: { show: ShowJson; goal: Goal | null; onDone: () => void }) {
  const save = useSaveGoal(show.slug, goal?.id ?? null)
  const episodes = useEpisodes(show.slug).data ?? []
  const [period, setPeriod] = useState<Period>(goal?.period ?? 'month')
  const [currency, setCurrency] = useState(goal?.currency ?? '')
  const [mistake, setMistake] = useState<string | null>(null)
  const currencies = [...new Set([show.currency, 'USD', 'EUR', ...(goal?.currency ? [goal.currency] : [])])]
  const submit = (fields: Record<string, string>) => {
    const target = readTarget(fields.target ?? '', currency)
    setMistake(target === null ? t('Write an amount above nothing.') : null)
    if (target === null) return
    const body: GoalBody = {
      title: fields.title ?? '',
      target,
      currency: currency || null,
      episode: fields.episode || null,
      period,
      from: (period === 'season' || period === 'total') && fields.from ? fields.from : null,
      to: period === 'season' && fields.to ? fields.to : null,
    }
    save.mutate(body, {
      onSuccess: () => {
        toast(goal ? t('The goal is changed') : t('The goal is set'))
        onDone()
      },
    })
  }
  return (
    <form
      className="form"
      aria-label={goal ? t('Change the goal') : t('A new goal')}
      onSubmit={onSubmit(submit)}
    >
      <TextField label={t('What for')} name="title" required maxLength={200} defaultValue={goal?.title} />
      <div className="form row">
        <TextField
          label={t('How much')}
          name="target"
          inputMode="decimal"
          required
          error={mistake}
          defaultValue={goal ? writeTarget(goal.target, goal.currency ?? '') : ''}
        />
        <SelectField label={t('In')} value={currency} onChange={({ target }) => setCurrency(target.value)}>
          <option value="">{t('sats')}</option>
          {currencies.map((code) => (
            <option key={code} value={code}>
              {code}
            </option>
          ))}
        </SelectField>
      </div>
      {currency !== '' && (
        <p className="hint">
          {t(
            'Sats count at what they were worth when they came, and money by card or bank in {currency} counts too.',
            { currency },
          )}
        </p>
      )}
      <SelectField
        label={t('Counted')}
        value={period}
        onChange={({ target }) => setPeriod(asPeriod(target.value))}
      >
        {Object.entries(PERIODS).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
      {(period === 'season' || period === 'total') && (
        <div className="form row">
          <TextField
            label={t('From')}
            name="from"
            type="date"
            required={period === 'season'}
            optional={period === 'total'}
            defaultValue={goal?.from ?? ''}
          />
          {period === 'season' && (
            <TextField label={t('To')} name="to" type="date" required defaultValue={goal?.to ?? ''} />
          )}
        </div>
      )}
      <SelectField label={t('What is given to')} name="episode" defaultValue={goal?.episode?.id ?? ''}>
        <option value="">{t('the whole show')}</option>
        <EpisodeOptions episodes={episodes} />
      </SelectField>
      <ErrorNote error={save.error} />
      <FormActions
        submit={goal ? t('Save the goal') : t('Set the goal')}
        busy={save.isPending}
        onCancel={onDone}
      />
    </form>
  )
}

function asPeriod(value: string): Period {
  return value === 'year' || value === 'season' || value === 'total' ? value : 'month'
}

/** Whole sats, or the currency's minor unit; null where it is no such amount. */
function readTarget(text: string, currency: string): number | null {
  const msat = currency === '' ? parseSats(text) : null
  const target = currency === '' ? (msat === null ? null : msat / 1000) : parseMoney(text, currency)
  return target !== null && target > 0 ? target : null
}

function writeTarget(target: number, currency: string): string {
  return currency === '' ? String(target) : (target / 10 ** digitsOf(currency)).toFixed(digitsOf(currency))
}
