import { Empty } from '#client/ui/empty.tsx'
import { Head } from '#client/ui/head.tsx'

/** Boosts and their messages. */
export default function BoostsScreen() {
  return (
    <>
      <Head title="Boosts" />
      <Empty>Boosts and their messages will be listed here as they come in.</Empty>
    </>
  )
}
