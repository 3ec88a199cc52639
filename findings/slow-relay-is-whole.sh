#!/usr/bin/env bash
# nostr-tools 2.25.2: a list that a relay has not ended after 4.4 seconds is given as the whole of it.
#
# One would guess: `querySync` answers once the relay said that this is all (EOSE), or says that it did not; a caller that moves its
# place forward by what came relies on it.
# Seen: a timer stands in for EOSE. Of three notes that a relay sends within six seconds it gives two, without an error or a mark.
# Prints the version and what was seen; exits non-zero where that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund nostr-tools@2.25.2 ws@8.23.0
cat >try.mjs <<'JS'
import { finalizeEvent, generateSecretKey } from 'nostr-tools/pure'
import { SimplePool, useWebSocketImplementation } from 'nostr-tools/pool'
import { WebSocket, WebSocketServer } from 'ws'

useWebSocketImplementation(WebSocket)

const key = generateSecretKey()
const notes = [0, 1, 6].map((second) => ({
  second,
  event: finalizeEvent({ kind: 1, created_at: 1_790_000_000 + second, tags: [], content: `after ${second} s` }, key),
}))
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
server.on('connection', (socket) =>
  socket.on('message', (data) => {
    const [what, id] = JSON.parse(data)
    if (what !== 'REQ') return
    for (const { second, event } of notes)
      setTimeout(() => socket.send(JSON.stringify(['EVENT', id, event])), second * 1000)
    setTimeout(() => socket.send(JSON.stringify(['EOSE', id])), 7000)
  }),
)
await new Promise((resolve) => server.once('listening', resolve))
const pool = new SimplePool()
const began = Date.now()
const found = await pool.querySync([`ws://127.0.0.1:${server.address().port}`], { kinds: [1] })
console.log(`nostr-tools 2.25.2: ${found.length} of ${notes.length} notes after ${((Date.now() - began) / 1000).toFixed(1)} s, and no error`)
process.exit(found.length === 2 ? 0 : 1)
JS
node try.mjs
