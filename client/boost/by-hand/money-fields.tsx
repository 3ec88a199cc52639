import type { FiatRail, MoneyKind, SatsRail } from '#client/boost/by-hand/hand-report.ts'
import { t } from '#client/boost/words.ts'
import { SelectField, TextField } from '#client/ui/field.tsx'

const SATS_RAILS: Record<SatsRail, string> = {
  bolt11: t('Lightning invoice, a zap'),
  lnaddress: t('Lightning address'),
  keysend: t('Keysend'),
  onchain: t('On chain'),
}
const FIAT_RAILS: Record<FiatRail, string> = { card: t('Cash or card'), ach: t('Bank transfer') }

type Props = { money: MoneyKind; onMoney: (money: MoneyKind) => void; currency: string; error: string | null }

/** What was given: sats, other money, or nothing but words. */
export function MoneyFields({ money, onMoney, currency, error }: Props) {
  const rails = money === 'sats' ? SATS_RAILS : FIAT_RAILS
  return (
    <>
      <SelectField
        label={t('What was sent')}
        value={money}
        onChange={({ target }) =>
          onMoney(target.value === 'fiat' || target.value === 'free' ? target.value : 'sats')
        }
      >
        <option value="sats">{t('Sats')}</option>
        <option value="fiat">{t('Other money')}</option>
        <option value="free">{t('Nothing, it is free')}</option>
      </SelectField>
      {money !== 'free' && (
        <div className="form row">
          <TextField
            key={money}
            label={money === 'sats' ? t('Sats') : t('Amount')}
            name="amount"
            required
            inputMode={money === 'sats' ? 'numeric' : 'decimal'}
            autoComplete="off"
            error={error}
          />
          {money === 'fiat' && (
            <TextField
              label={t('Currency')}
              name="currency"
              required
              defaultValue={currency}
              pattern="[A-Za-z]{3}"
              maxLength={3}
              title={t('Three letters, as USD')}
              autoComplete="off"
            />
          )}
          <SelectField label={t('How')} name="rail" key={`${money} rail`}>
            {Object.entries(rails).map(([rail, words]) => (
              <option key={rail} value={rail}>
                {words}
              </option>
            ))}
          </SelectField>
        </div>
      )}
    </>
  )
}

/** The rail of this name, where the money can go by it; else the likeliest. */
export function railOf(money: MoneyKind, name: string | undefined): SatsRail | FiatRail {
  if (money === 'fiat') return name === 'ach' ? 'ach' : 'card'
  return name === 'lnaddress' || name === 'keysend' || name === 'onchain' ? name : 'bolt11'
}
