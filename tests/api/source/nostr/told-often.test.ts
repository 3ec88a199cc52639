import { hash } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { createNostrSource } from '#api/source/nostr/nostr.ts'
import { startSources } from '#api/source/run/start-sources.ts'
import { addTestSource } from '#tests/helper/follow.ts'
import { startFakeNostrRelay } from '#tests/helper/nostr/fake-nostr-relay.ts'
import {
  EPISODE_GUID,
  makeBoostMeBitchNote,
  makeBotNote,
  makePerson,
  makeProfile,
  makeZap,
  SHOW_GUID,
} from '#tests/helper/nostr/make-note.ts'
import { recordPayments } from '#tests/helper/record-payments.ts'
import { createTestContext } from '#tests/helper/test-context.ts'
import { until } from '#tests/helper/until.ts'

it.each([
  ['the payment first', 0],
  ['the payment last', 1],
])('makes one boost of what is told as a payment, a note, a receipt and by a bot, %s', async (_, order) => {
  const ctx = await createTestContext()
  const relay = await startFakeNostrRelay()
  const server = makePerson()
  const sources = startSources(ctx, [
    createNostrSource(async (url) => {
      const said = { allowsNostr: true, nostrPubkey: server.key }
      return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(said)), url, movedTo: null }
    }),
  ])
  onTestFinished(async () => {
    await sources.stop()
    await relay.close()
    await ctx.close()
  })
  const { id: show_id } = await ctx.db
    .insertInto('shows')
    .values({
      slug: 'harbour',
      title: 'Harbour Lights',
      status: 'kept',
      lightning_address: 'tide@wallet.example',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await ctx.db.insertInto('show_names').values({ kind: 'guid', value: SHOW_GUID, show_id }).execute()
  await ctx.db.insertInto('wallets').values({ name: 'node', whose: 'show', show_id }).execute()

  const [tide, host, bot] = [makePerson(), makePerson(), makePerson()]
  const at = Math.floor(Date.now() / 1000) - 600
  const payment_hash = hash('sha256', 'the payment')
  const words = { message: 'Loved the bit about knots', msat: 100_000 }
  const pay = () =>
    recordPayments(ctx.db, {
      source: 'node',
      id: '1',
      settled_at: new Date(at * 1000).toISOString(),
      amount_msat: 100_000,
      rail: 'lnaddress',
      payment_hash,
      memo: words.message,
    })
  if (order === 0) await pay()
  relay.keepOnly(makeProfile(tide, { name: 'Tide' }))
  relay.keepOnly(makeProfile(bot, { name: 'boost bot', bot: true }))
  relay.keepOnly(makeBoostMeBitchNote(tide, { ...words, from: 'Tide', at: at + 20 }))
  relay.keepOnly(makeZap(tide, server, { ...words, to: host, payment_hash, at: at + 5 }))
  relay.keepOnly(makeBotNote(bot, { ...words, app: 'BoostMeBitch', at: at + 90 }))
  await addTestSource(ctx, 'nostr', { relays: [relay.url], keys: [host.npub] })
  await until('all is told', async () => {
    const claims = await ctx.db.selectFrom('claims').select('boost_id').execute()
    return claims.length === 3 && claims.every(({ boost_id }) => boost_id !== null)
  })
  if (order === 1) await pay()
  const boosts = () =>
    ctx.db
      .selectFrom('boosts')
      .leftJoin('supporters', 'supporters.id', 'boosts.supporter_id')
      .leftJoin('episode_names', 'episode_names.episode_id', 'boosts.episode_id')
      .select([
        'received_msat',
        'counted_msat',
        'message',
        'supporters.name as who',
        'episode_names.value as episode',
      ])
      .where('dropped', 'is', null)
      .execute()
  await until('it is proven', async () => (await boosts()).some(({ received_msat }) => received_msat > 0))
  expect(await boosts()).toEqual([
    {
      received_msat: 100_000,
      counted_msat: 100_000,
      message: words.message,
      who: 'Tide',
      episode: EPISODE_GUID,
    },
  ])
})
