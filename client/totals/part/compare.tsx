import { useState } from 'react'
import { formatCount } from '#client/format/sats.ts'
import { METRIC, type MetricName } from '#client/totals/metric.ts'
import { LinePlot } from '#client/totals/plot/line-plot.tsx'
import { PlotFigure } from '#client/totals/plot/plot-figure.tsx'
import { growthOf, MOST_DAYS, nameOf, type Release } from '#client/totals/release.ts'
import { satsCell } from '#client/totals/save/csv.ts'
import { t } from '#client/totals/words.ts'
import { Sats } from '#client/ui/sats.tsx'
import { type Column, Table } from '#client/ui/table.tsx'

const COLORS = ['sat-fill', 'link'] as const

/** Two episodes beside each other, day by day since each was released. */
export function Compare({ metric, releases }: { metric: MetricName; releases: readonly Release[] }) {
  const [chosen, choose] = useState<[string, string]>([
    releases[0]?.episode.id ?? '',
    releases[1]?.episode.id ?? '',
  ])
  const [index, setIndex] = useState<number | null>(null)
  const two = chosen.map((id, at) => releases.find(({ episode }) => episode.id === id) ?? releases[at])
  const lines = two.flatMap((release, at) =>
    release ? [{ release, color: COLORS[at] ?? 'link', values: growthOf(metric, release) }] : [],
  )
  const count = Math.min(MOST_DAYS, Math.max(1, ...lines.map(({ values }) => values.length)))
  const title = t('{name} since the release', { name: METRIC[metric].name })
  const { say } = METRIC[metric]
  const said =
    index === null
      ? null
      : t('Day {index}: {lines}', {
          index: index + 1,
          lines: lines
            .map(
              ({ release, values }) =>
                `${nameOf(release)} ${values[index] === undefined ? t('not so far yet') : say(values[index])}`,
            )
            .join('; '),
        })
  const rows = Array.from({ length: count }, (_, day) => ({
    day: day + 1,
    values: lines.map(({ values }) => values[day] ?? null),
  }))
  const columns: Column<(typeof rows)[number]>[] = [
    { title: t('Day'), cell: ({ day }) => day },
    ...lines.map(
      ({ release }, at): Column<(typeof rows)[number]> => ({
        title: nameOf(release),
        align: 'end',
        cell: ({ values }) => {
          const value = values[at]
          if (value === null || value === undefined) return ''
          return metric === 'sats' ? <Sats msat={value} unit={false} /> : formatCount(value)
        },
      }),
    ),
  ]
  return (
    <>
      <PlotFigure
        title={title}
        note={t('Day 1 is the day of the release, and what came before it')}
        legend={lines.map(({ release, color }) => ({ color, name: nameOf(release) }))}
        said={said}
        table={() => <Table caption={title} columns={columns} rows={rows} keyOf={({ day }) => day} />}
        sheet={() => ({
          head: [t('Day'), ...lines.map(({ release }) => nameOf(release))],
          rows: rows.map(({ day, values }) => [
            day,
            ...values.map((value) => (value !== null && metric === 'sats' ? satsCell(value) : value)),
          ]),
        })}
      >
        <LinePlot
          label={title}
          count={count}
          lines={lines.map(({ color, values }) => ({ color, values }))}
          unit={METRIC[metric].unit}
          formatValue={METRIC[metric].formatAxis}
          index={index}
          said={said ?? t('Use the arrow keys')}
          onIndex={setIndex}
        />
      </PlotFigure>
      <div className="dashboard-choices">
        {lines.map(({ release, color }, at) => (
          <select
            key={color}
            className="input select"
            aria-label={at === 0 ? t('One episode') : t('The other episode')}
            value={release.episode.id}
            onChange={({ target }) =>
              choose(at === 0 ? [target.value, chosen[1]] : [chosen[0], target.value])
            }
          >
            {releases.map((one) => (
              <option key={one.episode.id} value={one.episode.id}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        ))}
      </div>
    </>
  )
}
