import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createContext } from '#api/create-context.ts'
import { createFetcher } from '#api/fetch/create-fetcher.ts'
import { payReplies } from '#api/reply/pay/pay-replies.ts'
import { openDatabase } from '#db/database.ts'
import { insertReply } from '#tests/helper/insert-reply.ts'
import { type FakePayer, startFakePayer } from '#tests/helper/lnd/fake-payer.ts'
import { type FakeBank, startFakeBank } from '#tests/helper/nwc/fake-bank.ts'
import { recordBoost } from '#tests/helper/record-payments.ts'
import { KILLS } from '#tests/helper/runs.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()
let bank: FakeBank
let node: FakePayer
beforeAll(async () => {
  bank = await startFakeBank()
  node = await startFakePayer(() => null)
})
afterAll(async () => {
  await bank.close()
  await node.close()
})
beforeEach(() => service.ctx.db.deleteFrom('replies').execute())

const KILLED = 'readout-replies'

/** A process of its own, which loses its database in the middle of whatever it does. */
async function startLife(wallet: FakeBank | FakePayer) {
  const { ctx } = service
  const url = new URL(ctx.database.url)
  url.searchParams.set('application_name', KILLED)
  const database = await openDatabase({ url: url.href, schema: ctx.database.schema })
  const own = createContext({ config: ctx.config, database, log: ctx.log })
  const stopping = new AbortController()
  const done = payReplies({ ...own, fetcher: createFetcher() }, stopping.signal).catch(() => {})
  return {
    done,
    kill: async () => {
      await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = ${KILLED} and datname = current_database()`.execute(ctx.db)
      stopping.abort()
      wallet.letGo()
      await done
      await own.live.close()
      await database.close()
    },
    stop: async () => {
      await done
      await own.live.close()
      await database.close()
    },
  }
}

it.each([
  ['Nostr Wallet Connect', () => ({ wallet: bank, purse: { connection: bank.payer } })],
  ['LND', () => ({ wallet: node, purse: { lnd: node.lnd } })],
])(
  'wherever the process is killed, each reply is paid once and all of them are: %s',
  async (_, by) => {
    const { wallet, purse } = by()
    const set = await service.ask('put', '/purse', { ...purse, daily_sats: 100_000, ask_from_sats: 1_000 })
    expect(set.status).toBe(200)
    const many = 4 * (KILLS + 1)
    for (let n = 0; n < many; n++) {
      const node = `02${n.toString(16).padStart(64, '0')}`
      const id = await recordBoost(service.ctx.db, {
        boostagram: { reply_address: node, message: `Boost ${n}` },
      })
      await insertReply(service.ctx.db, {
        id,
        boost_id: id,
        supporter_name: 'tide',
        recipient: node,
        state: 'waiting',
      })
    }
    for (let kill = 0; kill < KILLS; kill++) {
      const killed = Promise.withResolvers<void>()
      let life: Awaited<ReturnType<typeof startLife>> | undefined
      let seen = 0
      // Before the wallet pays, or after, as it comes.
      wallet.behaviour.mute = kill % 2 === 1
      wallet.behaviour.onPay = async () => {
        if (++seen !== 2 + (kill % 3)) return
        if (kill % 2 === 0) void life?.kill().then(killed.resolve)
        else setTimeout(() => void life?.kill().then(killed.resolve), 50)
      }
      if (kill % 2 === 1) seen = 1 + (kill % 3)
      life = await startLife(wallet)
      await killed.promise
      wallet.behaviour.mute = false
      wallet.behaviour.onPay = () => {}
      // Long enough after that nobody can be at it any more.
      await service.ctx.db
        .updateTable('replies')
        .set({ tried_at: new Date(Date.now() - 10 * 60_000) })
        .where('state', '=', 'paying')
        .execute()
    }
    const last = await startLife(wallet)
    await last.stop()
    const rows = await service.ctx.db.selectFrom('replies').select(['state', 'payment_hash']).execute()
    const hashes = new Set(rows.map(({ payment_hash }) => payment_hash?.toString('hex')))
    // Nothing was paid that no reply knows, and nothing twice.
    expect(new Set(wallet.paid.map(({ payment_hash }) => payment_hash)).size).toBe(wallet.paid.length)
    for (const { payment_hash } of wallet.paid) expect(hashes).toContain(payment_hash)
    expect(wallet.paid.length).toBeLessThanOrEqual(many)
    expect(rows.filter(({ state }) => state === 'waiting')).toEqual([])
    // What is not certain is what was cut off before it was paid: a person says so after a while.
    const open = rows.filter(({ state }) => state !== 'sent')
    expect(open.every(({ state }) => state === 'uncertain')).toBe(true)
    expect(wallet.paid.length + open.length).toBe(many)
  },
  120_000,
)
