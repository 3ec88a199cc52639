import type { BoostClaimJson, BoostDetailJson } from '#api/contract/boost.ts'
import { t } from '#client/boost/words.ts'
import { formatInstant } from '#client/format/day.ts'
import { formatMoney } from '#client/format/money.ts'
import { formatExactSats } from '#client/format/sats.ts'

const ROUTE_WORDS: Record<BoostClaimJson['route'], string> = {
  metaboost: t('Posted by the app'),
  note: t('A note on Nostr'),
  zap: t('A zap receipt on Nostr'),
  'payment-note': t('A note about the payment'),
  'stream-receipt': t('A receipt of streaming'),
}

/** What was said of a boost beside its payments: by whom, how much, in which words, and where that is not what the boost says. */
export function BoostClaims({ boost }: { boost: BoostDetailJson }) {
  return (
    <ul className="claim-list">
      {boost.claims.map((claim) => (
        <li key={claim.id} className="boxed">
          <p>
            <b>{ROUTE_WORDS[claim.route]}</b>{' '}
            <span className="meta">
              {[claim.app, claim.source].filter(Boolean).join(' · ')}{' '}
              <time dateTime={claim.sent_at}>{formatInstant(claim.sent_at)}</time>
            </span>
          </p>
          <p className="meta">
            {claim.sender && <bdi>{claim.sender}</bdi>}
            {claim.sender && ` ${t('claims')} `}
            {!claim.sender && `${t('Claims')} `}
            {claim.claimed_msat === null
              ? t('no amount')
              : t('{amount} sats', { amount: formatExactSats(claim.claimed_msat) })}
            {claim.fiat && `, ${formatMoney(claim.fiat)}`}
            {boost.claim !== 'unproven' && `, ${proofOf(claim)}`}
            {claim.withdrawn_at && `, ${t('taken back')}`}
          </p>
          {claim.message !== null && claim.message !== boost.message && (
            <p className="note" dir="auto">
              {t('Other words: {message}', { message: claim.message })}
            </p>
          )}
          <details className="fold raw-fold">
            <summary>{t('As received')}</summary>
            {claim.sender_key && (
              <p className="meta">
                {claim.sender_key.kind === 'nostr' ? t('Signed by') : t('The sender’s id at the app')}{' '}
                <code>{claim.sender_key.key}</code>
              </p>
            )}
            <pre className="raw">{claim.raw}</pre>
          </details>
        </li>
      ))}
    </ul>
  )
}

function proofOf({ by_hand, proven }: BoostClaimJson): string {
  if (by_hand) return t('attached by hand')
  return proven ? t('proven by the payment’s hash or address') : t('matched by time, amount and words')
}
