import request from 'supertest'
import { expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'

const SALE = {
  id: 'evt_1',
  data: { paymentId: 'p1', amountSat: 2_100, payerNote: 'Hello from the shop', customer: { name: 'Ann' } },
  podcast: 'Night Ferry',
  status: 'paid',
}

describeInBrowser('a webhook for anything', () => {
  const studio = useStudio()

  it('is made from a sample, tried on it, and takes what comes', async () => {
    const page = await studio.open('owner')
    await page.goto('/studio/sources/add/webhook')
    await settle(page)
    await page.getByRole('textbox', { name: 'A sample' }).fill('hello')
    await page.getByRole('button', { name: 'Look at it' }).click()
    await page.getByText('The sample is not JSON.', { exact: false }).waitFor()
    await page.getByRole('textbox', { name: 'A sample' }).fill(JSON.stringify(SALE))
    await page.getByRole('button', { name: 'Look at it' }).click()
    const id = page.getByRole('combobox', { name: 'Id' })
    await id.waitFor()
    // What the names say is chosen beforehand.
    expect(await id.inputValue()).toBe('["data","paymentId"]')
    expect(await page.getByRole('combobox', { name: /^Message/ }).inputValue()).toBe('["data","payerNote"]')
    await page.getByRole('button', { name: 'Try it on the sample' }).click()
    await page.getByText('Hello from the shop', { exact: true }).waitFor()
    await shot(page, 'webhook-tried')
    await expectAccessible(page)
    await page.getByRole('textbox', { name: 'Name' }).fill('shop')
    await page.getByRole('button', { name: 'Make its address' }).click()
    const address = await page.getByLabel('The address of shop').inputValue()
    await shot(page, 'webhook-made')
    const app = createApp(studio.ctx())
    const { body } = await request(app).post(new URL(address).pathname).send(SALE)
    expect(body).toEqual({ recorded: 1, known: 0, skipped: 0 })
    await request(app).post(new URL(address).pathname).send({ ref: 'p2', sats: 500, status: 'paid' })
    await page.goto('/studio/sources')
    await page.getByText('The last that came could not be read', { exact: false }).waitFor()
    await shot(page, 'webhook-list')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Fields of shop' }).click()
    const fields = page.getByRole('region', { name: 'The fields of shop' })
    expect(await fields.getByRole('textbox', { name: 'A sample' }).inputValue()).toContain('"ref":"p2"')
    await fields.getByRole('button', { name: 'Look at it' }).click()
    await fields.getByRole('combobox', { name: 'Id' }).selectOption('["ref"]')
    await fields.getByRole('combobox', { name: 'Amount', exact: true }).selectOption('["sats"]')
    await fields.getByRole('button', { name: 'Try it on the sample' }).click()
    await fields.getByText('500 sats', { exact: false }).waitFor()
    await shot(page, 'webhook-fields')
    await expectAccessible(page)
    await fields.getByRole('button', { name: 'Read it so from now on' }).click()
    await page.getByText('the payment that came last is recorded', { exact: false }).waitFor()
    expect(await page.getByText('The last that came could not be read', { exact: false }).count()).toBe(0)
    await page.getByRole('button', { name: 'Remove shop' }).click()
    await page.getByRole('button', { name: 'Remove the webhook' }).click()
    await expect
      .poll(async () => (await request(app).post(new URL(address).pathname).send(SALE)).status)
      .toBe(404)
    await page.getByRole('cell', { name: 'shop' }).first().waitFor()
  })

  it('is there narrow and dark', async () => {
    const page = await studio.open('owner', { width: 390, height: 844, scheme: 'dark' })
    await page.goto('/studio/sources/add/webhook')
    await settle(page)
    await page.getByRole('textbox', { name: 'A sample' }).fill(JSON.stringify(SALE))
    await page.getByRole('button', { name: 'Look at it' }).click()
    await page.getByRole('combobox', { name: 'Id' }).scrollIntoViewIfNeeded()
    await shot(page, 'webhook-narrow')
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
  })
})
