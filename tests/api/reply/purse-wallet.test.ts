import { randomBytes } from 'node:crypto'
import { getPublicKey } from 'nostr-tools/pure'
import { expect, it } from 'vitest'
import { recordReports } from '#api/intake/record-reports.ts'
import { findPurseWallet } from '#api/reply/purse/find-purse-wallet.ts'
import { sealSettings } from '#api/source/connection/settings.ts'
import { nwc } from '#api/source/nwc/nwc.ts'
import { makeEntry } from '#tests/helper/make-entry.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()

const secretKey = () => randomBytes(32).toString('hex')
const publicKey = () => getPublicKey(randomBytes(32))
const [wallet, secret] = [publicKey(), secretKey()]
const connectionOf = (relay: string, pubkey = wallet, key = secret) =>
  `nostr+walletconnect://${pubkey}?relay=${encodeURIComponent(relay)}&secret=${key}`
const PURSE = { kind: 'nwc' as const, connection: connectionOf('wss://relay.example') }

/** Has a wallet of its own followed by a connection. @returns the wallet's id */
async function follow(name: string, connection: string): Promise<number | null> {
  const { db, secrets } = service.ctx
  await recordReports(db, [makeEntry({ source: name, wallet: name, id: name })])
  const source = await db
    .updateTable('sources')
    .set({ kind: 'nwc' })
    .where('name', '=', name)
    .returning(['id', 'wallet_id'])
    .executeTakeFirstOrThrow()
  const { settings, secrets: sealed } = sealSettings(secrets, nwc, name, { connection })
  await db
    .insertInto('connections')
    .values({ source_id: source.id, settings: JSON.stringify(settings), secrets: sealed })
    .execute()
  return source.wallet_id
}

it('is the followed wallet that replies are paid from by the very same connection, whatever its relay, and none where two are', async () => {
  const find = () => findPurseWallet(service.ctx, PURSE)
  expect(await find()).toBeNull()
  await follow('another wallet', connectionOf('wss://relay.example', publicKey()))
  // Another connection to the same service may hold money of its own.
  await follow('another connection', connectionOf('wss://relay.example', wallet, secretKey()))
  expect(await find()).toBeNull()
  const same = await follow('the same', connectionOf('wss://another.example'))
  expect(same).not.toBeNull()
  expect(await find()).toBe(same)
  await follow('the same once more', PURSE.connection)
  expect(await find()).toBeNull()
})
