import { shortEpisode } from '#client/format/episode.ts'
import type { Days } from '#client/totals/periods.ts'
import { SatsBars } from '#client/totals/plot/sats-bars.tsx'
import { useTotals } from '#client/totals/use-totals.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** Sats per episode, in the order of the feed. */
export function Episodes({ show, days }: { show: string; days: Days }) {
  const { data, error, isPending, refetch } = useTotals(show, '/episodes', days)
  if (error) return <ErrorNote error={error} onRetry={refetch} />
  if (isPending) return <Skeleton rows={3} />
  const bars = data.items.map(({ episode, boosts, autos, streams }) => ({
    key: episode?.id ?? '',
    tick: episode ? cut(shortEpisode(episode.title ?? 'Untitled')) : 'None',
    name: episode ? (episode.title ?? 'Untitled episode') : 'Without an episode',
    boosts: boosts.count + autos.count,
    boosted_msat: boosts.counted_msat + autos.counted_msat,
    streamed_msat: streams.received_msat,
  }))
  return <SatsBars title="Sats per episode" first="Episode" bars={bars} />
}

function cut(text: string): string {
  return text.length > 10 ? `${text.slice(0, 9)}…` : text
}
