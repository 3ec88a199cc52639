import { useFilters } from '#client/boost/filter/use-filters.ts'
import { ACTIONS, CLAIMS, type FilterName, STATUSES } from '#client/boost/filters.ts'
import { t } from '#client/boost/words.ts'
import { useEpisodes, useShows } from '#client/show/use-shows.ts'
import { Button } from '#client/ui/button.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { EpisodeOptions } from '#client/ui/options.tsx'
import { useWallets } from '#client/wallet/use-wallets.ts'

const ACTION_WORDS = { boost: t('Sent by hand'), auto: t('Sent on a schedule') }
const CLAIM_WORDS = {
  confirmed: t('Confirmed by what arrived'),
  doubtful: t('In doubt'),
  unknown: t('Cannot be checked'),
  unproven: t('Not seen in a wallet'),
}
const STATUS_WORDS = {
  unread: t('Not read yet'),
  read: t('Read on air'),
  unanswered: t('Not answered'),
  hidden: t('Hidden'),
  doubtful: t('Claim in doubt'),
  possible_double: t('Possible doubles'),
  dismissed: t('Dismissed: claimed, not received'),
}

/** The filters that are set less often. */
export function FilterPanel() {
  const { filters, setFilters, clear } = useFilters()
  const shows = useShows().data ?? []
  const show = filters.show ?? (shows.length === 1 ? shows[0]?.slug : undefined)
  const episodes = useEpisodes(show).data ?? []
  // Also one of the address that is no more.
  const wallets = new Set([
    ...(useWallets().data ?? []).map(({ name }) => name),
    ...(filters.wallet ? [filters.wallet] : []),
  ])
  const field = (name: FilterName) => ({
    defaultValue: filters[name] ?? '',
    // Shown again where the address changed by other means.
    key: `${name} ${filters[name] ?? ''}`,
    onBlur: ({ target }: { target: { value: string } }) => {
      if (target.value !== (filters[name] ?? '')) setFilters({ [name]: target.value })
    },
  })
  const choice = (name: FilterName) => ({
    value: filters[name] ?? '',
    onChange: ({ target }: { target: { value: string } }) => setFilters({ [name]: target.value }),
  })
  return (
    <form className="filters" onSubmit={(event) => event.preventDefault()}>
      <SelectField label={t('Episode')} disabled={!show} {...choice('episode')}>
        <option value="">{show ? t('All episodes') : t('Choose a show first')}</option>
        <EpisodeOptions episodes={episodes} />
      </SelectField>
      <SelectField label={t('State')} {...choice('status')}>
        <option value="">{t('Any')}</option>
        {STATUSES.map((status) => (
          <option key={status} value={status}>
            {STATUS_WORDS[status]}
          </option>
        ))}
      </SelectField>
      <SelectField label={t('Claim')} {...choice('claim')}>
        <option value="">{t('Any')}</option>
        {CLAIMS.map((claim) => (
          <option key={claim} value={claim}>
            {CLAIM_WORDS[claim]}
          </option>
        ))}
      </SelectField>
      <SelectField label={t('Kind')} {...choice('action')}>
        <option value="">{t('Any')}</option>
        {ACTIONS.map((action) => (
          <option key={action} value={action}>
            {ACTION_WORDS[action]}
          </option>
        ))}
      </SelectField>
      <TextField label={t('App')} {...field('app')} autoComplete="off" maxLength={200} />
      <SelectField label={t('Wallet')} {...choice('wallet')}>
        <option value="">{t('All wallets')}</option>
        {[...wallets].map((name) => (
          <option key={name}>{name}</option>
        ))}
      </SelectField>
      <TextField
        label={t('Sats at least')}
        {...field('min_sats')}
        inputMode="numeric"
        pattern="\d*"
        autoComplete="off"
      />
      <TextField label={t('From')} type="date" {...field('since')} />
      <TextField label={t('To')} type="date" {...field('until')} />
      <Button kind="quiet" onClick={clear}>
        {t('Clear all')}
      </Button>
      <button type="submit" className="unseen">
        {t('Filter')}
      </button>
    </form>
  )
}
