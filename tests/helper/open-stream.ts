import type { Credential } from '#tests/helper/credential.ts'

export type TestStream = {
  status: number
  headers: Headers
  /** What each event holds, and when it came by `performance.now()`. */
  events: { hint: unknown; at: number }[]
  /** Resolves when the stream has ended. */
  ended: Promise<void>
  close(): void
}

/** Opens a stream of server-sent events and keeps what comes. */
export async function openStream(
  url: string,
  credential: Credential | Record<string, never>,
): Promise<TestStream> {
  const abort = new AbortController()
  const answer = await fetch(url, { headers: { ...credential }, signal: abort.signal })
  const events: TestStream['events'] = []
  const ended = readEvents(answer, (name, json) => {
    if (name === 'change') events.push({ hint: JSON.parse(json), at: performance.now() })
  })
  const { status, headers } = answer
  return { status, headers, events, ended: ended.catch(() => {}), close: () => abort.abort() }
}

/** Reads server-sent events until they end. */
export async function readEvents(
  answer: Response,
  hear: (name: string, json: string) => void,
): Promise<void> {
  let rest = ''
  for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const blocks = (rest + chunk).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const [, name, json = ''] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? []
      if (name !== undefined) hear(name, json)
    }
  }
}
