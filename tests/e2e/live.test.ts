import { expect, it } from 'vitest'
import { joinLive } from '#api/source/feed/adopt/join-live.ts'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'

const HOUR = 3_600_000

describeInBrowser('a show that was live', () => {
  const studio = useStudio()

  it('is one with the next episode by the show’s rule, which says why, and is two again by a click', async () => {
    const ctx = studio.ctx()
    const start = new Date(Date.now() - 5 * HOUR)
    await pay(
      ctx,
      {
        episode: 'Twelve, live',
        message: 'Hello from the chat',
        sender: 'Ann',
        sats: 5000,
        settled_at: new Date(start.getTime() + HOUR / 2),
      },
      { episode: 'Twelve', message: 'Great one', sender: 'Cy', sats: 3333 },
    )
    const set = { status: 'kept', feed_url: 'https://feed.example/feed.xml' } as const
    await ctx.db.updateTable('shows').set(set).execute()
    await ctx.db
      .updateTable('boosts')
      .set({ playing: 'Ring That Bell' })
      .where('sender_name', '=', 'Ann')
      .execute()

    const page = await studio.open('host', { width: 1280, height: 900 })
    await page.goto('/studio/shows/kill-show')
    await page
      .getByLabel('Once it is over, a live show is')
      .selectOption({ label: 'one with the next episode published' })
    await page.getByLabel('Within so many hours of its beginning').fill('12')
    const live = page.locator('section', { hasText: 'Live shows' }).last()
    await live.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved').waitFor()

    const episodes = await ctx.db.selectFrom('episodes').selectAll().execute()
    const [aired, published] = ['Twelve, live', 'Twelve'].map((title) =>
      episodes.find((one) => one.title === title),
    )
    if (!aired || !published) throw new Error('An episode is missing')
    const { show_id } = aired
    const item = {
      show_id,
      key: 'a',
      title: aired.title,
      status: 'ended',
      start_at: start,
      end_at: null,
    } as const
    await ctx.db
      .insertInto('live_items')
      .values({
        ...item,
        episode_id: aired.id,
        began_at: start,
        ended_at: new Date(start.getTime() + HOUR),
        event_guid: null,
        event_url: null,
        enclosure_url: null,
      })
      .execute()
    const at = new Date(start.getTime() + 3 * HOUR)
    await ctx.db
      .insertInto('feed_items')
      .values({
        show_id,
        key: 'b',
        title: 'Twelve',
        published_at: at,
        in_feed: true,
        episode_id: published.id,
      })
      .execute()
    const tasks = await ctx.db.transaction().execute((trx) => joinLive(trx, show_id, new Date()))
    await ctx.tasks.finish(tasks)

    await page.goto('/studio/air?show=kill-show')
    const panel = page.locator('section', { hasText: 'Sent while it was live' })
    await panel.getByText('the next one, published 3 hours after it began').waitFor()
    await settle(page)
    await expectAccessible(page)
    expect(await panel.getByText('Ring That Bell').count()).toBe(1)
    await shot(page, 'live-joined', true)
    await page.setViewportSize({ width: 390, height: 844 })
    await expectNoSidewaysScroll(page)
    await panel.getByRole('button', { name: 'Part them again' }).click()
    await panel.getByRole('button', { name: /^Join with the episode/ }).waitFor()
    await panel.getByText('It stays an episode of its own').waitFor()
    // Undone, and parted once more.
    await page.getByText('They are two episodes again, and stay two').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await panel.getByRole('button', { name: 'Part them again' }).click()
    await panel.getByText('It stays an episode of its own').waitFor()
    const boosts = await ctx.db.selectFrom('boosts').select(['sender_name', 'episode_id']).execute()
    expect(new Map(boosts.map(({ sender_name, episode_id }) => [sender_name, episode_id]))).toEqual(
      new Map([
        ['Ann', aired.id],
        ['Cy', published.id],
      ]),
    )
    await panel.getByRole('button', { name: /^Join with the episode/ }).click()
    await panel.getByText('Joined with “Twelve” by hand.').waitFor()
  })
})
