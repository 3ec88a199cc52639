import { useQuery } from '@tanstack/react-query'
import { nameRail } from '#client/format/rail.ts'
import { get } from '#client/lib/request.ts'
import { type ChoiceChange, EVERYTHING, FILTERS, type Only } from '#client/totals/choices.ts'
import { formatHour, formatWeekday } from '#client/totals/week.ts'
import { t } from '#client/totals/words.ts'
import { Button } from '#client/ui/button.tsx'
import { HiddenLabel } from '#client/ui/hidden-label.tsx'

const NAMES = {
  episode: t('Episode'),
  app: t('App'),
  supporter: t('Supporter'),
  wallet: t('Wallet'),
  rail: t('Payment method'),
  hour: t('Hour'),
} as const

/** What everything on the page is narrowed to, each to be taken back. */
export function OnlyBar({ only, choose }: { only: Only; choose: (change: ChoiceChange) => void }) {
  const chosen = FILTERS.flatMap((name) => (only[name] === undefined ? [] : [{ name, value: only[name] }]))
  if (chosen.length === 0) return null
  return (
    <fieldset className="only-bar">
      <legend className="unseen">{t('Narrowed to')}</legend>
      {chosen.map(({ name, value }) => (
        <Button key={name} onClick={() => choose({ [name]: undefined })}>
          <span className="meta">{NAMES[name]}</span> <OnlyName name={name} value={value} />{' '}
          <span aria-hidden="true">✕</span>
          <HiddenLabel>{t('take back')}</HiddenLabel>
        </Button>
      ))}
      {chosen.length > 1 && (
        <Button kind="quiet" onClick={() => choose(EVERYTHING)}>
          {t('Show everything')}
        </Button>
      )}
    </fieldset>
  )
}

function OnlyName({ name, value }: { name: keyof typeof NAMES; value: string }) {
  const told = useName(name, value)
  return (
    <strong className="only-name" dir="auto">
      {told}
    </strong>
  )
}

function useName(name: keyof typeof NAMES, value: string): string {
  const episode = useQuery({
    queryKey: ['episodes', 'one', value],
    queryFn: ({ signal }) => get('/episodes/{id}', { id: value, signal }),
    enabled: name === 'episode',
  })
  const supporter = useQuery({
    queryKey: ['supporters', 'name', value],
    queryFn: ({ signal }) => get('/supporters/{id}', { id: value, signal }),
    enabled: name === 'supporter',
  })
  switch (name) {
    case 'episode':
      return episode.data ? (episode.data.title ?? t('Untitled episode')) : '…'
    case 'supporter':
      return supporter.data?.name ?? '…'
    case 'app':
      return value === '' ? t('none named') : value
    case 'rail':
      return nameRail(value)
    case 'hour':
      return sayHour(value)
    case 'wallet':
      return value
  }
}

/** `1-23` as `Mondays, 11 pm`. */
function sayHour(value: string): string {
  const [weekday = 1, hour = 0] = value.split('-').map(Number)
  return `${formatWeekday(weekday - 1, 'long')}s, ${formatHour(hour)}`
}
