import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'
import { type FakeNostrRelay, startFakeNostrRelay } from '#tests/helper/nostr/fake-nostr-relay.ts'
import { type FakeSigner, startFakeSigner } from '#tests/helper/nostr/fake-signer.ts'

describeInBrowser('a signer of Nostr', () => {
  const studio = useStudio()
  let relay: FakeNostrRelay
  let signer: FakeSigner
  beforeAll(async () => {
    relay = await startFakeNostrRelay()
    signer = await startFakeSigner(relay.url)
  })
  afterAll(async () => {
    signer.close()
    await relay.close()
  })

  it('comes by the code that is shown to it, and until then no way is made', async () => {
    const page = await studio.open('owner', { width: 390, height: 844, scheme: 'dark' })
    await page.goto('/studio/outgoing')
    await settle(page)
    await page
      .getByRole('button', { name: /way out/ })
      .first()
      .click()
    await page.getByLabel('What is sent').selectOption('Nostr')
    await page.getByLabel('Signed by').selectOption('A signer that is to come by a QR code')
    await page.getByLabel('Relays').fill(relay.url)
    await page.getByLabel(/in my own network/).check()
    await page.getByRole('button', { name: 'Make the way out' }).click()
    await page.getByText('This is neither the address of a signer').waitFor()

    await page.getByRole('button', { name: 'Show a code to the signer' }).click()
    await page.getByRole('img', { name: 'The address for the signer as a QR code' }).waitFor()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await shot(page, 'signer-code', true)
    const address = (await page.getByText(/^nostrconnect:/).textContent()) ?? ''
    const { host } = new URL(address)
    await expect.poll(() => relay.asked.some((filter) => filter['#p']?.includes(host))).toBe(true)
    await signer.come(address)
    await page.getByText('It came, and signs as').waitFor()
    await page.getByRole('button', { name: 'Make the way out' }).click()
    await page.getByText(/a note by npub1/).waitFor()
    const ways = await studio.ctx().db.selectFrom('ways_out').select('settings').execute()
    expect(ways).toMatchObject([{ settings: { signer: true, pubkey: signer.pubkey } }])
  })
})
