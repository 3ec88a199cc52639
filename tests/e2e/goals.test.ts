import { beforeAll, expect, it } from 'vitest'
import { newGoalSchema } from '#api/contract/goal.ts'
import { makeGoal } from '#api/goal/goals.ts'
import { changePublicSettings } from '#api/public/settings/change-settings.ts'
import { findShow } from '#api/show/find-show.ts'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'

describeInBrowser('what a show saves for', () => {
  const studio = useStudio()
  let show = { id: 0 }
  beforeAll(async () => {
    await pay(studio.ctx(), { sender: 'ann', sats: 4000, message: 'For the trip', episode: '12: At sea' })
    show = await studio
      .ctx()
      .db.updateTable('shows')
      .set({ status: 'kept', is_public: true })
      .returning('id')
      .executeTakeFirstOrThrow()
    await studio.ctx().db.updateTable('episodes').set({ provisional: false }).execute()
  })

  it('is set, changed and removed on the studio’s screen, and celebrated once it is reached', async () => {
    const page = await studio.open('host', { width: 1440, height: 900 })
    await page.goto('/studio/publish')
    await settle(page)
    await page.getByRole('button', { name: 'New goal' }).click()
    await page.getByLabel('What for').fill('A trip to the coast')
    await page.getByLabel('How much').fill('10,000')
    await expectAccessible(page)
    await shot(page, 'goals-new', true)
    await page.getByRole('button', { name: 'Set the goal' }).click()
    const goals = page.getByRole('list', { name: 'Goals' })
    await goals.getByText('4,000 sats of 10,000 sats · 40 %').waitFor()
    // The line of an even pace stands on the bar itself.
    const [whole, filled] = await Promise.all(
      ['.goal-bar', '.goal-bar progress'].map((part) => page.locator(part).first().boundingBox()),
    )
    expect(filled?.width).toBe(whole?.width)

    await page.getByRole('button', { name: 'New goal' }).click()
    await page.getByLabel('What for').fill('A microphone')
    await page.getByLabel('How much').fill('not much')
    await page.getByRole('button', { name: 'Set the goal' }).click()
    await page.getByText('Write an amount above nothing.').waitFor()
    await page.getByLabel('How much').fill('99.50')
    await page.getByLabel('In', { exact: true }).selectOption('EUR')
    await page.getByLabel('Counted', { exact: true }).selectOption('All in all')
    await page.getByLabel('What is given to').selectOption({ label: '12: At sea' })
    await page.getByRole('button', { name: 'Set the goal' }).click()
    await goals.getByText('€0.00 of €99.50 · 0 %').waitFor()
    await settle(page)
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await shot(page, 'goals-wide', true)

    await page.getByRole('button', { name: 'Change A trip to the coast' }).click()
    await page.getByLabel('How much').fill('3000')
    await page.getByRole('button', { name: 'Save the goal' }).click()
    await goals.getByText('reached', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Remove A microphone' }).click()
    await page.getByRole('button', { name: 'Remove it' }).click()
    await goals.getByText('A microphone').waitFor({ state: 'detached' })
  })

  it('is said on the page in the show’s language, on a phone in the dark', async () => {
    await changePublicSettings(studio.ctx().db, show.id, { language: 'de', messages: 'at_once' })
    const page = await studio.open(null, { width: 390, height: 844, scheme: 'dark', locale: 'de-DE' })
    await expect
      .poll(async () => {
        await page.goto('/s/kill-show')
        return await page.getByText('Danke!').count()
      })
      .toBe(1)
    await page.getByText('So geht ein Boost').first().waitFor()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await shot(page, 'goals-german', true)
    await page.goto('/s/kill-show/embed/goal')
    await page.getByText('A trip to the coast').waitFor()
    await shot(page, 'goals-embed')
  })

  it('stands on the dashboard, with where an even pace would be, the days that are left and a way to it; nothing without one', async () => {
    const { db, now } = studio.ctx()
    const kept = await findShow(db, 'kill-show')
    await db.deleteFrom('goals').execute()
    const narrow = await studio.open('host', { width: 390, height: 844, scheme: 'dark', locale: 'de-DE' })
    await narrow.goto('/studio/dashboard?show=kill-show')
    await settle(narrow)
    expect(await narrow.getByRole('heading', { name: 'Ziel' }).count()).toBe(0)

    const month = { target: 10_000, period: 'month' } as const
    await makeGoal(db, kept, newGoalSchema.parse({ ...month, title: 'A trip to the coast' }), now())
    const page = await studio.open('host', { width: 1440, height: 900 })
    await page.goto('/studio/dashboard?show=kill-show')
    await page.getByRole('heading', { name: 'Goal', exact: true }).waitFor()
    await page.getByText('4,000 sats of 10,000 sats · 40 %').waitFor()
    await page.getByText(/the last day|days? (is|are) left/).waitFor()
    await settle(page)
    await shot(page, 'goals-dashboard-one', true)

    const more = [
      { ...month, title: 'Coffee', target: 3_000 },
      {
        ...month,
        title: 'A microphone for every guest who ever comes to the studio',
        period: 'year' as const,
        target: 90_000,
      },
      { title: 'A year of servers', target: 9_900, currency: 'EUR', period: 'total' as const },
    ]
    for (const goal of more) await makeGoal(db, kept, newGoalSchema.parse(goal), now())
    await page.reload()
    await page.getByRole('heading', { name: 'Goals' }).waitFor()
    await page.getByText('reached', { exact: true }).waitFor()
    await settle(page)
    await expectNoSidewaysScroll(page)
    await shot(page, 'goals-dashboard-many', true)
    await narrow.reload()
    await narrow.getByRole('heading', { name: 'Ziele' }).waitFor()
    await settle(narrow)
    await expectAccessible(narrow)
    await expectNoSidewaysScroll(narrow)
    await shot(narrow, 'goals-dashboard-narrow', true)

    await page.getByRole('link', { name: 'A year of servers' }).click()
    await page.locator('[aria-current]', { hasText: 'A year of servers' }).getByRole('progressbar').waitFor()
  })

  it('leaves a narrow screen as wide as it is', async () => {
    const page = await studio.open('host', { width: 390, height: 844, scheme: 'dark' })
    await page.goto('/studio/publish')
    await settle(page)
    await page.getByRole('list', { name: 'Goals' }).getByText('A trip to the coast').waitFor()
    await expectNoSidewaysScroll(page)
    await shot(page, 'goals-narrow', true)
    await page.goto('/studio/supporters')
    await page.getByRole('link', { name: 'ann' }).first().click()
    await page.getByRole('button', { name: 'Make a link for Kill Show' }).click()
    expect(await page.getByLabel('Send them this').inputValue()).toContain('/s/kill-show/own/')
    await expectAccessible(page)
    await shot(page, 'own-link-narrow', true)
  })
})
