import { useStore } from '#client/lib/store.ts'
import { useHints } from '#client/live/hints.ts'
import { isPlaying, trouble } from '#client/outgoing/alert/alert-state.ts'
import { takeAlert } from '#client/outgoing/alert/play-alerts.ts'

/** Plays alerts as long as it is there; it shows nothing but what keeps it from that. */
export default function AlertPlayer() {
  const on = useStore(isPlaying)
  const problem = useStore(trouble)
  useHints((hint) => {
    if (on && hint?.kind === 'alert') void takeAlert(hint.id)
  })
  return on && problem ? (
    <p className="alert-trouble" role="status">
      {problem}
    </p>
  ) : null
}
