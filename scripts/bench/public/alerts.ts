import type { Context } from '#api/context.ts'
import type { OverlayState } from '#api/contract/overlay.ts'
import { changeOverlay, makeOverlay } from '#api/overlay/overlays.ts'
import { findShow } from '#api/show/find-show.ts'
import { median } from '#scripts/bench/bench-of.ts'
import { ask, type Served } from '#scripts/bench/served.ts'

const BOOSTS = 40
/** Between two boosts, so that each finds the service at rest. */
const REST_MS = 400

/** From a payment's acknowledgement until an overlay's stream told of it: the median, in milliseconds. */
export async function measureAlerts({ db }: Context, served: Served): Promise<number> {
  const show = await findShow(db, 'show-1')
  const { id, address } = await makeOverlay(db, show, 'bench', new Date())
  const rule = {
    from_sats: null,
    to_sats: null,
    words: null,
    sound: 'none',
    image: 'none',
    say: false,
    seconds: 2,
  }
  await changeOverlay(db, show, id, { settings: { moderated: false, rules: [{ ...rule }] } })
  const abort = new AbortController()
  const told = new Map<string, () => void>()
  const listening = listen(
    `${served.url}/overlay/stream`,
    address.split('#')[1] ?? '',
    abort.signal,
    (state) => {
      for (const { words } of state.alerts) if (words !== null) told.get(words)?.()
    },
  )
  const times: number[] = []
  for (let n = 0; n < BOOSTS; n++) {
    await new Promise((resolve) => setTimeout(resolve, REST_MS))
    const message = `alert ${n}`
    const heard = new Promise<number>((resolve) => told.set(message, () => resolve(performance.now())))
    await ask(served, '/payments', reportOf(n, message))
    const recorded = performance.now()
    times.push(Math.max(0, (await heard) - recorded))
  }
  abort.abort()
  await listening
  return median(times)
}

function reportOf(n: number, message: string): object {
  return {
    source: 'bench',
    id: `alert-${n}`,
    settled_at: Math.floor(Date.now() / 1000),
    amount_msat: 1_337_000,
    boostagram: {
      action: 'boost',
      podcast: 'show 1',
      sender_name: `alert ${n}`,
      message,
      value_msat_total: 1_337_000,
    },
  }
}

async function listen(url: string, token: string, signal: AbortSignal, hear: (state: OverlayState) => void) {
  const answer = await fetch(url, { headers: { 'X-Overlay': token }, signal })
  let rest = ''
  try {
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (rest + chunk).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const [, data] = /^event: state\ndata: (.*)$/.exec(block) ?? []
        if (data !== undefined) hear(JSON.parse(data))
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
