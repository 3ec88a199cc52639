import { formatExactSats, formatSats, satsOf } from '#client/format/sats.ts'

/** An amount in sats: amber, and the only way that amounts are shown. */
export function Sats({
  msat,
  exact = false,
  unit = true,
}: {
  msat: number
  exact?: boolean
  unit?: boolean
}) {
  const amount = exact ? formatExactSats(msat) : formatSats(msat)
  return (
    <span className="sats">
      {amount}
      {unit && <span className="unit"> {satsOf(msat)}</span>}
    </span>
  )
}
