import { useStore } from '#client/lib/store.ts'
import { isOffline } from '#client/live/hints.ts'

/** A small word at the top while the server cannot be heard. */
export function Signal() {
  const offline = useStore(isOffline)
  return (
    <p className="signal" role="status">
      {offline && <span className="chip warn">offline</span>}
    </p>
  )
}
