import { beforeAll, expect, it } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'
import { createBoostApp, makeBoost } from '#tests/helper/boost-app.ts'

describeInBrowser('what hosts say of shows, payments and people', () => {
  const studio = useStudio()
  const minute = 60_000
  const ago = (minutes: number) => new Date(Date.now() - minutes * minute)
  beforeAll(async () => {
    const ctx = studio.ctx()
    await pay(
      ctx,
      ...Array.from({ length: 8 }, (_, n) => ({
        sats: 330,
        claimed: 1000,
        sender: `Sender ${n}`,
        message: `Message ${n}`,
        settled_at: ago(n + 5),
      })),
    )
    await ctx.db.updateTable('shows').set({ status: 'kept' }).where('title', '=', 'Kill Show').execute()
    await ctx.db.updateTable('wallets').set({ whose: 'show' }).execute()
    await pay(
      ctx,
      { show: 'Kill Show, the old feed', sender: 'Ada', message: 'From the old feed' },
      { show: 'A stranger', sender: 'Eve', message: 'Not yours' },
      { memo: 'Coffee 1001', sats: 21, settled_at: ago(60) },
      { memo: 'Coffee 1002', sats: 22, settled_at: ago(61) },
      { memo: 'For the studio, from Mia', sats: 5000, settled_at: ago(62) },
      { action: 'stream', sats: 12, sender: 'Ada', settled_at: ago(3) },
    )
  })

  it('keeps, merges and sets aside new shows by keyboard alone, and the count beside the link follows', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/needs-look')
    await settle(page)
    const count = page.getByRole('navigation', { name: 'Main', exact: true }).locator('.nav-count')
    expect(await count.innerText()).toMatch(/^5/)
    await page.getByRole('button', { name: 'Merge into… Kill Show, the old feed' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('combobox', { name: /is really/ }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Kill Show, the old feed is one with Kill Show now').waitFor()
    await page.getByRole('button', { name: 'Set aside A stranger' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('A stranger is set aside').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'Set aside A stranger' }).click()
    await page.waitForFunction(() => document.querySelector('.nav-count')?.textContent?.startsWith('3'))
    await page.goto('/studio/boosts')
    await page.getByText('From the old feed').waitFor()
    expect(await page.getByText('Not yours').count()).toBe(0)
  })

  it('attaches a payment, and makes a rule of another that takes its like along, until it is undone', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/needs-look')
    const mia = page.getByRole('listitem').filter({ hasText: 'from Mia' })
    await mia.getByRole('button', { name: 'Attach…' }).click()
    await mia.getByLabel('Sent by').fill('Mia')
    await mia.getByLabel('Message').fill('Buy a better microphone')
    await expectAccessible(page)
    await mia.getByRole('button', { name: 'Attach', exact: true }).click()
    await page.getByText('Attached').waitFor()
    await mia.waitFor({ state: 'detached' })
    const unreadable = page.getByRole('listitem').filter({ hasText: 'Coffee 1001' })
    await unreadable.getByText('As it was received').click()
    await unreadable.getByText('No metadata came with it.').waitFor()
    const coffee = page.getByRole('listitem').filter({ hasText: 'Coffee 100' })
    await coffee.first().getByRole('button', { name: 'All like this…' }).click()
    await page.getByText('2 payments recorded so far, and all to come.').waitFor()
    expect(await page.getByLabel('Whose memo has').inputValue()).toBe('Coffee')
    await page.getByRole('button', { name: 'Make the rule' }).click()
    await page.getByText('A rule holds now: 2 payments').waitFor()
    await page.getByText('Nothing waits for you').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await coffee.nth(1).waitFor()
    await coffee.first().getByRole('button', { name: 'Dismiss' }).click()
    await page.waitForFunction(() => document.querySelector('.nav-count')?.textContent?.startsWith('1'))
    await page.goto('/studio/boosts')
    await page.getByText('Buy a better microphone').waitFor()
  })

  it('confirms the proposed shares with one click, by which claims count', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/boosts')
    await page.getByText('Message 1', { exact: true }).click()
    await page.getByRole('link', { name: 'Which part your wallets get' }).click()
    await page.getByText('Readout proposes, from past boosts:').waitFor()
    await page.goto('/studio/home')
    await page.getByRole('link', { name: 'Confirm which part of a boost your wallets get' }).click()
    await page.getByText('Readout proposes, from past boosts:').waitFor()
    await page.getByRole('textbox', { name: 'in percent' }).and(page.locator('[value="33"]')).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.getByText('Confirmed; claims are judged by it now').waitFor()
    await page.getByRole('cell', { name: '33 %' }).waitFor()
    await page.getByLabel('Time zone').fill('Nowhere/Land')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('There is no such time zone').waitFor()
    await page.getByLabel('Time zone').fill('Europe/Berlin')
    await page.getByRole('textbox', { name: 'Address', exact: true }).fill('killers')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.waitForURL('**/studio/shows/killers')
    await shot(page, 'show')
    const rows = await studio
      .ctx()
      .db.selectFrom('boosts')
      .select('counted_msat')
      .where('sender_name', '=', 'Sender 1')
      .execute()
    expect(rows).toEqual([{ counted_msat: 1_000_000 }])
  })

  it('gives the tag for apps that post boosts, sends a test to itself, and lets an owner trust and block', async () => {
    const guid = '0b6c1f0e-52f5-5a3e-9d0e-7e2b2f0f1a11'
    const { db } = studio.ctx()
    const page = await studio.open('owner')
    await page.goto('/studio/shows/killers')
    await page.getByText('It opens by itself once Readout has read').waitFor()
    const show = await db
      .selectFrom('shows')
      .select('id')
      .where('slug', '=', 'killers')
      .executeTakeFirstOrThrow()
    await db.insertInto('show_names').values({ kind: 'guid', value: guid, show_id: show.id }).execute()
    await page.reload()
    const path = '/v1/standard/mbrss-v1/boost/killers/'
    await page.getByText('For whoever edits the feed').click()
    await page.getByText(`<podcast:metaBoost standard="mbrss-v1">${studio.url()}${path}`).waitFor()
    await page.getByText('Podcast apps cannot ask this address.').waitFor()
    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByText('It arrived, and was believed.').waitFor()
    await shot(page, 'posts-tested')
    await page.getByRole('button', { name: 'Remove it' }).click()
    await page.getByText('The test is gone.').waitFor()
    const app = createBoostApp('our-app')
    await page.getByRole('button', { name: 'Trust an app by its key' }).click()
    await page.getByLabel('App’s id').fill(app.id)
    await page.getByLabel('Public key').fill(app.x)
    await page.getByLabel('Name', { exact: false }).last().fill('Our app')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Trust it' }).click()
    await page.getByText('trusted by hand').waitFor()
    await app.post(studio.url() + path, makeBoost({ feed_guid: guid }))
    await page.reload()
    await page.getByText('Who wrote lately').click()
    await page.getByRole('button', { name: 'Block tide' }).click()
    await page.getByRole('button', { name: 'Unblock tide' }).waitFor()
    expect(await app.post(studio.url() + path, makeBoost({ feed_guid: guid }))).toMatchObject({ status: 403 })
    await page.getByRole('button', { name: 'Block Our app' }).click()
    await page.getByRole('button', { name: 'Unblock Our app' }).waitFor()
    await page.setViewportSize({ width: 390, height: 1600 })
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    await shot(page, 'posts-narrow')
    const terms = await studio.open(null)
    await terms.goto('/boost-terms/killers')
    await terms.getByText('The show publishes no messages').waitFor()
    await expectAccessible(terms)
    await shot(terms, 'posts-terms')
    if (process.env.SCREENSHOTS) {
      const dark = await studio.open('owner', { scheme: 'dark', width: 1440, height: 1500 })
      await dark.goto('/studio/shows/killers')
      await dark.getByText('trusted by hand').waitFor()
      await shot(dark, 'posts-dark')
      await dark.goto('/boost-terms/killers')
      await dark.setViewportSize({ width: 390, height: 1600 })
      await shot(dark, 'posts-terms-dark')
    }
    await page.getByLabel('Take boosts that podcast apps post').click()
    await page.getByText('<podcast:metaBoost').waitFor({ state: 'detached' })
    expect((await fetch(studio.url() + path)).status).toBe(404)
  })

  it('finds a supporter among thousands, of whom few are on the page, and all can be reached', async () => {
    for (let from = 0; from < 1200; from += 600)
      await pay(
        studio.ctx(),
        ...Array.from({ length: 600 }, (_, n) => ({
          show: 'Crowd',
          sender: `Person ${String(from + n).padStart(4, '0')}`,
          settled_at: ago(from + n),
        })),
      )
    const page = await studio.open('host')
    await page.goto('/studio/supporters?show=crowd&order=name')
    await settle(page)
    await page.getByRole('link', { name: 'Person 0000' }).waitFor()
    expect(await page.locator('.supporter').count()).toBeLessThan(60)
    const end = page.getByRole('link', { name: 'Person 1199' })
    const scroll = async () => {
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
      return await end.count()
    }
    await expect.poll(scroll, { timeout: 60_000 }).toBe(1)
    await end.waitFor()
    expect(await page.locator('.supporter').count()).toBeLessThan(60)
    await page.getByLabel('Search supporters').fill('person 0777')
    await page.getByRole('link', { name: 'Person 0777' }).click()
    await page.getByRole('heading', { name: 'Person 0777' }).waitFor()
  })

  it('remembers how to say a name, makes two one and two of one again, and one nobody', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/supporters?show=killers&q=Ada')
    await page.getByRole('link', { name: 'Ada' }).click()
    await page.getByLabel('How to say the name').fill('Ay-da')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved').waitFor()
    await page.getByLabel('team at Kill Show').check()
    await page.getByLabel('Who').fill('mia')
    await page.getByRole('button', { name: 'Mia' }).click()
    await page.getByRole('button', { name: 'Make Ada and Mia one' }).click()
    await page.getByText(/They are one:/).waitFor()
    const mia = page.getByRole('checkbox', { name: 'Mia' })
    await mia.check()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Make these another person' }).click()
    await page.getByText('Mia is a person of their own now').waitFor()
    await page.getByRole('heading', { name: 'Mia', level: 1 }).waitFor()
    await page.setViewportSize({ width: 360, height: 720 })
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    await shot(page, 'supporter-narrow')
    await page.getByRole('button', { name: 'Make anonymous' }).click()
    await page.getByRole('button', { name: 'Make anonymous for good' }).click()
    await page.getByText('They are nobody in particular now').waitFor()
    const boosts = await studio
      .ctx()
      .db.selectFrom('boosts')
      .select(['sender_name', 'supporter_id'])
      .where('message', '=', 'Buy a better microphone')
      .execute()
    expect(boosts).toEqual([{ sender_name: null, supporter_id: null }])
  })

  it('adds, dates and merges episodes, and sums streams', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/episodes?show=killers')
    await page.getByRole('button', { name: 'Add one' }).click()
    await page.getByLabel('Title').fill('The real first one')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('Added').waitFor()
    await page.getByRole('button', { name: 'Merge… The real first one' }).click()
    await page.locator('form').getByRole('combobox').selectOption({ label: 'The first one (provisional)' })
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Merge', exact: true }).click()
    await page.getByText('They are one episode now').waitFor()
    await page.getByRole('button', { name: /^Edit The real first one/ }).click()
    await page.getByLabel('Published').fill('2026-05-15T20:00')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved').waitFor()
    await page.getByText('15 May').or(page.getByText('May 15')).waitFor()
    await page.goto('/studio/streams?show=killers')
    await page.getByRole('cell', { name: 'The real first one' }).waitFor()
    await page.getByLabel('Summed by').selectOption('supporter')
    await page.getByRole('cell', { name: 'Ada' }).waitFor()
  })
})
