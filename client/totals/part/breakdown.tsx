import { useState } from 'react'
import { Link } from 'wouter'
import type { ViewPart, ViewPartJson } from '#api/contract/totals-view.ts'
import { nameRail } from '#client/format/rail.ts'
import { formatCount } from '#client/format/sats.ts'
import { changeOf } from '#client/totals/change.ts'
import type { ChoiceChange, TotalsChoices } from '#client/totals/choices.ts'
import { satsCell, saveCsv } from '#client/totals/save/csv.ts'
import { useViewPart } from '#client/totals/use-view.ts'
import { t } from '#client/totals/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { HiddenLabel } from '#client/ui/hidden-label.tsx'
import { Sats } from '#client/ui/sats.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { type Column, Table } from '#client/ui/table.tsx'

type Part = Exclude<ViewPart, 'hour'>
type Item = ViewPartJson['items'][number]

const PARTS: Record<Part, { title: string; first: string; none: string }> = {
  episode: { title: t('Episodes'), first: t('Episode'), none: t('Without an episode') },
  app: { title: t('Apps'), first: t('App'), none: t('No app named') },
  supporter: { title: t('Supporters'), first: t('Supporter'), none: t('Anonymous') },
  wallet: { title: t('Wallets'), first: t('Wallet'), none: '' },
  rail: { title: t('Payment methods'), first: t('Method'), none: '' },
}

/** So many are shown before one asks for all. */
const FIRST_ROWS = 8

/** What the page comes to by one part, each row with its share and what it was before; a row leads to itself alone. */
export function Breakdown({
  show,
  part,
  choices,
  today,
  choose,
}: {
  show: string
  part: Part
  choices: TotalsChoices
  today: string
  /** What a row does; without it, its name is no button. */
  choose?: (change: ChoiceChange) => void
}) {
  const { data, error, isPending, refetch } = useViewPart(show, part, choices, today)
  const { title, first } = PARTS[part]
  const arrived = part === 'wallet' || part === 'rail' || data?.as_arrived
  const [isOpen, open] = useState(false)
  const rows = data?.items ?? []
  const shown = isOpen ? rows : rows.slice(0, FIRST_ROWS)
  const left = data ? data.count - rows.length : 0
  const save = () => {
    const head = [
      first,
      arrived ? t('Payments') : t('Boosts'),
      t('Boosted sats'),
      t('Streamed sats'),
      t('Minutes streamed'),
      t('Sats before'),
    ]
    const cells = rows.map((item) => [
      nameOf(part, item),
      item.boosts + (arrived ? item.streams : 0),
      satsCell(item.boosted_msat),
      satsCell(item.streamed_msat),
      item.minutes,
      item.before ? satsCell(item.before.boosted_msat + item.before.streamed_msat) : null,
    ])
    saveCsv(title, head, cells)
  }
  return (
    <Section title={title} meta={arrived ? t('By the day it arrived') : undefined}>
      <ErrorNote error={error} onRetry={refetch} />
      {isPending && <Skeleton rows={2} />}
      {data && rows.length === 0 && <p className="meta">{t('None in these days.')}</p>}
      {data && rows.length > 0 && (
        <Table
          caption={title}
          columns={columnsOf(show, part, rows, choices, data.before !== null, arrived === true, choose)}
          rows={shown}
          keyOf={({ key }) => key ?? ''}
        />
      )}
      {rows.length > 0 && (
        <p className="part-end">
          {rows.length > FIRST_ROWS && (
            <Button kind="quiet" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
              {isOpen ? t('Show fewer') : t('Show {count} more', { count: rows.length - FIRST_ROWS })}
              <HiddenLabel>{title}</HiddenLabel>
            </Button>
          )}
          {isOpen && left > 0 && (
            <span className="meta">{t('and {left} more', { left: formatCount(left) })}</span>
          )}
          <Button kind="quiet" onClick={save}>
            {t('CSV')}
            <HiddenLabel>{title}</HiddenLabel>
          </Button>
        </p>
      )}
    </Section>
  )
}

function nameOf(part: Part, { key, name }: Item): string {
  if (part === 'rail' && key !== null) return nameRail(key)
  return name ?? (key === null ? PARTS[part].none : part === 'episode' ? t('Untitled episode') : key)
}

function columnsOf(
  show: string,
  part: Part,
  rows: readonly Item[],
  choices: TotalsChoices,
  isCompared: boolean,
  arrived: boolean,
  choose: ((change: ChoiceChange) => void) | undefined,
): Column<Item>[] {
  const total = rows.reduce((sum, row) => sum + Math.max(0, row.boosted_msat + row.streamed_msat), 0)
  const columns: Column<Item>[] = [
    {
      title: PARTS[part].first,
      cell: (item) => {
        const value = part === 'app' ? (item.key ?? '') : item.key
        const isChosen = value !== null && choices[part] === value
        return (
          <>
            {value === null || !choose ? (
              <span dir="auto">{nameOf(part, item)}</span>
            ) : (
              <button
                type="button"
                className="part-name part-button"
                aria-pressed={isChosen}
                title={isChosen ? t('Show everything again') : t('Only this')}
                dir="auto"
                onClick={() => {
                  const change: ChoiceChange = {}
                  change[part] = isChosen ? undefined : value
                  choose(change)
                }}
              >
                {nameOf(part, item)}
              </button>
            )}{' '}
            <PageLink show={show} part={part} item={item} />
            <span className="share" aria-hidden="true">
              <span className="share-boosted" style={{ inlineSize: partOf(item.boosted_msat, total) }} />
              <span className="share-streamed" style={{ inlineSize: partOf(item.streamed_msat, total) }} />
            </span>
          </>
        )
      },
    },
    {
      title: arrived ? t('Payments') : t('Boosts'),
      align: 'end',
      cell: ({ boosts, streams }) => formatCount(boosts + (arrived ? streams : 0)),
    },
    {
      title: t('Sats'),
      align: 'end',
      cell: (item) => <Sats msat={item.boosted_msat + item.streamed_msat} unit={false} />,
    },
  ]
  if (part === 'episode' || part === 'app')
    columns.push({ title: t('New'), align: 'end', cell: ({ new_supporters }) => new_supporters ?? '' })
  if (isCompared) columns.push({ title: t('Before'), align: 'end', cell: (item) => <Before item={item} /> })
  return columns
}

function PageLink({ show, part, item }: { show: string; part: Part; item: Item }) {
  if (item.key === null) return null
  if (part === 'episode')
    return (
      <Link className="meta" href={`/episodes/${item.key}?show=${show}`}>
        {t('page')}
      </Link>
    )
  if (part === 'supporter')
    return (
      <>
        {item.new_supporters ? <span className="chip plain">{t('new')}</span> : null}{' '}
        <Link className="meta" href={`/boosts?show=${show}&supporter=${item.key}`}>
          {t('boosts')}
        </Link>
      </>
    )
  return null
}

function Before({ item: { before, boosted_msat, streamed_msat } }: { item: Item }) {
  const was = before ? before.boosted_msat + before.streamed_msat : 0
  const change = changeOf(boosted_msat + streamed_msat, was)
  if (!change) return null
  return (
    <span className="meta change" data-direction={change.direction}>
      {change.text}
    </span>
  )
}

function partOf(msat: number, total: number): string {
  return `${total > 0 ? Math.max(0, (msat / total) * 100) : 0}%`
}
