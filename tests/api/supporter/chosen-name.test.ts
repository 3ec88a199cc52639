import { describe, expect, it } from 'vitest'
import { writePeople } from '#api/source/nostr/store/people.ts'
import { recordBoost } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()
const { ask } = service

const boostBy = (sender_name: string, podcast: string, over: Record<string, unknown> = {}) =>
  recordBoost(service.ctx.db, {
    settled_at: new Date(Date.now() - 60_000).toISOString(),
    ...over,
    boostagram: { sender_name, podcast, ...(over.boostagram as object) },
  })

/** Who sent a boost. */
async function whoSent(boostId: string): Promise<{ id: string; name: string }> {
  return (await ask('get', `/boosts/${boostId}`)).body.supporter
}

describe('a name that a host chose', () => {
  it('is shown in place of what came, finds its supporter, and stays when more comes', async () => {
    const boost = await boostBy('jnae_81', 'Named')
    const { id } = await whoSent(boost)
    const changed = await ask('patch', `/supporters/${id}`, { chosen_name: ' @Jane ' })
    expect(changed.body).toMatchObject({ name: 'Jane', chosen_name: 'Jane' })
    expect(changed.body.names).toMatchObject([{ name: 'jnae_81' }])
    const later = await boostBy('JNAE_81', 'Named', { settled_at: new Date().toISOString() })
    expect(await whoSent(later)).toEqual({ id, name: 'Jane' })
    for (const q of ['JANE', 'jnae'])
      expect((await ask('get', `/boosts?q=${q}`)).body.items).toMatchObject([{ id: later }, { id: boost }])
    expect((await ask('get', '/shows/named/supporters?q=jan')).body.items).toMatchObject([
      { id, name: 'Jane' },
    ])
  })

  it('is taken back by leaving it out: they have the name again that they used last', async () => {
    const { id } = await whoSent(await boostBy('robb', 'Back', { settled_at: '2026-05-01T10:00:00Z' }))
    await ask('patch', `/supporters/${id}`, { chosen_name: 'Robert' })
    await boostBy('ROBB', 'Back', { settled_at: '2026-05-02T10:00:00Z' })
    await ask('patch', `/supporters/${id}`, { note: 'Tea' })
    expect((await ask('get', `/supporters/${id}`)).body.name).toBe('Robert')
    for (const chosen_name of [null, '']) {
      const back = await ask('patch', `/supporters/${id}`, { chosen_name })
      expect(back.body).toMatchObject({ name: 'ROBB', chosen_name: null, note: 'Tea' })
    }
  })

  it('stays out of the books, which say what came with the payment', async () => {
    const { id } = await whoSent(
      await boostBy('@misspellt', 'Booked', { settled_at: '2026-06-01T10:00:00Z' }),
    )
    await ask('patch', `/supporters/${id}`, { chosen_name: 'Spelt right' })
    const file = await ask('get', '/exports/payments.csv?from=2026-06-01&to=2026-06-02')
    expect(file.status).toBe(200)
    expect(file.text).toContain('misspellt')
    expect(file.text).not.toContain('Spelt right')
  })

  it('goes along when two are merged, where the one that stays has none', async () => {
    const [a, b, c] = [
      await whoSent(await boostBy('merge a', 'Merged')),
      await whoSent(await boostBy('merge b', 'Merged')),
      await whoSent(await boostBy('merge c', 'Merged')),
    ]
    await ask('patch', `/supporters/${b.id}`, { chosen_name: 'Bea' })
    await ask('patch', `/supporters/${c.id}`, { chosen_name: 'Cea' })
    const merged = await ask('post', `/supporters/${a.id}/merge`, { with: b.id })
    expect(merged.body).toMatchObject({ id: a.id, name: 'Bea', chosen_name: 'Bea' })
    const again = await ask('post', `/supporters/${a.id}/merge`, { with: c.id })
    expect(again.body).toMatchObject({ id: a.id, name: 'Bea', chosen_name: 'Bea' })
  })

  it('does not go with names that are split off', async () => {
    const { id } = await whoSent(await boostBy('split a', 'Split'))
    const other = await whoSent(await boostBy('split b', 'Split'))
    await ask('post', `/supporters/${id}/merge`, { with: other.id })
    await ask('patch', `/supporters/${id}`, { chosen_name: 'Splendid' })
    const made = await ask('post', `/supporters/${id}/split`, { names: [{ name: 'split b' }] })
    expect(made.body).toMatchObject({ name: 'split b', chosen_name: null })
    expect((await ask('get', `/supporters/${id}`)).body).toMatchObject({ name: 'Splendid' })
  })

  it('holds against what a key on Nostr says of itself', async () => {
    const key = 'ab'.repeat(32)
    const says = async (name: string) =>
      await writePeople(service.ctx.db, new Map([[key, { name, nip05: null, is_bot: false, relays: [] }]]))
    await says('npubber')
    const boost = await boostBy('npubber', 'Keyed', { boostagram: { app_name: 'nostr', sender_id: key } })
    const { id } = await whoSent(boost)
    await ask('patch', `/supporters/${id}`, { chosen_name: 'npubber' })
    await says('npubber2')
    expect((await whoSent(boost)).name).toBe('npubber')
    await ask('patch', `/supporters/${id}`, { chosen_name: null })
    await says('npubber')
    await says('npubber3')
    expect((await whoSent(boost)).name).toBe('npubber3')
  })

  it('is in notes of a segment that was closed before', async () => {
    const { id } = await whoSent(await boostBy('Tpyo', 'Closed', { amount_msat: 5_000_000 }))
    await ask('patch', '/shows/closed', { provisional: false })
    const open = (await ask('get', '/segments/current?show=closed')).body
    await ask('post', `/segments/${open.id}/close`, { carry_unread: false })
    await ask('patch', `/supporters/${id}`, { chosen_name: 'Typo' })
    expect(JSON.stringify((await ask('get', `/segments/${open.id}`)).body)).not.toContain('Tpyo')
    expect((await ask('get', `/segments/${open.id}/notes.txt`)).text).toContain('Typo')
    await ask('patch', `/supporters/${id}`, { chosen_name: null })
    expect((await ask('get', `/segments/${open.id}/notes.txt`)).text).toContain('Tpyo')
  })

  it('is forgotten with all else of who is made anonymous', async () => {
    const { id } = await whoSent(await boostBy('Gone', 'Forgotten'))
    await ask('patch', `/supporters/${id}`, { chosen_name: 'Gone for good' })
    await ask('post', `/supporters/${id}/anonymize`, { confirm: true })
    const left = await service.ctx.db
      .selectFrom('supporters')
      .select('id')
      .where('chosen_name', '=', 'Gone for good')
      .execute()
    expect(left).toEqual([])
  })
})
