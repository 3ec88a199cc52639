import { Link } from 'wouter'
import { useMay } from '#client/person/use-me.ts'
import { useShows } from '#client/show/use-shows.ts'

/** Where there is nothing but the demo: what it is, and the way to something of one's own. */
export function DemoNote() {
  const shows = useShows().data ?? []
  const mayConnect = useMay('admin')
  const demo = shows.find((show) => show.demo && !show.provisional)
  if (!demo || shows.some((show) => !show.demo)) return null
  return (
    <p className="demo-note">
      This is a made-up show, so that you can look around.{' '}
      {mayConnect ? (
        <>
          <Link href="/sources/add">Connect a wallet</Link> to see your own, and{' '}
          <Link href={`/shows/${demo.slug}`}>remove the demo</Link> when you are done with it.
        </>
      ) : (
        'The owner can connect a wallet, and remove the demo.'
      )}
    </p>
  )
}
