import type { BoostJson } from '#api/contract/boost.ts'
import { t } from '#client/boost/words.ts'
import { formatMoney } from '#client/format/money.ts'
import { Sats } from '#client/ui/sats.tsx'

type Amounts = Pick<BoostJson, 'counted_msat' | 'fiat' | 'price' | 'free'> &
  Partial<Pick<BoostJson, 'claim' | 'claimed_msat'>>

/** What a boost counts for: sats, with what they were priced at beside them; other money as it came. */
export function BoostAmount({ boost, unit = false }: { boost: Amounts; unit?: boolean }) {
  const { counted_msat, fiat, price, free, claim, claimed_msat } = boost
  if (free) return <span className="free">{t('free')}</span>
  if (claim === 'unproven')
    return (
      <span className="amount is-claimed">
        {claimed_msat == null && !price && t('no amount')}
        {claimed_msat != null && (
          <>
            <span className="unseen">{t('claimed')} </span>
            <Sats msat={claimed_msat} unit={unit} />
            {!unit && <span className="unseen"> {t('sats')}</span>}
          </>
        )}
        {price && <span className="beside">{formatMoney(price)}</span>}
      </span>
    )
  const hasSats = counted_msat !== 0 || !fiat
  return (
    <span className="amount">
      {hasSats && <Sats msat={counted_msat} unit={unit} />}
      {hasSats && !unit && <span className="unseen"> {t('sats')}</span>}
      {hasSats && (price ?? fiat) && ' '}
      {fiat && <span className={hasSats ? 'beside' : 'sats'}>{formatMoney(fiat)}</span>}
      {price && <span className="beside">{formatMoney(price)}</span>}
    </span>
  )
}
