import type { ReactNode } from 'react'
import type { SectionKind } from '#api/contract/air/item.ts'
import type { SegmentGroup } from '#api/contract/air/section.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { stepGroup } from '#client/air/list/moves.ts'
import type { MarkBoosts } from '#client/air/list/use-undo.ts'
import { isUnread, type Slide, slidesOf } from '#client/air/read/slides.ts'
import { boostSections } from '#client/air/store/segment-parts.ts'
import { t } from '#client/air/words.ts'
import { formatSats } from '#client/format/sats.ts'
import { nameOf } from '#client/format/supporter.ts'
import { Button } from '#client/ui/button.tsx'
import { Section } from '#client/ui/head.tsx'

/** So many of what comes are shown. */
const MOST = 15

type Turn = Extract<Slide, { kind: 'group' }>
type Props = {
  segment: SegmentJson
  /** What is on the air. */
  item: string | null
  marks: { mark: MarkBoosts }
  children: ReactNode
}

/** What is read next, to be put in another order, held or skipped. */
export function UpNext({ segment, item, marks: { mark }, children }: Props) {
  const slides = slidesOf(segment)
  const at = slides.findIndex(({ key }) => key === item)
  const now = slides[at]
  const coming = slides.slice(at + 1).filter((slide) => isUnread(slide))
  const turns = coming.filter((slide): slide is Turn => slide.kind === 'group')
  const idsOf = (group: SegmentGroup) =>
    group.boosts.flatMap(({ id, item: { status } }) => (status === 'unread' ? id : []))
  const step = (group: SegmentGroup, way: 1 | -1) => {
    const move = stepGroup(boostSections(segment), group.key, way)
    const [first] = group.boosts
    if (move && first) mark([first.id], { move }, t('{name} moved', { name: nameOf(group.supporter) }))
  }
  const toNext = ({ boosts: [first], supporter }: SegmentGroup) => {
    const section = now?.kind === 'group' ? asPlaced(now.section) : turns[0] && asPlaced(turns[0].section)
    const after = now?.kind === 'group' ? (now.group.boosts[0]?.id ?? null) : null
    if (first && section)
      mark([first.id], { move: { section, after } }, t('{name} is next', { name: nameOf(supporter) }))
  }
  return (
    <Section
      title={t('Up next')}
      meta={t('{count} to read{part}', {
        count: turns.length,
        part: coming.length > turns.length ? `, ${t('then thanks')}` : '',
      })}
    >
      {children}
      {turns.length === 0 && <p className="hint">{t('Nothing more is to be read.')}</p>}
      <ol className="produce-next">
        {turns.slice(0, MOST).map(({ group, section }, index) => (
          <li key={group.key}>
            <p>
              <span className="sats">{formatSats(group.counted_msat)}</span>{' '}
              <strong dir="auto">{nameOf(group.supporter)}</strong>{' '}
              <span className="meta" dir="auto">
                {group.boosts.find(({ message }) => message)?.message?.slice(0, 90)}
              </span>
            </p>
            <fieldset
              className="produce-acts"
              aria-label={t('What to do with {name}', { name: nameOf(group.supporter) })}
            >
              {section !== 'unproven' && (
                <>
                  <Button disabled={index === 0} onClick={() => toNext(group)}>
                    {t('Read next')}
                  </Button>
                  <Button aria-label={t('Up')} disabled={index === 0} onClick={() => step(group, -1)}>
                    ↑
                  </Button>
                  <Button aria-label={t('Down')} onClick={() => step(group, 1)}>
                    ↓
                  </Button>
                </>
              )}
              <Button
                onClick={() =>
                  mark(idsOf(group), { status: 'held' }, t('{name} held', { name: nameOf(group.supporter) }))
                }
              >
                {t('Hold')}
              </Button>
              <Button
                onClick={() =>
                  mark(
                    idsOf(group),
                    { status: 'skipped' },
                    t('{name} skipped', { name: nameOf(group.supporter) }),
                  )
                }
              >
                {t('Skip')}
              </Button>
            </fieldset>
          </li>
        ))}
      </ol>
      {turns.length > MOST && <p className="meta">{t('and {count} more', { count: turns.length - MOST })}</p>}
    </Section>
  )
}

function asPlaced(section: Turn['section']): SectionKind | null {
  return section === 'unproven' ? null : section
}
