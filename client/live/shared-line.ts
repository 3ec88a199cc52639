import { type Line, openLine } from '#client/live/line.ts'

const NAME = 'readout.live'

type Word = { kind: 'hint'; hint: unknown } | { kind: 'state'; isUp: boolean } | { kind: 'ask' }

/**
 * One line for all tabs of this browser, which over HTTP/1.1 has six connections in all: the tab that holds the lock has the
 * line and tells the others. Without locks (plain http) each tab that can be seen has its own.
 */
export function openSharedLine(onHint: (hint: unknown) => void, onState: (isUp: boolean) => void): Line {
  const canShare = 'locks' in navigator && 'BroadcastChannel' in window
  return canShare ? shareLine(onHint, onState) : openWhileSeen(onHint, onState)
}

function shareLine(onHint: (hint: unknown) => void, onState: (isUp: boolean) => void): Line {
  const channel = new BroadcastChannel(NAME)
  const waiting = new AbortController()
  const { promise: done, resolve: finish } = Promise.withResolvers<void>()
  let isUp: boolean | null = null
  let isHere = false
  const tell = (word: Word) => channel.postMessage(word)
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data.kind === 'hint') onHint(data.hint)
    if (data.kind === 'state') onState(data.isUp)
    if (data.kind === 'ask' && isHere && isUp !== null) tell({ kind: 'state', isUp })
  }
  tell({ kind: 'ask' })
  const hold = async () => {
    isHere = true
    const line = openLine(
      (hint) => {
        onHint(hint)
        tell({ kind: 'hint', hint })
      },
      (state) => {
        isUp = state
        onState(state)
        tell({ kind: 'state', isUp: state })
      },
    )
    await done
    line.close()
  }
  navigator.locks.request(NAME, { signal: waiting.signal }, hold).catch(() => {
    // Closed before its turn came.
  })
  return {
    close: () => {
      waiting.abort()
      finish()
      channel.close()
    },
  }
}

function openWhileSeen(onHint: (hint: unknown) => void, onState: (isUp: boolean) => void): Line {
  let line: Line | null = null
  const follow = () => {
    if (document.hidden) {
      line?.close()
      line = null
    } else line ??= openLine(onHint, onState)
  }
  follow()
  document.addEventListener('visibilitychange', follow)
  return {
    close: () => {
      document.removeEventListener('visibilitychange', follow)
      line?.close()
    },
  }
}
