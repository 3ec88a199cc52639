import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { hashToken } from '#api/auth/token.ts'
import { restoreBackup } from '#db/backup/restore-backup.ts'
import { writeBackup } from '#db/backup/write-backup.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let folder: string
let database: TestDatabase
let file: string
beforeAll(async () => {
  folder = await mkdtemp(join(inject('runFolder'), 'readout-ended-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  database = await createTestDatabase()
  file = join(folder, randomUUID())
})
afterEach(() => database.drop())

const at = new Date('2026-11-29T12:00:00Z')
const later = new Date('2026-11-29T13:00:00Z')

/** An account that the audit log knows. */
async function addPerson(email: string, role: 'owner' | 'host'): Promise<string> {
  const id = randomUUID()
  await database.db.insertInto('users').values({ id, email, name: null, role, show_ids: null }).execute()
  await note(id)
  return id
}
async function note(user: string): Promise<void> {
  await database.db
    .insertInto('audit_log')
    .values({
      id: randomUUID(),
      actor_kind: 'command',
      actor_name: 'somebody',
      action: 'readout user add',
      subject: JSON.stringify({ user }),
      detail: '{}',
    })
    .execute()
}
const remove = (id: string) => database.db.deleteFrom('users').where('id', '=', id).execute()
const emails = async () =>
  (await database.db.selectFrom('users').select('email').orderBy('email').execute()).map(({ email }) => email)
const restore = async (how: Parameters<typeof restoreBackup>[2] = { force: true }) =>
  (await restoreBackup(database, file, how)).ended

describe('what was taken away since a backup stays so when it is restored', () => {
  it('a key that was revoked', async () => {
    const [kept, revoked] = [randomUUID(), randomUUID()]
    for (const id of [kept, revoked])
      await database.db
        .insertInto('api_keys')
        .values({ id, name: id, key_hash: hashToken(id), prefix: 'rdo_', scopes: ['read'] })
        .execute()
    await writeBackup(database, file)
    await database.db.updateTable('api_keys').set({ revoked_at: later }).where('id', '=', revoked).execute()
    expect(await restore()).toMatchObject({ keys: [revoked] })
    const keys = await database.db.selectFrom('api_keys').select(['id', 'revoked_at']).execute()
    expect(keys).toEqual(
      expect.arrayContaining([
        { id: kept, revoked_at: null },
        { id: revoked, revoked_at: later },
      ]),
    )
  })

  it('an invitation that was taken back or used', async () => {
    const ids = { revoked: randomUUID(), used: randomUUID(), open: randomUUID() }
    for (const id of Object.values(ids))
      await database.db
        .insertInto('invites')
        .values({
          id,
          token_hash: hashToken(id),
          email: 'a@example.com',
          role: 'host',
          created_at: at,
          expires_at: later,
        })
        .execute()
    await writeBackup(database, file)
    await database.db
      .updateTable('invites')
      .set({ revoked_at: later })
      .where('id', '=', ids.revoked)
      .execute()
    await database.db.updateTable('invites').set({ used_at: later }).where('id', '=', ids.used).execute()
    await restore()
    const open = await database.db
      .selectFrom('invites')
      .select('id')
      .where('revoked_at', 'is', null)
      .where('used_at', 'is', null)
      .execute()
    expect(open).toEqual([{ id: ids.open }])
  })

  it('codes that were used', async () => {
    const user_id = await addPerson('owner@example.com', 'owner')
    await database.db
      .insertInto('recovery_codes')
      .values([1, 2].map((n) => ({ user_id, code_hash: hashToken(String(n)) })))
      .execute()
    await database.db
      .insertInto('code_apps')
      .values({ user_id, secret: 'sealed', confirmed_at: at })
      .execute()
    await writeBackup(database, file)
    await database.db
      .updateTable('recovery_codes')
      .set({ used_at: later })
      .where('code_hash', '=', hashToken('1'))
      .execute()
    await database.db.updateTable('code_apps').set({ last_step: 7 }).execute()
    await restore()
    const unused = database.db.selectFrom('recovery_codes').select('code_hash').where('used_at', 'is', null)
    expect(await unused.execute()).toEqual([{ code_hash: hashToken('2') }])
    expect(await database.db.selectFrom('code_apps').select('last_step').execute()).toEqual([
      { last_step: 7 },
    ])
  })

  it('somebody who was removed, however often it is restored', async () => {
    await addPerson('owner@example.com', 'owner')
    const host = await addPerson('host@example.com', 'host')
    await writeBackup(database, file)
    await remove(host)
    for (let round = 0; round < 2; round++) {
      expect(await restore()).toMatchObject({ people: ['host@example.com'] })
      expect(await emails()).toEqual(['owner@example.com'])
    }
  })

  it('but not somebody whom the older of two backups did not know yet', async () => {
    await addPerson('owner@example.com', 'owner')
    const older = `${file}-older`
    await writeBackup(database, older)
    await addPerson('host@example.com', 'host')
    await writeBackup(database, file)
    await restoreBackup(database, older, { force: true })
    expect(await emails()).toEqual(['owner@example.com'])
    expect(await restore()).toMatchObject({ people: [] })
    expect(await emails()).toEqual(['host@example.com', 'owner@example.com'])
  })

  it('nor the last owners, without whom nobody could come in', async () => {
    const owner = await addPerson('owner@example.com', 'owner')
    await writeBackup(database, file)
    await remove(owner)
    await addPerson('another@example.com', 'owner')
    expect(await restore()).toMatchObject({ people: [] })
    expect(await emails()).toEqual(['owner@example.com'])
  })
})

describe('sessions, and what waits for an answer,', () => {
  beforeEach(async () => {
    const user_id = await addPerson('owner@example.com', 'owner')
    await database.db
      .insertInto('sessions')
      .values({ id: randomUUID(), token_hash: hashToken('session'), user_id, created_at: at })
      .execute()
    await database.db
      .insertInto('factor_steps')
      .values({ token_hash: hashToken('step'), kind: 'sign-in', user_id, challenge: '' })
      .execute()
    await database.db
      .insertInto('sign_in_links')
      .values({ token_hash: hashToken('link'), user_id, created_at: at, expires_at: later })
      .execute()
    await writeBackup(database, file)
  })
  const count = async () =>
    (await database.db.selectFrom('sessions').selectAll().execute()).length +
    (await database.db.selectFrom('factor_steps').selectAll().execute()).length +
    (await database.db.selectFrom('sign_in_links').selectAll().execute()).length

  it('end at a restore, of which the owner alone is left, and may sign in', async () => {
    expect(await restore()).toMatchObject({ sessions: 1 })
    expect(await count()).toBe(0)
    expect(await emails()).toEqual(['owner@example.com'])
  })

  it('go on where everything only moves to another database', async () => {
    expect(await restore({ force: true, moved: true })).toBeNull()
    expect(await count()).toBe(3)
  })
})
