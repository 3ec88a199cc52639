const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000

export type Connection = { close: () => void }

/**
 * Keeps one line of server-sent events open: again and again, ever more patiently, while the server is away.
 * @param onHint given what each event holds
 * @param onState told whether the line stands
 */
export function openConnection(
  onHint: (hint: unknown) => void,
  onState: (isUp: boolean) => void,
): Connection {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait = FIRST_WAIT_MS
  const open = () => {
    source = new EventSource('/api/v1/live')
    source.onopen = () => {
      wait = FIRST_WAIT_MS
      onState(true)
    }
    const hear = ({ data }: MessageEvent<string>) => onHint(readHint(data))
    source.onmessage = hear
    source.addEventListener('change', hear)
    source.onerror = () => {
      onState(false)
      // Where the answer was no stream at all, the browser has given up.
      if (source?.readyState !== EventSource.CLOSED) return
      timer = setTimeout(open, wait)
      wait = Math.min(wait * 2, LONGEST_WAIT_MS)
    }
  }
  open()
  return {
    close: () => {
      clearTimeout(timer)
      source?.close()
    },
  }
}

/** What a hint says; one that is no JSON says only that something changed. */
function readHint(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return null
  }
}
