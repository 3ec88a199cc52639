import { PeriodFields } from '#client/books/choose/period-fields.tsx'
import type { Choices, Choose } from '#client/books/use-choices.ts'
import { t } from '#client/books/words.ts'
import { RAIL_NAMES } from '#client/format/rail.ts'
import { useMe } from '#client/person/use-me.ts'
import { useShows } from '#client/show/use-shows.ts'
import { CheckField, SelectField } from '#client/ui/field.tsx'
import { ShowOptions } from '#client/ui/options.tsx'
import { SearchField } from '#client/ui/search-field.tsx'
import { useWallets } from '#client/wallet/use-wallets.ts'

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')].map(
  (value) => ({
    value,
    // Found by the words of a city too: New York.
    label: value.replaceAll('_', ' '),
  }),
)
const CURRENCIES = Intl.supportedValuesOf('currency').map((value) => ({ value, label: nameOf(value) }))

/** Which receipts the books are about. */
export function ReceiptFields({ choices, choose }: { choices: Choices; choose: Choose }) {
  const all = (useShows().data ?? []).filter(({ set_aside }) => !set_aside)
  const [shows, demos] = [all.filter(({ demo }) => !demo), all.filter((one) => one.demo && !one.provisional)]
  const ofSome = useMe().data?.shows
  const wallets = useWallets().data ?? []
  const one = all.find(({ slug }) => slug === choices.show)
  return (
    <div className="books-fields">
      <PeriodFields choices={choices} choose={choose} />
      <SelectField
        label={t('Show')}
        value={choices.show ?? ''}
        onChange={({ target }) => choose({ show: target.value, tz: '', currency: '' })}
      >
        {!ofSome && (shows.length > 0 || demos.length === 0) && <option value="">{t('All shows')}</option>}
        <ShowOptions shows={shows} />
        {demos.map(({ slug, title }) => (
          <option key={slug} value={slug}>
            {t('{title} (demo)', { title })}
          </option>
        ))}
      </SelectField>
      <SearchField
        label={t('Time zone of the days')}
        value={choices.tz ?? ''}
        fallback={one ? one.time_zone : 'UTC'}
        options={ZONES}
        onPick={(tz) => choose({ tz })}
      />
      <SearchField
        label={t('Worth in')}
        value={choices.currency ?? ''}
        fallback={one?.currency ?? 'USD'}
        options={CURRENCIES}
        onPick={(currency) => choose({ currency })}
      />
      <SearchField
        label={t('Also in')}
        value={choices.also ?? ''}
        fallback={t('no other currency')}
        options={CURRENCIES}
        onPick={(also) => choose({ also })}
      />
      <SelectField
        label={t('Wallet')}
        value={choices.wallet ?? ''}
        onChange={({ target }) => choose({ wallet: target.value })}
      >
        <option value="">{t('All wallets')}</option>
        {wallets.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </SelectField>
      <SelectField
        label={t('Payment method')}
        value={choices.rail ?? ''}
        onChange={({ target }) => choose({ rail: target.value })}
      >
        <option value="">{t('All payment methods')}</option>
        {Object.entries(RAIL_NAMES).map(([rail, name]) => (
          <option key={rail} value={rail}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('Kind')}
        value={choices.kind ?? ''}
        onChange={({ target }) => choose({ kind: target.value })}
      >
        <option value="">{t('Boosts and streams')}</option>
        <option value="boosts">{t('Boosts only')}</option>
        <option value="streams">{t('Streams only')}</option>
      </SelectField>
      <CheckField
        label={t('With what is set aside')}
        checked={choices.set_aside === 'true'}
        onChange={({ target }) => choose({ set_aside: target.checked ? 'true' : '' })}
      />
    </div>
  )
}

function nameOf(currency: string): string {
  return new Intl.DisplayNames('en', { type: 'currency' }).of(currency) ?? currency
}
