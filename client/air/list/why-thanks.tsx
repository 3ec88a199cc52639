import { Link } from 'wouter'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import type { ShowJson } from '#api/contract/show.ts'
import { t } from '#client/air/words.ts'
import { formatCount } from '#client/format/sats.ts'
import { language } from '#client/language/language.ts'

type Props = { show: ShowJson | undefined; segment: SegmentJson; mayEdit: boolean }

/** Why a message is not among those that are read, and where that is set. */
export function WhyThanks({ show, segment: { plan }, mayEdit }: Props) {
  if (!show) return null
  const planned = plan?.from_sats ?? 0
  const isPlanned = planned > show.read_sats
  const amount = formatCount(isPlanned ? planned : show.read_sats, [language])
  return (
    <p className="meta">
      {isPlanned
        ? t('Who sends less than the {amount} sats of the plan is thanked by name, and not read.', { amount })
        : t('Who sends less than {amount} sats is thanked by name, and not read.', { amount })}
      {mayEdit && !isPlanned && (
        <>
          {' '}
          <Link href={`/air/settings?show=${show.slug}`}>{t('Change from when on messages are read')}</Link>
        </>
      )}
    </p>
  )
}
