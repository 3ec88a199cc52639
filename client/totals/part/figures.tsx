import type { View } from '#api/contract/totals-view.ts'
import { isWhole, type TotalsChoices } from '#client/totals/choices.ts'
import { type Figure, figuresOf, moneyOf } from '#client/totals/figures.ts'
import { daysBefore, daysOf } from '#client/totals/periods.ts'
import { useTotals } from '#client/totals/use-totals.ts'
import { t } from '#client/totals/words.ts'
import { Sats } from '#client/ui/sats.tsx'

/** What it all comes to, in large, each number beside what it was before. */
export function Figures({
  show,
  choices,
  today,
  view,
}: {
  show: string
  choices: TotalsChoices
  today: string
  view: View
}) {
  const before = daysBefore(choices, today)
  return (
    <dl className="sums">
      {figuresOf(view).map((figure) => (
        <OneFigure key={figure.name} figure={figure} />
      ))}
      {isWhole(choices) && <Money show={show} days={daysOf(choices, today)} before={before} />}
    </dl>
  )
}

type Days = { from?: string; to?: string }

/** Prices and other money are known of all of a show only. */
function Money({ show, days, before }: { show: string; days: Days; before: Days | null }) {
  const [totals, worth] = [useTotals(show, '', days), useTotals(show, '/worth', days)]
  const [totalsBefore, worthBefore] = [
    useTotals(show, '', before ?? {}, before !== null),
    useTotals(show, '/worth', before ?? {}, before !== null),
  ]
  return moneyOf(
    totals.data,
    before ? totalsBefore.data : undefined,
    worth.data,
    before ? worthBefore.data : undefined,
  ).map((figure) => <OneFigure key={`${figure.name} ${figure.text}`} figure={figure} />)
}

function OneFigure({ figure: { name, msat, text, beside, change, before } }: { figure: Figure }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{msat === undefined ? text : <Sats msat={msat} />}</strong>
        {beside && <span className="meta">{beside}</span>}
        {change && (
          <span
            className="meta change"
            data-direction={change.direction}
            title={before === null ? undefined : t('{before} before', { before })}
          >
            <span aria-hidden="true">{{ up: '▲', down: '▼', same: '＝' }[change.direction]}</span>{' '}
            {change.text}
            {before !== null && change.kind !== 'new' && <span className="change-before"> ({before})</span>}
          </span>
        )}
      </dd>
    </div>
  )
}
