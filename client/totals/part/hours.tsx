import { type KeyboardEvent, useState } from 'react'
import { formatCount } from '#client/format/sats.ts'
import type { ChoiceChange, TotalsChoices } from '#client/totals/choices.ts'
import { moveIndex } from '#client/totals/plot/move-index.ts'
import { PlotFigure } from '#client/totals/plot/plot-figure.tsx'
import { satsCell } from '#client/totals/save/csv.ts'
import { drawGrid } from '#client/totals/save/picture.ts'
import { useViewPart } from '#client/totals/use-view.ts'
import {
  formatHour,
  formatWeekday,
  formatWeekHour,
  hourKey,
  type WeekHour,
  weekOf,
} from '#client/totals/week.ts'
import { t } from '#client/totals/words.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Sats } from '#client/ui/sats.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { type Column, Table } from '#client/ui/table.tsx'

const TITLE = t('Hour of the week')
const DAYS = [0, 1, 2, 3, 4, 5, 6]
const HOURS = [0, 6, 12, 18]
const COLUMNS: Column<WeekHour>[] = [
  { title: t('Hour'), cell: ({ day, hour }) => `${formatWeekday(day, 'long')}, ${formatHour(hour)}` },
  { title: t('Boosts'), align: 'end', cell: ({ boosts }) => formatCount(boosts) },
  {
    title: t('Boosted sats'),
    align: 'end',
    cell: ({ boosted_msat }) => <Sats msat={boosted_msat} unit={false} />,
  },
  {
    title: t('Streamed sats'),
    align: 'end',
    cell: ({ streamed_msat }) => <Sats msat={streamed_msat} unit={false} />,
  },
]

/** When in the week sats come, in the show's time zone: the more, the stronger. An hour leads to itself alone. */
export function Hours({
  show,
  choices,
  today,
  choose,
}: {
  show: string
  choices: TotalsChoices
  today: string
  choose: (change: ChoiceChange) => void
}) {
  const [index, setIndex] = useState<number | null>(null)
  const { data, error, isPending, refetch } = useViewPart(show, 'hour', choices, today)
  if (error) return <ErrorNote error={error} onRetry={refetch} />
  if (isPending) return <Skeleton rows={3} />
  const week = weekOf(data.items)
  const hour = index === null ? undefined : week[index]
  const toggle = (at: WeekHour) => choose({ hour: choices.hour === hourKey(at) ? undefined : hourKey(at) })
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return setIndex(null)
    if (event.key === 'Enter' && hour) return toggle(hour)
    const to = moveIndex(event.key, index, week.length, 24)
    if (to === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    setIndex(to)
  }
  const rows = week.filter(({ heat, boosts }) => heat > 0 || boosts > 0)
  return (
    <PlotFigure
      title={TITLE}
      said={hour ? formatWeekHour(hour) : null}
      sheet={() => ({
        head: [t('Weekday'), t('Hour'), t('Boosts'), t('Boosted sats'), t('Streamed sats')],
        rows: rows.map((row) => [
          formatWeekday(row.day, 'long'),
          row.hour,
          row.boosts,
          satsCell(row.boosted_msat),
          satsCell(row.streamed_msat),
        ]),
      })}
      picture={() =>
        drawGrid({
          rows: DAYS.map((day) => formatWeekday(day, 'long')),
          columns: Array.from({ length: 24 }, (_, at) => String(at)),
          cell: (day, at) => ({ heat: Math.sqrt(week[day * 24 + at]?.heat ?? 0) }),
        })
      }
      table={() => (
        <Table caption={TITLE} columns={COLUMNS} rows={rows} keyOf={(row) => row.day * 24 + row.hour} />
      )}
    >
      <div
        className="week"
        tabIndex={0}
        role="slider"
        aria-label={TITLE}
        aria-valuemin={1}
        aria-valuemax={week.length}
        aria-valuenow={(index ?? 0) + 1}
        aria-valuetext={
          hour
            ? t('{weekHour}. Enter: only this hour', { weekHour: formatWeekHour(hour) })
            : t('Use the arrow keys')
        }
        onKeyDown={press}
        onClick={() => hour && toggle(hour)}
        onBlur={() => setIndex(null)}
        onPointerLeave={() => setIndex(null)}
      >
        {DAYS.map((day) => (
          <span key={day} className="week-day" style={{ gridRow: day + 1 }}>
            {formatWeekday(day, 'short')}
          </span>
        ))}
        {week.map(({ day, hour: of, heat }, at) => (
          <span
            key={`${day} ${of}`}
            className="week-hour"
            data-current={at === index || undefined}
            style={{ gridRow: day + 1, gridColumn: of + 2, '--heat': Math.sqrt(heat) }}
            data-chosen={choices.hour === hourKey({ day, hour: of }) || undefined}
            onPointerEnter={() => setIndex(at)}
          />
        ))}
        {HOURS.map((at) => (
          <span key={at} className="week-tick" style={{ gridColumn: `${at + 2} / span 6` }}>
            {formatHour(at)}
          </span>
        ))}
      </div>
    </PlotFigure>
  )
}
