import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'
import { type FakeBank, startFakeBank } from '#tests/helper/nwc/fake-bank.ts'
import { recordBoost } from '#tests/helper/record-payments.ts'

const NODE = `02${'ab'.repeat(32)}`

describeInBrowser('replies', () => {
  const studio = useStudio()
  let bank: FakeBank
  beforeAll(async () => {
    bank = await startFakeBank()
  })
  afterAll(() => bank.close())

  const boost = (name: string, over: Record<string, unknown> = {}) =>
    recordBoost(studio.ctx().db, {
      settled_at: new Date().toISOString(),
      amount_msat: 20_000_000,
      boostagram: { sender_name: name, reply_address: NODE, reply_custom_key: '696969', ...over },
    })

  it('are off until an owner sets up a wallet; then a host answers a boost, once', async () => {
    const id = await boost('winebear', {
      message: 'Loved the bit about knots',
      reply_custom_value: 'winebear',
    })
    await boost('tide', { message: 'Fair winds', reply_custom_value: 'tide' })
    await studio.ctx().db.updateTable('shows').set({ status: 'kept' }).execute()
    const host = await studio.open('host', { width: 1440, height: 900 })
    await host.goto(`/studio/boosts/${id}`)
    await host.getByText('Claim and receipt').waitFor()
    await settle(host)
    expect(await host.getByRole('button', { name: 'Answer it' }).count()).toBe(0)

    const owner = await studio.open('owner', { width: 1440, height: 900 })
    await owner.goto('/studio/outgoing')
    await owner.getByRole('button', { name: 'Set up a wallet for replies' }).click()
    await owner.getByLabel('Connection secret').fill(bank.payer)
    await expectAccessible(owner)
    await shot(owner, 'replies-purse-form', true)
    await owner.getByRole('button', { name: 'Use this wallet' }).click()
    await owner.getByText('0 of 5,000 sats spent').waitFor()

    await host.getByRole('button', { name: 'Answer it' }).click()
    await host.getByRole('spinbutton', { name: 'Sats' }).fill('1200')
    await settle(host)
    await expectAccessible(host)
    await shot(host, 'replies-form')
    await host.getByRole('button', { name: 'Pay and send' }).click()
    await host.getByText('cannot be taken back').waitFor()
    await shot(host, 'replies-ask')
    await host.getByRole('button', { name: 'Pay it' }).click()
    await host.getByRole('list', { name: 'Replies' }).getByText('answered').waitFor()
    await host.getByRole('region', { name: 'Boosts' }).getByText('answered').waitFor()
    await settle(host)
    await shot(host, 'replies-done')
    expect(bank.paid).toMatchObject([{ amount: 1_200_000 }])
    expect(await host.getByRole('button', { name: 'Answer it' }).count()).toBe(0)
    await owner.getByText('1,201 of 5,000 sats spent').waitFor()
    await settle(owner)
    await expectAccessible(owner)
    await shot(owner, 'replies-owner', true)
  })

  it('thank everyone who was read, after saying what that comes to', async () => {
    const { db } = studio.ctx()
    const page = await studio.open('host', { width: 390, height: 844, scheme: 'dark' })
    await page.goto('/studio/air/notes?show=linux-unplugged')
    await page.getByRole('button', { name: 'Thank everyone who was read' }).waitFor()
    const segment = await db.selectFrom('segments').select('id').executeTakeFirstOrThrow()
    for (const { id: boost_id } of await db.selectFrom('boosts').select('id').execute())
      await db
        .insertInto('segment_items')
        .values({ segment_id: segment.id, boost_id, status: 'read', read_at: new Date() } as never)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    await page.getByRole('button', { name: 'Thank everyone who was read' }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'See what it comes to' }).click()
    await page.getByText('Pay 21 sats to 1 supporter?').waitFor()
    await page.getByText('1 was answered before.').waitFor()
    await shot(page, 'replies-thank')
    await page.getByRole('button', { name: 'Pay it' }).click()
    await page.getByText('1 reply on the way').waitFor()
    await expect.poll(() => bank.paid.length).toBe(2)
    await expectNoSidewaysScroll(page)
  })
})
