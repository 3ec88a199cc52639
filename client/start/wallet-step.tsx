import { Link, useLocation, useParams } from 'wouter'
import type { FirstStepsJson } from '#api/contract/first-steps.ts'
import { formatAgoInSentence } from '#client/format/day.ts'
import { SourceChoice } from '#client/source/add/source-choice.tsx'
import { SourceGuide } from '#client/source/add/source-guide.tsx'
import { SOURCE_KINDS, sourceKindOf } from '#client/source/add/source-kinds.ts'
import { SkipStep } from '#client/start/skip-step.tsx'
import { afterStep } from '#client/start/steps.ts'
import { t } from '#client/start/words.ts'
import { Back } from '#client/ui/back.tsx'
import { Section } from '#client/ui/head.tsx'

const WAY = '/start/wallet'

/** A wallet to listen to: which kind, how, and what came of it. */
export function WalletStep({ steps }: { steps: FirstStepsJson }) {
  const kind = sourceKindOf(useParams<{ kind?: string }>().kind)
  const [, navigate] = useLocation()
  const chosen = SOURCE_KINDS.find((one) => one.kind === kind)
  if (kind && chosen)
    return (
      <>
        <Back to={WAY}>{t('All ways')}</Back>
        <h2>{chosen.title}</h2>
        <SourceGuide way={kind} onFollowed={() => navigate(WAY)} />
        <p className="row-actions spaced">
          <Link className="button" href={WAY}>
            {t('See what has arrived')}
          </Link>
        </p>
      </>
    )
  const hasAny = steps.wallets.length > 0
  return (
    <>
      {hasAny ? (
        <>
          <ul className="entries first" aria-label={t('Wallets')} aria-live="polite">
            {steps.wallets.map((wallet) => (
              <li className="entry" key={wallet.name}>
                <div className="row-words">
                  <bdi className="row-name">{wallet.name}</bdi>
                  <p className="meta">{sayPayments(wallet)}</p>
                </div>
              </li>
            ))}
          </ul>
          <p className="row-actions spaced">
            <Link className="button primary" href={afterStep('wallet')}>
              {t('Next: the past')}
            </Link>
          </p>
          <Section title={t('Another wallet')}>
            <SourceChoice base={WAY} isWallet />
          </Section>
        </>
      ) : (
        <>
          <p className="spaced">
            {t(
              'Which wallet do boosts come to? A key that can only read is enough; each guide says how to make one, and tests it.',
            )}
          </p>
          <SourceChoice base={WAY} isWallet />
          <SkipStep step="wallet" steps={steps}>
            {t('Not now')}
          </SkipStep>
        </>
      )}
    </>
  )
}

/** What was seen of a wallet, as one would say it. */
function sayPayments({ payments, more, last_payment_at }: FirstStepsJson['wallets'][number]): string {
  if (payments === 0 || last_payment_at === null)
    return t('Followed. No payment is seen yet: they appear here by themselves, its history first.')
  const seen = more
    ? t('more than 1,000 payments')
    : t('{payments, plural, one {# payment} other {# payments}}', { payments })
  return t('We saw {seen}, the last {ago}.', { seen, ago: formatAgoInSentence(last_payment_at) })
}
