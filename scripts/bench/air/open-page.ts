import type { Served } from '#scripts/bench/served.ts'

/** An open page: told what changed, as browsers are. */
export type OpenPage = {
  /** Resolves with the next hint of this kind, and when it came by `performance.now()`. */
  next(kind: string): Promise<number>
  close(): void
}

/** Opens the stream of hints, as somebody of their own: one has no use for fifty pages. */
export async function openPage(served: Pick<Served, 'url' | 'makeHeaders'>): Promise<OpenPage> {
  const headers = await served.makeHeaders()
  const abort = new AbortController()
  const answer = await fetch(`${served.url}/api/v1/live`, { headers, signal: abort.signal })
  if (!answer.ok || !answer.body) throw new Error(`The line for hints answers ${answer.status}`)
  const waiting: { kind: string; resolve: (at: number) => void }[] = []
  const hear = (hint: { kind?: string } | null) => {
    const at = performance.now()
    for (const one of waiting.splice(0)) {
      if (hint?.kind === one.kind) one.resolve(at)
      else waiting.push(one)
    }
  }
  const read = async (body: NonNullable<Response['body']>) => {
    let rest = ''
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + chunk).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1]
        if (data !== undefined && block.startsWith('event: change')) hear(JSON.parse(data))
      }
    }
  }
  read(answer.body).catch(() => {})
  return {
    next: (kind) => new Promise((resolve) => waiting.push({ kind, resolve })),
    close: () => abort.abort(),
  }
}
