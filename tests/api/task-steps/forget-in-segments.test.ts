import { expect, it } from 'vitest'
import { recordBoost } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()
const { ask } = service

it('who is made anonymous is so in closed segments too; what was read and its sums stay', async () => {
  const { db } = service.ctx
  for (const sender_name of ['Wanda', 'Wanda W', 'Somebody else'])
    await recordBoost(db, {
      settled_at: new Date(Date.now() - 60_000).toISOString(),
      amount_msat: 5_000_000,
      boostagram: { podcast: 'Closed', sender_name, message: `From ${sender_name.length}` },
    })
  await ask('patch', '/shows/closed', { provisional: false })
  const people = (await ask('get', '/shows/closed/supporters')).body.items
  const idOf = (name: string) => people.find((one: { name: string }) => one.name === name).id
  await ask('patch', `/supporters/${idOf('Wanda')}`, { say_as: 'Von-da', note: 'Wanda likes tea' })
  const open = (await ask('get', '/segments/current?show=closed')).body
  const closed = await ask('post', `/segments/${open.id}/close`, { carry_unread: false })
  expect(closed.status).toBe(200)
  expect(JSON.stringify(closed.body)).toMatch(/Wanda.*Von-da|Von-da.*Wanda/)

  const merged = await ask('post', `/supporters/${idOf('Wanda')}/merge`, { with: idOf('Wanda W') })
  await ask('post', `/supporters/${merged.body.id}/anonymize`, { confirm: true })
  const after = await ask('get', `/segments/${open.id}`)
  expect(after.status).toBe(200)
  expect(JSON.stringify(after.body)).not.toMatch(/Wanda|Von-da/)
  expect(JSON.stringify(after.body)).toContain('Somebody else')
  expect(after.body.totals.counted_msat).toBe(closed.body.totals.counted_msat)
  for (const kind of ['md', 'html', 'txt']) {
    const notes = await ask('get', `/segments/${open.id}/notes.${kind}`)
    expect(notes.text).not.toContain('Wanda')
  }
})
