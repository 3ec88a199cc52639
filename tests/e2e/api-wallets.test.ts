import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'
import { deliver, startFakeBtcpay } from '#tests/helper/btcpay/fake-btcpay.ts'
import { type FakeLnbits, makeLnbitsPayment, startFakeLnbits } from '#tests/helper/lnbits/fake-lnbits.ts'

describeInBrowser('adding a wallet by its API', () => {
  const studio = useStudio()
  let wallet: FakeLnbits
  beforeAll(async () => {
    wallet = await startFakeLnbits()
    for (let index = 1; index <= 3; index++) wallet.payments.push(makeLnbitsPayment(index))
  })
  afterAll(() => wallet.close())

  it('guides, tests, follows, and shows what came', async () => {
    const page = await studio.open('owner')
    await page.goto('/studio/sources/add')
    await settle(page)
    await shot(page, 'add')
    await page.getByRole('link', { name: 'LNbits' }).click()
    await page.getByRole('textbox', { name: 'Address' }).fill(wallet.settings.address)
    await page.getByRole('textbox', { name: 'Invoice key' }).fill('e1'.repeat(16))
    await page.getByRole('button', { name: 'Test the connection' }).click()
    await page.getByText('LNbits knows no wallet with this key.').waitFor()
    await shot(page, 'lnbits-wrong-key')
    await page.getByRole('textbox', { name: 'Invoice key' }).fill(wallet.settings.key)
    await page.getByRole('button', { name: 'Test the connection' }).click()
    await page.getByText('Connected to the wallet “podcast”. It has 3 payments.').waitFor()
    await page.getByRole('button', { name: 'Follow this wallet' }).click()
    await page.getByRole('list', { name: 'Followed wallets' }).getByText('my-lnbits').waitFor()
    // Where the hint of its state was missed, the page asks again after half a minute.
    await page.getByText('connected', { exact: true }).waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Settings of my-lnbits' }).click()
    const form = page.getByRole('form', { name: 'Settings of my-lnbits' })
    expect(await form.getByRole('textbox', { name: 'Address' }).inputValue()).toBe(wallet.settings.address)
    expect(await form.getByRole('textbox', { name: 'Invoice key' }).inputValue()).toBe('')
    expect(await page.content()).not.toContain(wallet.settings.key)
    await shot(page, 'lnbits-settings')
  })

  it('shows a shop’s webhook, to be pasted where the shop is', async () => {
    const store = await startFakeBtcpay()
    const page = await studio.open('owner')
    await page.goto('/studio/sources/add/btcpay')
    await page.getByRole('textbox', { name: 'Address' }).fill(store.settings.address)
    await page.getByRole('textbox', { name: 'Store' }).fill(store.settings.store)
    await page.getByRole('textbox', { name: 'API key' }).fill(store.settings.key)
    await page.getByRole('button', { name: 'Follow this wallet' }).click()
    await page.getByText('Its webhook has told nothing yet', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Webhook of my-btcpay' }).click()
    const secret = page.getByLabel('Secret for my-btcpay')
    await secret.waitFor()
    const address = await page.getByLabel('Payload URL for my-btcpay').inputValue()
    await shot(page, 'btcpay-webhook')
    await expectAccessible(page)
    expect(await deliver(address, await secret.inputValue(), { invoiceId: '__test__1' })).toBe(204)
    await page.getByText('Its webhook last told something', { exact: false }).waitFor({ timeout: 60_000 })
    await store.close()
  })

  it.each(['cln', 'lnbits', 'phoenixd', 'alby', 'btcpay', 'zaprite'])(
    'has a guide for %s, wide and narrow, light and dark',
    async (kind) => {
      for (const [name, looks] of [
        ['wide-light', { scheme: 'light' }],
        ['narrow-dark', { width: 390, height: 844, scheme: 'dark' }],
      ] as const) {
        const page = await studio.open('owner', looks)
        await page.goto(`/studio/sources/add/${kind}`)
        await settle(page)
        await page.getByRole('button', { name: 'Test the connection' }).waitFor()
        await shot(page, `${kind}-${name}`)
        await expectAccessible(page)
        await expectNoSidewaysScroll(page)
      }
    },
  )
})
