/** A signal to a process group arrives twice, once more through npm; what comes so soon is no second wish. */
const ECHO_MS = 1_000

/**
 * Calls back at the first SIGINT or SIGTERM, and at the second one, of whoever does not want to wait.
 * @returns stops listening
 */
export function onSignals(first: () => void, second: () => void): () => void {
  let since: number | null = null
  const hear = () => {
    if (since === null) {
      since = Date.now()
      first()
    } else if (Date.now() - since > ECHO_MS) second()
  }
  process.on('SIGINT', hear)
  process.on('SIGTERM', hear)
  return () => {
    process.off('SIGINT', hear)
    process.off('SIGTERM', hear)
  }
}
