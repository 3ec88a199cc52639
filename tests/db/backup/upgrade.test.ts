import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { PlainError } from '#api/lib/errors.ts'
import { restoreBackup } from '#db/backup/restore-backup.ts'
import { upgrade } from '#db/backup/upgrade.ts'
import { openDatabase } from '#db/database.ts'
import { knownMigrations, migrate, migrateTo } from '#db/migrate.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

const [, , before = '', last = ''] = (await knownMigrations()).slice(-4)

let folder: string
let database: TestDatabase
beforeEach(async () => {
  folder = join(mkdtempSync(join(inject('runFolder'), 'upgrade-')), 'backups')
  database = await createTestDatabase()
  await database.pool.query(`insert into shows (slug, title) values ('a-show', 'A show')`)
  await migrateTo(database, before)
})
afterEach(async () => {
  await database.drop()
  rmSync(join(folder, '..'), { recursive: true })
})

const told: string[] = []
const goUp = (folder_: string | null = folder) =>
  upgrade(database, folder_, (sentence) => void told.push(sentence))
const levelOf = async () =>
  (await database.pool.query('select max(name) as last from migrations')).rows[0].last

describe('a new version', () => {
  it('backs up a used database before it changes it, says where, and the file brings it back', async () => {
    await goUp()
    expect(await levelOf()).toBe(last)
    const [name = '', ...others] = readdirSync(folder)
    expect([others, name]).toEqual([
      [],
      expect.stringMatching(new RegExp(`^before-${last}-\\d{4}-.*\\.tar\\.gz$`)),
    ])
    expect(told.at(-1)).toContain(join(folder, name))
    const back = await createTestDatabase()
    expect((await restoreBackup(back, join(folder, name))).migration).toBe(before)
    expect((await back.pool.query('select slug from shows')).rows).toEqual([{ slug: 'a-show' }])
    await back.drop()
  })

  it('makes no backup where nothing changes, of a database that was never used, or where that is not wanted', async () => {
    await goUp(null)
    await goUp()
    const fresh = await openDatabase({ url: database.url, schema: 'fresh' })
    await upgrade(fresh, folder, () => {})
    await fresh.close()
    expect(() => readdirSync(folder)).toThrow('ENOENT')
  })

  it('makes one where several processes start at once', async () => {
    const all = await Promise.all([1, 2, 3].map(() => openDatabase({ url: database.url, schema: 'readout' })))
    await Promise.all(all.map((each) => upgrade(each, folder, () => {})))
    await Promise.all(all.map((each) => each.close()))
    expect(await levelOf()).toBe(last)
    expect(readdirSync(folder)).toHaveLength(1)
  })

  it('keeps three, and touches nothing else in the folder', async () => {
    mkdirSync(folder)
    const old = ['2024-01-01', '2024-02-01', '2024-03-01'].map(
      (day) => `before-010-x-${day}T00-00-00-000Z.tar.gz`,
    )
    for (const name of [...old, 'readout-2024-01-01T00-00-00-000Z.tar.gz', 'mine.txt'])
      writeFileSync(join(folder, name), '')
    await goUp()
    const names = readdirSync(folder)
    expect(names).not.toContain(old[0])
    expect(names).toEqual(
      expect.arrayContaining([old[1], old[2], 'mine.txt', 'readout-2024-01-01T00-00-00-000Z.tar.gz']),
    )
    expect(names).toHaveLength(5)
  })

  it('changes nothing where the backup cannot be written, and says what to do', async () => {
    writeFileSync(folder, 'a file where the folder would be')
    const going = goUp()
    await expect(going).rejects.toThrow(PlainError)
    await expect(going).rejects.toThrow(/Nothing was changed\. .*BACKUP_BEFORE_UPGRADE=off/)
    expect(await levelOf()).toBe(before)
    chmodSync(folder, 0o600)
    rmSync(folder)
    await migrate(database)
  })
})
