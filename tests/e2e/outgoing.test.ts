import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'
import { type JsonServer, type Request, startJsonServer } from '#tests/helper/json-server.ts'
import { makeWav } from '#tests/helper/make-wav.ts'
import { recordBoost } from '#tests/helper/record-payments.ts'

describeInBrowser('what goes out', () => {
  const studio = useStudio()
  let peer: JsonServer
  const came: Request[] = []
  let refuses = false

  beforeAll(async () => {
    peer = await startJsonServer((request) => {
      came.push(request)
      return refuses ? { status: 403, text: 'no more' } : { body: { ok: true } }
    })
  })
  afterAll(() => peer.close())

  it('is set up by an owner: a way, a test, a rule tried on past boosts, and what was sent', async () => {
    const boost = (amount_msat: number) =>
      recordBoost(studio.ctx().db, { settled_at: new Date().toISOString(), amount_msat })
    await boost(20_000_000)
    await boost(1_000)
    await studio.ctx().db.updateTable('shows').set({ status: 'kept' }).execute()
    const page = await studio.open('owner', { width: 1440, height: 900 })
    await page.goto('/studio/outgoing')
    await settle(page)
    await shot(page, 'outgoing-empty')
    await page.getByRole('button', { name: 'New way out' }).click()
    await page.getByLabel('What is sent').selectOption('Discord')
    await shot(page, 'outgoing-new-way', true)
    await page.getByLabel('Name', { exact: true }).fill('The chat')
    await page.getByLabel('Address').fill(`${peer.address}/hook`)
    await page.getByLabel('127.0.0.1 is in my own network').check()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Make the way out' }).click()
    await page.getByRole('button', { name: 'Send a test to The chat' }).click()
    await page.getByText('The test was taken').waitFor()
    expect(JSON.parse(came[0]?.body ?? '').content).toContain('1,337 sats')

    await page.getByRole('button', { name: 'New rule' }).click()
    await page.getByLabel('From so many sats').fill('10000')
    await page.getByRole('button', { name: 'Try it on past boosts' }).click()
    await page.getByText('it would have told once').waitFor()
    await expectAccessible(page)
    await shot(page, 'outgoing-new-rule', true)
    await page.getByRole('button', { name: 'Make the rule' }).click()
    await page.getByText('When a boost of at least 10,000 sats comes to any show, tell The chat.').waitFor()

    await boost(30_000_000)
    const log = page.getByRole('list', { name: 'Log' })
    await log.getByText('30,000').waitFor()
    refuses = true
    await boost(40_000_000)
    await log.getByText('403: no more').waitFor()
    await log.getByRole('button', { name: /Send again/ }).waitFor()
    await settle(page)
    await expectAccessible(page)
    await shot(page, 'outgoing-wide', true)

    const narrow = await studio.open('owner', { width: 390, height: 844, scheme: 'dark' })
    await narrow.goto('/studio/outgoing')
    await settle(narrow)
    await narrow.getByText('403: no more').waitFor()
    await expectNoSidewaysScroll(narrow)
    await expectAccessible(narrow)
    await shot(narrow, 'outgoing-narrow-dark', true)
  })

  it('has a form for every kind of way, and changes what there is', async () => {
    const page = await studio.open('owner', { width: 1440, height: 900 })
    await page.goto('/studio/outgoing')
    await settle(page)
    await page.getByRole('button', { name: 'New way out' }).click()
    for (const kind of ['Mail', 'Nostr', 'OSC', 'Studio']) {
      await page.getByLabel('What is sent').selectOption(kind)
      await settle(page)
      await expectAccessible(page)
      await shot(page, `outgoing-way-${kind.toLowerCase()}`, true)
    }
    await page.locator('input[type=file]').setInputFiles({
      name: 'Ship’s bell.wav',
      mimeType: 'audio/wav',
      buffer: makeWav(1_500),
    })
    await page.getByLabel('Sound', { exact: true }).selectOption({ label: 'Ship’s bell' })
    await page.getByLabel('MIDI note').fill('60')
    await page.getByLabel('Name', { exact: true }).fill('The bell')
    await page.getByRole('button', { name: 'Make the way out' }).click()
    await page.getByText('the sound “Ship’s bell” and MIDI note 60').waitFor()

    // The host that is allowed is the one that is named, wherever it stands.
    await page.getByRole('button', { name: 'New way out' }).click()
    await page.getByLabel('What is sent').selectOption('Nostr')
    await page.getByLabel('Relays').fill('wss://relay.example\nws://127.0.0.1:7777')
    await page.getByLabel('127.0.0.1 is in my own network').check()
    await page.getByRole('button', { name: 'Make the way out' }).click()
    await page.getByText(/^a note by npub1.* on 2 relays$/).waitFor()

    await page.getByRole('button', { name: 'Change The chat' }).click()
    await page.getByLabel('Body').fill('{"content": "{{name}}: {{amount}}{{fact}}"}')
    await shot(page, 'outgoing-change-way', true)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    came.length = 0
    refuses = false
    await page.getByRole('button', { name: 'Send a test to The chat' }).click()
    await page.getByText('The test was taken').waitFor()
    expect(JSON.parse(came[0]?.body ?? '')).toEqual({ content: 'A test of Readout: 1,337 sats' })

    await page.getByRole('button', { name: /^Change: When a boost of at least/ }).click()
    await page.getByLabel('When', { exact: true }).selectOption('round')
    await page.getByLabel('At every').fill('2')
    await page.getByRole('button', { name: 'Try it on the past' }).click()
    await page.getByText('came to 2 boosts').waitFor()
    await shot(page, 'outgoing-change-rule', true)
    await page.getByRole('button', { name: 'Save the rule' }).click()
    await page.getByText('When any show comes to another 2 boosts, tell The chat.').waitFor()
  })

  it('plays what it is told in the pages that are to play it, and in no other', async () => {
    const host = await studio.open('host', { width: 1440, height: 900 })
    // What comes late is left out by the server's clock, however wrong that of the page is.
    await host.clock.setFixedTime(Date.now() + 3_600_000)
    await host.goto('/studio/alerts')
    await settle(host)
    await host.getByLabel('Play alerts in this tab').check()
    const other = await studio.open('host')
    await other.goto('/studio/alerts')
    await settle(other)
    const page = await studio.open('owner')
    await page.goto('/studio/outgoing')
    const played = host.waitForResponse((answer) => answer.url().includes('/api/v1/sounds/'))
    await page.getByRole('button', { name: 'Send a test to The bell' }).click()
    expect((await played).headers()['content-type']).toBe('audio/wav')
    await host.getByText('Now: A test').waitFor()
    await expectAccessible(host)
    await shot(host, 'alerts-wide', true)
    await host.getByText('Nothing is played at the moment.').waitFor()
    expect(await other.getByText('Nothing is played').count()).toBe(0)
    // It plays on other screens of the tab, too; muted it asks for nothing.
    await host.getByLabel('Mute').check()
    await host.setViewportSize({ width: 390, height: 844 })
    await expectNoSidewaysScroll(host)
    await shot(host, 'alerts-narrow', true)
  })

  it('is nothing for a host without the rights of an owner', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/outgoing')
    await page.getByText('This page is for people with other rights').waitFor()
  })
})
