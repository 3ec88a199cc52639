import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'
import { type JsonServer, type Request, startJsonServer } from '#tests/helper/json-server.ts'
import { recordBoost } from '#tests/helper/record-payments.ts'

describeInBrowser('what goes out', () => {
  const studio = useStudio()
  let peer: JsonServer
  const came: Request[] = []

  beforeAll(async () => {
    peer = await startJsonServer((request) => {
      came.push(request)
      return came.length < 3 ? { body: { ok: true } } : { status: 403, text: 'no more' }
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

  it('is nothing for a host without the rights of an owner', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/outgoing')
    await page.getByText('This page is for people with other rights').waitFor()
  })
})
