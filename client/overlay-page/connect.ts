const FIRST_WAIT_MS = 300
const LONGEST_WAIT_MS = 5_000
/** The service says something every ten seconds; where nothing is heard for longer, the line is dead. */
const DEAF_MS = 25_000

type Hear = {
  /** @param data JSON */
  event(name: string, data: string): void
  /** The address is another now, or was never one. */
  gone(): void
  state(isUp: boolean): void
}

/** Listens to the service, again and again where the line breaks, until its address is no longer one. */
export async function connect(token: string, hear: Hear): Promise<void> {
  let wait = FIRST_WAIT_MS
  for (;;) {
    const abort = new AbortController()
    try {
      const answer = await unlessDeaf(
        abort,
        fetch('/overlay/stream', {
          headers: { 'X-Overlay': token },
          signal: abort.signal,
          cache: 'no-store',
        }),
      )
      if (answer.status === 404) return hear.gone()
      if (answer.ok && answer.body) {
        hear.state(true)
        wait = FIRST_WAIT_MS
        if (await listen(answer.body, abort, hear)) return hear.gone()
      }
    } catch {
      // Tried again below, whatever it was.
    } finally {
      abort.abort()
    }
    hear.state(false)
    await new Promise((resolve) => setTimeout(resolve, wait))
    wait = Math.min(wait * 2, LONGEST_WAIT_MS)
  }
}

/** Tells of each event until the line ends. @returns whether the address ended */
async function listen(
  body: NonNullable<Response['body']>,
  abort: AbortController,
  hear: Hear,
): Promise<boolean> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await unlessDeaf(abort, reader.read())
    if (done) return false
    const blocks = (rest + value).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const [, name = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? []
      if (name === 'gone') return true
      if (name !== '') hear.event(name, data)
    }
  }
}

/** Waits for what comes next, and breaks the line where that is too long. */
async function unlessDeaf<Next>(abort: AbortController, next: Promise<Next>): Promise<Next> {
  const timer = setTimeout(() => abort.abort(), DEAF_MS)
  return await next.finally(() => clearTimeout(timer))
}
