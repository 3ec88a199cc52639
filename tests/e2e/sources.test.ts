import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'
import { addTestSource } from '#tests/helper/follow.ts'
import { makeInvoice } from '#tests/helper/lnd/fake-invoice.ts'
import { type FakeLnd, MACAROON, startFakeLnd } from '#tests/helper/lnd/fake-lnd.ts'
import { startFakeNostrRelay } from '#tests/helper/nostr/fake-nostr-relay.ts'
import { makePerson } from '#tests/helper/nostr/make-note.ts'
import { until } from '#tests/helper/until.ts'

describeInBrowser('the Sources page', () => {
  const studio = useStudio()
  let node: FakeLnd
  let deaf: FakeLnd
  beforeAll(async () => {
    node = await startFakeLnd()
    deaf = await startFakeLnd({ macaroon: 'another' })
    for (let index = 1; index <= 30; index++)
      node.settle(node.add(makeInvoice(index)), { at: 1_700_000_000 + index })
    await pay(studio.ctx(), { sender: 'marcel', message: 'By the API', sats: 2_100 })
    await addTestSource(studio.ctx(), 'lnd', { ...deaf.settings, macaroon: MACAROON }, 'old-node')
  })
  afterAll(async () => {
    await node.close()
    await deaf.close()
  })

  it('adds a wallet by keyboard alone, tests it first, and shows what comes', async () => {
    const page = await studio.open('owner', { scheme: 'dark' })
    await page.goto('/studio/sources')
    await settle(page)
    await page.getByRole('link', { name: 'Add a source' }).first().focus()
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'An LND node' }).focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Address').waitFor()
    await shot(page, 'sources-add-lnd')
    await page.getByLabel('Address').focus()
    await page.keyboard.type(node.address)
    await page.keyboard.press('Tab')
    await page.keyboard.insertText('00'.repeat(40))
    await page.keyboard.press('Tab')
    await page.keyboard.insertText(node.certificate.cert)
    const test = page.getByRole('button', { name: 'Test the connection' })
    await test.press('Enter')
    await page.getByText('The setting "macaroon" of LND must be a macaroon as hex or base64.').waitFor()
    await page.getByRole('textbox', { name: 'Macaroon' }).fill(node.settings.macaroon)
    await test.press('Enter')
    await page.getByText('This node has made 30 invoices.').waitFor()
    await expectAccessible(page)
    await shot(page, 'sources-tested')
    await page.getByRole('button', { name: 'Follow this wallet' }).press('Enter')
    await page.getByRole('list', { name: 'Followed wallets' }).getByText('my-node').waitFor()
    await page.getByText('Last payment', { exact: false }).first().waitFor()
    await page.getByText('connected', { exact: true }).waitFor()
    await until('it is read', async () => {
      const { count } = await studio
        .ctx()
        .db.selectFrom('payments')
        .select((select) => select.cast<number>(select.fn.countAll(), 'integer').as('count'))
        .executeTakeFirstOrThrow()
      return count === 31
    })
    expect(await page.content()).not.toContain(node.settings.macaroon)
  })

  it('says what is wrong with a source and what to do, wide and narrow, light and dark', async () => {
    for (const [name, looks] of [
      ['wide-light', { scheme: 'light' }],
      ['wide-dark', { scheme: 'dark' }],
      ['narrow-light', { width: 360, height: 740, scheme: 'light' }],
      ['narrow-dark', { width: 360, height: 740, scheme: 'dark' }],
    ] as const) {
      const page = await studio.open('owner', looks)
      await page.goto('/studio/sources')
      await settle(page)
      await page.getByText('LND does not accept the macaroon.').waitFor()
      await page.getByText('Bake one on this node', { exact: false }).waitFor()
      await shot(page, `sources-${name}`)
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
    }
  })

  it('shows what could not be recorded, and test money; dismisses', async () => {
    const { db } = studio.ctx()
    const { id: source_id } = await db
      .selectFrom('sources')
      .select('id')
      .where('name', '=', 'old-node')
      .executeTakeFirstOrThrow()
    const raw = JSON.stringify({
      add_index: '7',
      state: 'SETTLED',
      settle_date: '99999999999',
      memo: 'x'.repeat(300),
    })
    await db
      .insertInto('unread')
      .values([
        { source_id, ref: '7', reason: 'A payment cannot be recorded: settled_at lies in the future.', raw },
        {
          source_id,
          ref: 'after 1',
          reason: 'A transaction never comes, though the wallet answers.',
          raw: null,
        },
      ])
      .execute()
    await db
      .updateTable('connections')
      .set({ network: 'regtest' })
      .where('source_id', '=', source_id)
      .execute()
    for (const [name, looks] of [
      ['wide', { scheme: 'light' }],
      ['narrow', { width: 390, height: 740, scheme: 'dark' }],
    ] as const) {
      const page = await studio.open('owner', looks)
      await page.goto('/studio/sources')
      await settle(page)
      await page.getByText('Test money (regtest), worth nothing. None of it is recorded.').waitFor()
      await page.getByText('2 things it reported are not recorded').click()
      await page.getByText('settled_at lies in the future').waitFor()
      await shot(page, `sources-unread-${name}`)
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
    }
    const page = await studio.open('owner')
    await page.goto('/studio/sources')
    await page.getByText('2 things it reported are not recorded').click()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('Still not:', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Dismiss' }).first().click()
    await page.getByText('One thing it reported is not recorded').waitFor()
  })

  it('pauses, sets and removes a source; its payments stay', async () => {
    const page = await studio.open('owner')
    await page.goto('/studio/sources')
    await settle(page)
    await page.getByRole('button', { name: 'Pause my-node' }).click()
    await page.getByText('paused', { exact: true }).waitFor()
    await until('nobody follows', () => node.followers() === 0)
    await page.getByRole('button', { name: 'Go on with my-node' }).click()
    await until('somebody follows', () => node.followers() === 1, 15_000)
    await page.getByRole('button', { name: 'Settings of my-node' }).click()
    const form = page.getByRole('form', { name: 'Settings of my-node' })
    expect(await form.getByRole('textbox', { name: 'Macaroon' }).inputValue()).toBe('')
    await form.getByLabel('Whose is what this wallet receives').selectOption('show')
    await shot(page, 'sources-settings')
    await expectAccessible(page)
    await form.getByRole('button', { name: 'Save' }).click()
    const row = page.getByRole('list', { name: 'Followed wallets' }).getByRole('listitem').first()
    await row.getByText('LND · all of it the show’s').waitFor()
    await page.getByRole('button', { name: 'Remove my-node' }).click()
    await page.getByRole('button', { name: 'Remove the connection' }).click()
    await page.getByRole('cell', { name: 'my-node' }).first().waitFor()
    await until('nobody follows', () => node.followers() === 0)
  })

  it('listens to relays of Nostr, and says how each does, wide and narrow, light and dark', async () => {
    const [relay, gone] = [await startFakeNostrRelay(), 'ws://127.0.0.1:1']
    onTestFinished(relay.close)
    const page = await studio.open('owner')
    await page.goto('/studio/sources/add/nostr')
    await settle(page)
    await shot(page, 'nostr-add')
    await expectAccessible(page)
    const relays = page.getByLabel('Relays')
    expect(await relays.inputValue()).toMatch(/^wss:\/\/relay\.fountain\.fm\n/)
    await relays.fill('nowhere')
    await page.getByRole('button', { name: 'Test the relays' }).click()
    await page.getByText('addresses of relays, which begin with wss://', { exact: false }).waitFor()
    await relays.fill(`${relay.url}\n${gone}`)
    await page.getByRole('button', { name: 'Test the relays' }).click()
    await page.getByText('Connected to 1 of 2 relays', { exact: false }).waitFor()
    await shot(page, 'nostr-tested')
    await page.getByRole('button', { name: 'Follow these relays' }).click()
    await page.getByText('1 of 2 relays is connected').click()
    await page.getByText('It cannot be reached').waitFor()
    await page.getByRole('button', { name: 'Settings of nostr' }).click()
    const form = page.getByRole('form', { name: 'Settings of nostr' })
    expect(await form.getByLabel('Relays').inputValue()).toBe(`${relay.url}\n${gone}`)
    await form.getByLabel('The show’s own keys').fill(makePerson().npub)
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByText('nostr is set').waitFor()
    for (const [name, looks] of [
      ['wide-light', { scheme: 'light' }],
      ['narrow-dark', { width: 360, height: 740, scheme: 'dark' }],
    ] as const) {
      const other = await studio.open('owner', looks)
      await other.goto('/studio/sources/add/nostr')
      await settle(other)
      await shot(other, `nostr-add-${name}`)
      await expectNoSidewaysScroll(other)
      await other.goto('/studio/sources')
      await settle(other)
      await other.getByText('1 of 2 relays is connected').click()
      await other.getByText('Words for boosts, and no money').scrollIntoViewIfNeeded()
      await shot(other, `nostr-${name}`)
      await expectAccessible(other)
      await expectNoSidewaysScroll(other)
    }
  })

  it('links the recipients of a feed’s value block to wallets, on the show’s page', async () => {
    const { db } = studio.ctx()
    const show = await db.selectFrom('shows').select(['id', 'slug']).executeTakeFirstOrThrow()
    await db
      .updateTable('shows')
      .set({ feed_url: 'https://feeds.example/show.xml', status: 'kept' })
      .where('id', '=', show.id)
      .execute()
    await db
      .insertInto('feeds')
      .values({
        show_id: show.id,
        url: 'https://feeds.example/show.xml',
        problem: 'The feed cannot be read. There is no feed at its address (404).',
        next_step: 'Check the feed’s address on the show’s page.',
      })
      .execute()
    const recipient = { show_id: show.id, custom_key: '', custom_value: '', is_fee: false }
    await db
      .insertInto('value_recipients')
      .values([
        { ...recipient, name: 'test node', address: '02aa', share: '0.6' },
        { ...recipient, name: 'Guest', address: '03bb', share: '0.4' },
      ])
      .execute()
    for (const looks of [{ scheme: 'light' }, { width: 360, height: 740, scheme: 'dark' }] as const) {
      const page = await studio.open('host', looks)
      await page.goto(`/studio/shows/${show.slug}`)
      await settle(page)
      await page.getByText('no feed at its address', { exact: false }).waitFor()
      await shot(page, `feed-${looks.scheme}`)
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
    }
    const page = await studio.open('host')
    await page.goto(`/studio/shows/${show.slug}`)
    await page.getByRole('button', { name: 'Say so' }).click()
    await until(
      'it is linked',
      async () => (await db.selectFrom('shares').selectAll().execute()).length === 1,
    )
    await page.waitForFunction(() => {
      const select = document.querySelector<HTMLSelectElement>('[aria-label="Wallet of test node"]')
      return select?.value === 'test node'
    })
  })

  it.each(['lnd', 'nwc', 'helipad', 'file', 'api'])('guides to %s on a phone', async (way) => {
    const page = await studio.share('owner', { width: 360, height: 740, scheme: 'dark' })
    await page.goto(`/studio/sources/add/${way}`)
    await settle(page)
    await shot(page, `sources-guide-${way}`)
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
  })
})
