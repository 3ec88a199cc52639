import { type Connection, openConnection } from '#client/live/connection.ts'

const NAME = 'readout.live'

type Word = { kind: 'hint'; hint: unknown } | { kind: 'state'; isUp: boolean } | { kind: 'ask' }

/**
 * One line for all tabs of this browser, which over HTTP/1.1 has six connections in all: the tab that holds the lock has the
 * connection and tells the others. Without locks (plain http) each tab that can be seen has its own.
 */
export function openSharedConnection(
  onHint: (hint: unknown) => void,
  onState: (isUp: boolean) => void,
): Connection {
  const canShare = 'locks' in navigator && 'BroadcastChannel' in window
  return canShare ? shareConnection(onHint, onState) : openWhileSeen(onHint, onState)
}

function shareConnection(onHint: (hint: unknown) => void, onState: (isUp: boolean) => void): Connection {
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
    const connection = openConnection(
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
    connection.close()
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

function openWhileSeen(onHint: (hint: unknown) => void, onState: (isUp: boolean) => void): Connection {
  let connection: Connection | null = null
  const follow = () => {
    if (document.hidden) {
      connection?.close()
      connection = null
    } else connection ??= openConnection(onHint, onState)
  }
  follow()
  document.addEventListener('visibilitychange', follow)
  return {
    close: () => {
      document.removeEventListener('visibilitychange', follow)
      connection?.close()
    },
  }
}
