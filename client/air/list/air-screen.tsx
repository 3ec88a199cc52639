import '#client/style/boosts.css'
import '#client/style/air.css'
import { AirShow } from '#client/air/list/air-show.tsx'
import { useAirShow } from '#client/air/use-air-show.ts'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Frame } from '#client/ui/frame.tsx'

/** What came in since last time, in the order to read it. */
export default function AirScreen() {
  const { slug, shows, isKnown, error, choose } = useAirShow()
  if (slug) return <AirShow key={slug} show={slug} shows={shows} onChoose={choose} />
  if (error) return <ErrorNote error={error} />
  if (!isKnown) return <Frame rows={8} />
  return (
    <Empty step={<a href="/studio/shows">Go to the shows</a>}>
      The boosts to read on air will be here once there is a show of yours.
    </Empty>
  )
}
