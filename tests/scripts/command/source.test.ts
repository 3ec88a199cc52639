import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { runCommand } from '#scripts/cli/run-command.ts'
import { connectionOf } from '#tests/helper/follow.ts'
import { startFakeLnbits } from '#tests/helper/lnbits/fake-lnbits.ts'
import { type FakeLnd, startFakeLnd } from '#tests/helper/lnd/fake-lnd.ts'
import { startFakeNostrRelay } from '#tests/helper/nostr/fake-nostr-relay.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let node: FakeLnd
let folder: string
beforeAll(async () => {
  ctx = await createTestContext()
  node = await startFakeLnd()
  folder = await mkdtemp(join(tmpdir(), 'readout-source-'))
  writeFileSync(join(folder, 'readout.macaroon'), Buffer.from(node.settings.macaroon, 'hex'))
  writeFileSync(join(folder, 'tls.cert'), node.certificate.cert)
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await node.close()
  await ctx.close()
})

async function readout(args: string[], input = '') {
  let answered = ''
  const said: string[] = []
  const status = await runCommand(['source', ...args], {
    env: {
      DATABASE_URL: ctx.database.url,
      DATA_DIR: folder,
      SECRET_KEY: 'a secret of at least 32 characters',
    },
    stdin: Readable.from([input]),
    stdout: new Writable({
      write: (chunk, _, done) => {
        answered += chunk
        done()
      },
    }),
    say: (sentence) => void said.push(sentence),
    signal: new AbortController().signal,
  })
  return { status, answered, said: said.join('\n') }
}

const lnd = (name: string) => [
  'add',
  'lnd',
  name,
  '--address',
  node.address,
  '--macaroon',
  join(folder, 'readout.macaroon'),
  '--certificate',
  join(folder, 'tls.cert'),
]

it('follows a wallet by the command line, beside a service or without one', async () => {
  expect(await readout(lnd('my-node'))).toMatchObject({
    status: 0,
    answered: '',
    said: expect.stringContaining('This node has no invoices yet.'),
  })
  expect((await readout(['list'])).answered).toMatch(/^my-node\tlnd\tmy-node\twaiting\tno payment yet/m)
  expect((await readout(['test', 'my-node'])).said).toContain('Connected.')
  await readout(['pause', 'my-node'])
  expect((await connectionOf(ctx, 'my-node')).paused).toBe(true)
  await readout(['resume', 'my-node'])
  expect((await connectionOf(ctx, 'my-node')).paused).toBe(false)
  expect((await readout(['remove', 'my-node'])).said).toContain('What it reported stays')
  expect(await ctx.db.selectFrom('connections').selectAll().execute()).toEqual([])
})

it('says what is wrong, with a status', async () => {
  expect(await readout(['remove', 'nobody'])).toMatchObject({
    status: 1,
    said: 'There is no source "nobody".',
  })
  expect(await readout(['add', 'cln', 'x'])).toMatchObject({ status: 1 })
  expect((await readout(['add', 'nwc', 'x'], 'nonsense\n')).said).toMatch(/nostr\+walletconnect/)
  expect(await readout(['add', 'lnd', 'x', '--address', 'a:1'])).toMatchObject({ status: 1 })
  expect(await readout(['fly'])).toMatchObject({ status: 2 })
  expect((await readout(['add', 'lnd', 'x', '--macaroon', join(folder, 'none')])).said).toMatch(
    /cannot be read/,
  )
})

it('adds relays of Nostr, which have no wallet', async () => {
  const relay = await startFakeNostrRelay()
  onTestFinished(relay.close)
  const { said } = await readout(['add', 'nostr', 'words', '--relay', relay.url])
  expect(said).toContain('Connected to the relay.')
  expect((await readout(['list'])).answered).toMatch(/^words\tnostr\t\twaiting\t/m)
  await readout(['remove', 'words'])
})

it('adds a wallet by its API, with its key on standard input', async () => {
  const wallet = await startFakeLnbits()
  onTestFinished(() => wallet.close())
  const { status, said } = await readout(
    ['add', 'lnbits', 'my-lnbits', '--address', wallet.settings.address],
    `${wallet.settings.key}\n`,
  )
  expect({ status, said }).toMatchObject({ status: 0, said: expect.stringMatching(/wallet “podcast”/) })
  expect((await connectionOf(ctx, 'my-lnbits')).settings).toEqual({
    address: wallet.settings.address,
    certificate: null,
  })
})
