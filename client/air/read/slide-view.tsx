import type { SegmentJson } from '#api/contract/air/segment.ts'
import { formatAnonymous, namesOf } from '#client/air/format-segment.ts'
import { GroupSlide } from '#client/air/read/group-slide.tsx'
import type { Slide } from '#client/air/read/slides.ts'
import { say, t } from '#client/air/words.ts'
import { formatSince } from '#client/format/day.ts'
import { formatSats, satsOf } from '#client/format/sats.ts'

/** What is read now. */
export function SlideView({ slide, segment }: { slide: Slide | undefined; segment: SegmentJson }) {
  if (!slide)
    return (
      <div className="slide">
        <p className="slide-message">{t('Nothing to read yet')}</p>
        <p className="slide-rest">{t('Boosts will be here as soon as a wallet reports them.')}</p>
      </div>
    )
  if (slide.kind === 'group') return <GroupSlide key={slide.key} group={slide.group} />
  if (slide.kind === 'thanks') {
    const { groups, counted_msat } = slide.section
    const { named, anonymous } = namesOf(groups)
    return (
      <div className="slide">
        <h1 className="slide-who">
          {say('Thanks {part}', {
            part: (
              <span className="sats">
                {formatSats(counted_msat)} {satsOf(counted_msat)}
              </span>
            ),
          })}
        </h1>
        <p className="slide-names">
          {named.map(({ key, supporter, say_as }, index) => (
            <span key={key}>
              <bdi>{supporter.name}</bdi>
              {say_as && <span className="slide-say"> ({say_as})</span>}
              {index < named.length - 1 && ', '}
            </span>
          ))}
          {anonymous > 0 && `${named.length > 0 ? `, ${t('and')} ` : ''}${formatAnonymous(anonymous)}`}
        </p>
      </div>
    )
  }
  const { received_msat, payments, supporters } = slide.section
  return (
    <div className="slide">
      <h1 className="slide-who">
        {say('Streams {part}', {
          part: (
            <span className="sats">
              {formatSats(received_msat)} {satsOf(received_msat)}
            </span>
          ),
        })}
      </h1>
      <p className="slide-message">
        {supporters > 0
          ? t('From {supporters, plural, one {# listener} other {# listeners}}, minute by minute', {
              supporters,
            })
          : t('Streamed minute by minute')}
      </p>
      <p className="slide-rest">
        {t('{payments, plural, one {# payment} other {# payments}} since {sinceWhat}', {
          payments,
          sinceWhat: sinceWhat(segment),
        })}
      </p>
    </div>
  )
}

/** From when on streams are counted; a first segment may begin with an episode. */
function sinceWhat({ previous, begins_with, floor }: SegmentJson): string {
  return previous?.title ?? begins_with?.title ?? (floor ? formatSince(floor) : t('the beginning'))
}
