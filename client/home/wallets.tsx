import { Link } from 'wouter'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { formatAgoInSentence } from '#client/format/day.ts'
import { Line } from '#client/home/line.tsx'
import { t } from '#client/home/words.ts'
import { useMay } from '#client/person/use-me.ts'

/** One that was not heard of for so long may be silent rather than the week quiet. */
const SILENT_MS = 24 * 3600 * 1000

/** When each wallet of the show was last heard of. */
export function Wallets({ segment: { wallets }, isDemo }: { segment: SegmentJson; isDemo: boolean }) {
  const mayConnect = useMay('admin')
  if (isDemo)
    return (
      <Line title={t('Wallets')}>
        <span className="meta">
          {t('Made up; with one of yours, when it was last heard from stands here')}
        </span>
      </Line>
    )
  if (wallets.length === 0)
    return (
      <Line title={t('Wallets')}>
        <span className="meta">{t('None yet.')}</span>{' '}
        {mayConnect && <Link href="/start/wallet">{t('Connect one')}</Link>}
      </Line>
    )
  return (
    <Line title={t('Wallets')}>
      <ul className="home-wallets">
        {wallets.map(({ name, last_contact_at: at }) => (
          <li key={name} className={isSilent(at) ? 'is-silent' : ''}>
            {mayConnect ? (
              <Link href="/sources" dir="auto">
                {name}
              </Link>
            ) : (
              <bdi>{name}</bdi>
            )}{' '}
            <span className="meta">
              {at ? t('heard from {ago}', { ago: formatAgoInSentence(at) }) : t('never heard from')}
            </span>
          </li>
        ))}
      </ul>
    </Line>
  )
}

function isSilent(at: string | null): boolean {
  return at === null || Date.now() - Date.parse(at) > SILENT_MS
}
