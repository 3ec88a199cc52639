import { expect, it } from 'vitest'
import { GUID, shareMetaboost } from '#tests/api/metaboost/share-metaboost.ts'
import { askAs } from '#tests/helper/ask.ts'
import { makeBoost } from '#tests/helper/boost-app.ts'
import { makeReport } from '#tests/helper/record-payments.ts'

const { app, start, settled } = shareMetaboost()

it('a post is proven by the payment that comes later, and keeps the id that the app was given', async () => {
  const { ctx, address, url } = await start()
  const { get, post } = await askAs(ctx)
  const { json } = await app.post(address, makeBoost({ amount: 5_000, message: 'Fair winds' }))
  await settled()
  const { id } = await ctx.db.selectFrom('boosts').select('id').executeTakeFirstOrThrow()
  const { body: unproven } = await get(`/boosts/${id}`)
  expect(unproven).toMatchObject({ claim: 'unproven', counted_msat: 0, claimed_msat: 5_000_000 })
  // A Lightning address: the wallet knows the words and its own part, and not who sent them.
  await post(
    '/payments',
    makeReport({
      source: 'boat',
      settled_at: new Date().toISOString(),
      amount_msat: 5_000_000,
      boostagram: {
        podcast: 'Harbour Lights',
        guid: GUID,
        episode: undefined,
        app_name: 'Podapp',
        sender_name: undefined,
        message: 'Fair winds',
        value_msat_total: 5_000_000,
      },
    }),
  )
  const proven = async () => (await get(`/boosts/${unproven.id}`)).body
  await expect.poll(async () => (await proven()).received_msat).toBe(5_000_000)
  expect(await proven()).toMatchObject({
    id: unproven.id,
    message: 'Fair winds',
    payment_count: 1,
    supporter: { name: 'tide' },
    episode: { title: 'Ep 12' },
  })
  await ctx.db.updateTable('shows').set({ is_public: true }).execute()
  await ctx.db.insertInto('public_settings').values({ show_id: 1, messages: 'at_once' }).execute()
  const list = await (await fetch(`${url}/v1/standard/mbrss-v1/messages/public/harbour-lights`)).json()
  expect(list.messages).toMatchObject([
    { messageGuid: json.message_guid, body: 'Fair winds', amount: '5000' },
  ])
})
