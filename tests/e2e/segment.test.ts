import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'

describeInBrowser('a segment', () => {
  const studio = useStudio()
  const ago = (days: number) => new Date(Date.now() - days * 24 * 3600_000)
  beforeAll(async () => {
    const { db } = studio.ctx()
    const old = { message: 'From another year' }
    await pay(
      studio.ctx(),
      { sender: 'oldtimer', sats: 30_000, settled_at: ago(300), ...old },
      { sender: 'lastmonth', sats: 5_000, settled_at: ago(25), message: 'About the one before' },
      { sender: 'northwoods', sats: 22_222, settled_at: ago(3), message: 'Since the latest' },
      { sender: 'meshling', sats: 5_000, settled_at: ago(2), message: 'Over the mesh' },
      { sender: 'kestrel', sats: 300, settled_at: ago(1), message: 'Small but kind' },
    )
    const show = await db
      .updateTable('shows')
      .set({ status: 'kept' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const episode = { show_id: show.id, provisional: false }
    await db
      .insertInto('episodes')
      .values([
        { id: randomUUID(), ...episode, title: '11: The one before', published_at: ago(30) },
        { id: randomUUID(), ...episode, title: '12: The latest', published_at: ago(4) },
      ])
      .execute()
  })

  it('begins with the latest episode when it is the first, says so, and takes more when asked', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/air')
    await settle(page)
    await page.getByText(/Your first segment begins with 12: The latest/).waitFor()
    await page.getByText('2 older boosts are left out').waitFor()
    expect(await page.getByText('About the one before').count()).toBe(0)
    await shot(page, 'first-segment')
    await page.setViewportSize({ width: 390, height: 844 })
    await expectNoSidewaysScroll(page)
    await shot(page, 'first-segment-phone')
    await page.getByRole('button', { name: 'Take more' }).click()
    await page.getByRole('button', { name: 'With 11: The one before' }).waitFor()
    await expectAccessible(page)
    await shot(page, 'take-more')
    await page.getByRole('button', { name: 'With 11: The one before' }).click()
    await page.getByText('About the one before').waitFor()
    await page.getByText(/begins with 11: The one before/).waitFor()
    expect(await page.getByText('From another year').count()).toBe(0)
  })

  it('takes what is unread along when it is closed, or says what it drops, and is reopened from the toast', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/air')
    await settle(page)
    await page.getByRole('button', { name: 'Close the segment' }).click()
    await page.getByText('4 boosts are not read yet, 1 of them in Thanks.').waitFor()
    await expectAccessible(page)
    await shot(page, 'close')
    await page.getByRole('button', { name: 'Close and drop 4' }).click()
    await page.waitForURL('**/studio/air/past/*')
    await page.getByText('Closed; 4 boosts dropped').waitFor()
    await shot(page, 'closed-toast')
    await page.getByRole('button', { name: 'Reopen' }).last().click()
    await page.waitForURL('**/studio/air?show=kill-show')
    await page.getByText('Since the latest').waitFor()

    // Enter does the safe thing.
    await page.getByRole('button', { name: 'Close the segment' }).click()
    await page.getByRole('dialog').locator('.button.primary').click()
    await page.waitForURL('**/studio/air/past/*')
    await page.goto('/studio/air')
    await settle(page)
    for (const text of ['Since the latest', 'Over the mesh', 'About the one before'])
      await page.getByText(text).waitFor()
  })
})
