import { type AddressInfo, createServer, type Server } from 'node:net'
import { generateSecretKey, getPublicKey } from 'nostr-tools/pure'
import { afterEach, describe, expect, it } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { sendMail } from '#api/outgoing/way/mail/send-mail.ts'
import { withSigner } from '#api/outgoing/way/nostr/remote-signer.ts'

let mail: Server | null = null
let relay: WebSocketServer | null = null
afterEach(() => {
  mail?.close()
  relay?.close()
  for (const socket of relay?.clients ?? []) socket.terminate()
})

/** A relay that answers to each message of ours with these. */
async function startRelay(answer: (message: unknown[]) => unknown[][]): Promise<string> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  relay = server
  server.on('connection', (socket: WebSocket) => {
    socket.on('message', (data) => {
      for (const each of answer(JSON.parse(String(data)))) socket.send(JSON.stringify(each))
    })
  })
  await new Promise<void>((resolve) => server.once('listening', () => resolve()))
  return addressOf(server.address())
}

function addressOf(address: AddressInfo | string | null): string {
  return `ws://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

function ask(address: string) {
  const bunker = {
    pubkey: getPublicKey(generateSecretKey()),
    relays: [address],
    secret: null,
    client: Buffer.from(generateSecretKey()).toString('hex'),
  }
  return withSigner(bunker, '127.0.0.1', (signer) => signer.getPublicKey())
}

describe('the relay of a signer', () => {
  it.each([
    ['cannot be reached', async () => 'ws://127.0.0.1:1'],
    [
      'takes nothing',
      () =>
        startRelay(([kind, event]) =>
          kind === 'EVENT' ? [['OK', Object(event).id, false, 'blocked: no']] : [],
        ),
    ],
  ])('that %s is no signer that says no: the note waits', async (_, address) => {
    await expect(ask(await address())).rejects.toMatchObject({
      isRefusal: false,
      message: expect.stringContaining('does not take what Readout sends'),
    })
  })
})

describe('a mail server', () => {
  it('that goes on and never ends is left, and the mail waits', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.write('220 mail.example\r\n')
      const timer = setInterval(() => socket.write('250-one more\r\n'), 20)
      socket.on('close', () => clearInterval(timer))
    })
    mail = server
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const outcome = await sendMail(
      {
        settings: {
          kind: 'mail',
          recipients: ['host@example.com'],
          sender: 'show@example.com',
          server: '127.0.0.1',
          port,
          security: 'none',
          user: null,
          password: false,
          own_network: true,
          subject: '{{name}}',
          text: '{{message}}',
        },
        secrets: { password: null },
      },
      { id: 'one', subject: 'A boost', text: 'Hello' },
      new AbortController().signal,
      500,
    )
    expect(outcome).toEqual({ kind: 'later', answer: 'The mail server did not end in time.', afterMs: null })
  })
})
