import type { SegmentJson } from '#api/contract/air/segment.ts'
import { nameOf } from '#client/air/desk/name-of.ts'
import { slidesOf } from '#client/air/read/slides.ts'
import { t } from '#client/air/words.ts'
import { formatSats, satsOf } from '#client/format/sats.ts'
import { Section } from '#client/ui/head.tsx'

/** What stands on the reader's screen. */
export function ReadNow({ segment, item }: { segment: SegmentJson; item: string | null }) {
  const slides = slidesOf(segment)
  const at = slides.findIndex(({ key }) => key === item)
  const slide = slides[at]
  if (!slide)
    return (
      <Section title={t('On the screen')}>
        <p className="hint">{t('Nothing: nobody reads yet, or the screen is blank.')}</p>
      </Section>
    )
  const msat = slide.kind === 'group' ? slide.group.counted_msat : 0
  const messages = slide.kind === 'group' ? slide.group.boosts.flatMap(({ message }) => message ?? []) : []
  return (
    <Section title={t('On the screen')} meta={t('{at} of {count}', { at: at + 1, count: slides.length })}>
      <p className="produce-now">
        <strong dir="auto">{nameOf(slide)}</strong>{' '}
        {msat > 0 && (
          <span className="sats">
            {formatSats(msat)} {satsOf(msat)}
          </span>
        )}
      </p>
      {messages.map((message) => (
        <p key={message} dir="auto" className="produce-message">
          {message}
        </p>
      ))}
    </Section>
  )
}
