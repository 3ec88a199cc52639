#!/usr/bin/env bash
# @getalby/sdk 8.0.3: looking up a payment by its hash fails where it has no invoice, though the wallet answers as NIP-47 has it.
#
# One would guess: `lookupInvoice({ payment_hash })` answers how a keysend stands; NIP-47 lists `invoice` as optional in the answer.
# Seen: an answer without an invoice is taken for none: Nip47ResponseValidationError. The same transaction is given by `listTransactions`.
# Who asks whether an uncertain keysend was paid, and pays again where that fails, pays twice.
# Prints the version and what was seen; exits non-zero where that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @getalby/sdk@8.0.3 nostr-tools@2.25.2 ws@8.23.0
cat >try.mjs <<'JS'
import { randomBytes } from 'node:crypto'
import { NWCClient, NWCWalletService, NWCWalletServiceKeyPair } from '@getalby/sdk/nwc'
import { matchFilters } from 'nostr-tools/filter'
import { WebSocket, WebSocketServer } from 'ws'

globalThis.WebSocket ??= WebSocket
const kept = []
const open = new Map()
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
server.on('connection', (socket) => {
  open.set(socket, new Map())
  socket.on('close', () => open.delete(socket))
  socket.on('message', (data) => {
    const [what, first, ...rest] = JSON.parse(data)
    if (what === 'REQ') {
      open.get(socket).set(first, rest)
      for (const event of kept) if (matchFilters(rest, event)) socket.send(JSON.stringify(['EVENT', first, event]))
      socket.send(JSON.stringify(['EOSE', first]))
    } else if (what === 'CLOSE') open.get(socket).delete(first)
    else if (what === 'EVENT') {
      if (first.kind === 13194) kept.push(first)
      socket.send(JSON.stringify(['OK', first.id, true, '']))
      for (const [other, asked] of open)
        for (const [id, filters] of asked)
          if (matchFilters(filters, first)) other.send(JSON.stringify(['EVENT', id, first]))
    }
  })
})
await new Promise((resolve) => server.once('listening', resolve))
const relay = `ws://127.0.0.1:${server.address().port}`

const [walletSecret, clientSecret] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')]
const { publicKey } = new NWCClient({ relayUrls: [relay], secret: clientSecret, walletPubkey: 'a'.repeat(64) })
const keys = new NWCWalletServiceKeyPair(walletSecret, publicKey)
const service = new NWCWalletService({ relayUrls: [relay] })
const payment_hash = 'ab'.repeat(32)
const keysend = {
  type: 'outgoing', state: 'settled', payment_hash, preimage: 'cd'.repeat(32), amount: 21000, fees_paid: 1000,
  created_at: 1_790_000_000, settled_at: 1_790_000_001, metadata: {},
}
await service.publishWalletServiceInfoEvent(walletSecret, ['lookup_invoice', 'list_transactions'], ['payment_sent'])
await service.subscribe(keys, {
  lookupInvoice: async () => ({ result: keysend, error: undefined }),
  listTransactions: async () => ({ result: { transactions: [keysend], total_count: 1 }, error: undefined }),
})
const link = `nostr+walletconnect://${keys.walletPubkey}?relay=${encodeURIComponent(relay)}&secret=${clientSecret}`
const client = new NWCClient({ nostrWalletConnectUrl: link })
const looked = await client.lookupInvoice({ payment_hash }).then(() => 'found', (error) => error.name)
const { transactions } = await client.listTransactions({ type: 'outgoing' })
console.log(`@getalby/sdk 8.0.3: looked up, ${looked}; listed, ${transactions[0]?.state}`)
process.exit(looked !== 'found' && transactions[0]?.state === 'settled' ? 0 : 1)
JS
node try.mjs
