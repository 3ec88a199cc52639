import type { TotalsJson } from '#api/contract/totals.ts'
import { figuresOf } from '#client/totals/figures.ts'
import type { Days } from '#client/totals/periods.ts'
import { useTotals } from '#client/totals/use-totals.ts'
import { Sats } from '#client/ui/sats.tsx'

/** What it all comes to, in large. */
export function Figures({ show, days, totals }: { show: string; days: Days; totals: TotalsJson }) {
  const worth = useTotals(show, '/worth', days)
  return (
    <dl className="sums">
      {figuresOf(totals, worth.data).map(({ name, msat, text, beside }) => (
        <div key={`${name} ${text}`}>
          <dt>{name}</dt>
          <dd>
            <strong>{msat === undefined ? text : <Sats msat={msat} />}</strong>
            <span className="meta">{beside}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
