import { Link } from 'wouter'
import type { BoostDetailJson } from '#api/contract/boost.ts'
import { BoostChips } from '#client/boost/boost-chips.tsx'
import { BoostActions } from '#client/boost/detail/boost-actions.tsx'
import { BoostClaims } from '#client/boost/detail/boost-claims.tsx'
import { BoostPayments } from '#client/boost/detail/boost-payments.tsx'
import { explainClaim } from '#client/boost/detail/explain-claim.ts'
import { say, t } from '#client/boost/words.ts'
import { formatInstant } from '#client/format/day.ts'
import { formatPosition } from '#client/format/episode.ts'
import { useMay } from '#client/person/use-me.ts'
import { BoostReply } from '#client/reply/boost-reply.tsx'
import { Section } from '#client/ui/head.tsx'

/** All that is known of one boost, and what can be corrected. */
export function BoostDetail({ boost }: { boost: BoostDetailJson }) {
  const { message, show, episode, position_s, app, sent_at, link, playing, difference, payments, claims } =
    boost
  const mayEdit = useMay('edit')
  const place = episode ? (episode.title ?? t('Untitled episode')) : show.title
  return (
    <>
      <p className="detail-message" dir="auto">
        {message ?? <span className="meta">{t('No message')}</span>}
      </p>
      <p className="detail-chips">
        <BoostChips boost={boost} />
      </p>
      <p className="meta">
        <bdi>{place}</bdi>
        {position_s !== null && `, ${t('at {position}', { position: formatPosition(position_s) })}`}
        {app && ` · ${app}`} · <time dateTime={sent_at}>{formatInstant(sent_at)}</time>
      </p>
      {playing && <p className="meta">{say('While {playing} was on', { playing: <bdi>{playing}</bdi> })}</p>}
      {link && /^https?:/i.test(link) && (
        <p className="meta">
          <a href={link} rel="noreferrer noopener" target="_blank">
            {t('Where it was sent from ↗')}
          </a>
        </p>
      )}
      {difference && <p className="note">{difference}</p>}
      <BoostActions boost={boost} mayEdit={mayEdit} />
      {boost.claim !== 'unproven' && <BoostReply id={boost.id} name={boost.supporter.name} />}
      <Section title={t('Claim and receipt')}>
        <p className="detail-words">{explainClaim(boost)}</p>
        {boost.claim === 'unknown' && boost.claimed_msat !== null && mayEdit && (
          <p className="meta">
            <Link href={`/shows/${show.slug}`}>{t('Which part your wallets get')}</Link>
          </p>
        )}
      </Section>
      {claims.length > 0 && (
        <Section
          title={t('What was claimed')}
          meta={t('{count, plural, one {# claim} other {# claims}}', { count: claims.length })}
        >
          <BoostClaims boost={boost} />
        </Section>
      )}
      {boost.claim !== 'unproven' && (
        <Section
          title={t('Payments')}
          meta={t('{count, plural, one {# payment} other {# payments}}', { count: payments.length })}
        >
          <BoostPayments boost={boost} mayEdit={mayEdit} />
        </Section>
      )}
    </>
  )
}
