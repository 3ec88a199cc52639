import type { TotalsReceipts, TotalsSums } from '#api/contract/totals.ts'
import { nameRail } from '#client/format/rail.ts'
import { type Share, Shares } from '#client/totals/part/shares.tsx'
import type { Days } from '#client/totals/periods.ts'
import { useTotals } from '#client/totals/use-totals.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

type Props = { show: string; days: Days }

/** Which apps it came from. */
export function Apps({ show, days }: Props) {
  const { data, error, isPending, refetch } = useTotals(show, '/apps', days)
  const rows = data?.items.map((item) => sent(item.app ?? '', item.app ?? 'No app named', item))
  return (
    <Section title="Apps">
      <ErrorNote error={error} onRetry={refetch} />
      {isPending && <Skeleton rows={2} />}
      {rows && <Shares caption="Apps" first="App" counted="Boosts" rows={rows} />}
    </Section>
  )
}

/** Which wallets it arrived in. */
export function Wallets({ show, days }: Props) {
  const { data, error, isPending, refetch } = useTotals(show, '/wallets', days)
  const rows = data?.items.map((item) => arrived(item.wallet, item.wallet, item))
  return (
    <Section title="Wallets" meta="By the day it arrived">
      <ErrorNote error={error} onRetry={refetch} />
      {isPending && <Skeleton rows={2} />}
      {rows && <Shares caption="Wallets" first="Wallet" counted="Payments" rows={rows} />}
    </Section>
  )
}

/** By which payment method it came. */
export function Rails({ show, days }: Props) {
  const { data, error, isPending, refetch } = useTotals(show, '/rails', days)
  const rows = data?.items.map((item) => arrived(item.rail, nameRail(item.rail), item))
  return (
    <Section title="Payment methods" meta="By the day it arrived">
      <ErrorNote error={error} onRetry={refetch} />
      {isPending && <Skeleton rows={2} />}
      {rows && <Shares caption="Payment methods" first="Method" counted="Payments" rows={rows} />}
    </Section>
  )
}

function sent(key: string, name: string, { boosts, autos, streams, fiat, free }: TotalsSums): Share {
  return {
    key,
    name,
    count: boosts.count + autos.count + others({ fiat, free }),
    boosted_msat: boosts.counted_msat + autos.counted_msat,
    streamed_msat: streams.received_msat,
    fiat,
    free: free.count,
  }
}

function arrived(key: string, name: string, { boosts, autos, streams, fiat, free }: TotalsReceipts): Share {
  return {
    key,
    name,
    count: boosts.count + autos.count + streams.count + others({ fiat, free }),
    boosted_msat: boosts.received_msat + autos.received_msat,
    streamed_msat: streams.received_msat,
    fiat,
    free: free.count,
  }
}

/** How many came as other money than sats, or free. */
function others({ fiat, free }: Pick<TotalsSums, 'fiat' | 'free'>): number {
  return fiat.reduce((sum, { count }) => sum + count, free.count)
}
