import '#client/style/boosts.css'
import '#client/style/air.css'
import { Link } from 'wouter'
import { AirShow } from '#client/air/list/air-show.tsx'
import { useKeptShow } from '#client/show/use-kept-show.ts'
import { useShows } from '#client/show/use-shows.ts'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** What came in since last time, in the order to read it. */
export default function AirScreen() {
  const { slug, shows, isKnown, error, choose } = useKeptShow()
  const asked = useShows().data?.find(({ provisional }) => provisional)
  if (slug) return <AirShow key={slug} show={slug} shows={shows} onChoose={choose} />
  if (error) return <ErrorNote error={error} />
  if (!isKnown) return <Skeleton rows={8} />
  return (
    <>
      <Head title="On air" />
      {asked ? (
        <Empty
          step={
            <Link className="button primary" href="/needs-look">
              Say whether it is yours
            </Link>
          }
        >
          Payments have named <bdi>{asked.title}</bdi>. Keep it, and its boosts will be here, in the order to
          read them.
        </Empty>
      ) : (
        <Empty
          step={
            <Link className="button primary" href="/shows">
              Go to the shows
            </Link>
          }
        >
          The boosts to read on air will be here once there is a show of yours.
        </Empty>
      )}
    </>
  )
}
