/** A signal to a process group arrives twice, once more through npm; what comes so soon is no second wish. */
const ECHO_MS = 1_000

/** Also that of a terminal that was closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Calls back at the first signal to end, and at the second one, of whoever does not want to wait.
 * @returns stops listening
 */
export function onSignals(first: (signal: NodeJS.Signals) => void, second: () => void): () => void {
  let since: number | null = null
  const hear = (signal: NodeJS.Signals) => {
    if (since === null) {
      since = Date.now()
      first(signal)
    } else if (Date.now() - since > ECHO_MS) second()
  }
  for (const signal of SIGNALS) process.on(signal, hear)
  return () => {
    for (const signal of SIGNALS) process.off(signal, hear)
  }
}
