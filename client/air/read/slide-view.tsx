import type { SegmentJson } from '#api/contract/air/segment.ts'
import { formatAnonymous, namesOf } from '#client/air/format-segment.ts'
import { GroupSlide } from '#client/air/read/group-slide.tsx'
import type { Slide } from '#client/air/read/slides.ts'
import { formatSince } from '#client/format/day.ts'
import { countOf, formatSats, satsOf } from '#client/format/sats.ts'

/** What is read now. */
export function SlideView({ slide, segment }: { slide: Slide | undefined; segment: SegmentJson }) {
  if (!slide)
    return (
      <div className="slide">
        <p className="slide-message">Nothing to read yet</p>
        <p className="slide-rest">Boosts will be here as soon as a wallet reports them.</p>
      </div>
    )
  if (slide.kind === 'group') return <GroupSlide key={slide.key} group={slide.group} />
  if (slide.kind === 'thanks') {
    const { groups, counted_msat } = slide.section
    const { named, anonymous } = namesOf(groups)
    return (
      <div className="slide">
        <h1 className="slide-who">
          Thanks{' '}
          <span className="sats">
            {formatSats(counted_msat)} {satsOf(counted_msat)}
          </span>
        </h1>
        <p className="slide-names">
          {named.map(({ key, supporter, say_as }, index) => (
            <span key={key}>
              <bdi>{supporter.name}</bdi>
              {say_as && <span className="slide-say"> ({say_as})</span>}
              {index < named.length - 1 && ', '}
            </span>
          ))}
          {anonymous > 0 && `${named.length > 0 ? ', and ' : ''}${formatAnonymous(anonymous)}`}
        </p>
      </div>
    )
  }
  const { received_msat, payments, supporters } = slide.section
  return (
    <div className="slide">
      <h1 className="slide-who">
        Streams{' '}
        <span className="sats">
          {formatSats(received_msat)} {satsOf(received_msat)}
        </span>
      </h1>
      <p className="slide-message">
        {supporters > 0
          ? `From ${countOf(supporters, 'listener')}, minute by minute`
          : 'Streamed minute by minute'}
      </p>
      <p className="slide-rest">
        {countOf(payments, 'payment')} since {sinceWhat(segment)}
      </p>
    </div>
  )
}

/** From when on streams are counted; a first segment may begin with an episode. */
function sinceWhat({ previous, begins_with, floor }: SegmentJson): string {
  return previous?.title ?? begins_with?.title ?? (floor ? formatSince(floor) : 'the beginning')
}
