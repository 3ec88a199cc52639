import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { backupJobs } from '#api/backup/jobs.ts'
import { makeBackup } from '#api/backup/make-backup.ts'
import { tryRestore } from '#api/backup/try-restore.ts'
import type { Config } from '#api/config.ts'
import { checkBackups } from '#api/health/check/check-backups.ts'
import { PlainError } from '#api/lib/errors.ts'
import { type FakeBucket, startBucket } from '#tests/helper/bucket.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let bucket: FakeBucket
let dataDir: string
/** Each backup is made a day after the one before. */
let days = 0
beforeAll(async () => {
  bucket = await startBucket()
  dataDir = mkdtempSync(join(inject('runFolder'), 'backups-'))
  ctx = await createTestContext({
    config: { dataDir, backupKeep: 2 },
    now: () => new Date(Date.UTC(2026, 0, 1 + days)),
  })
  await ctx.database.pool.query(`insert into shows (slug, title) values ('a-show', 'A show')`)
})
beforeEach(() => {
  rmSync(join(dataDir, 'backups'), { recursive: true, force: true })
  bucket.objects.clear()
})
afterAll(async () => {
  await ctx.close()
  await bucket.close()
  rmSync(dataDir, { recursive: true })
})

const withBucket = (given: Partial<FakeBucket['config']> = {}) => ({
  ...ctx,
  config: { ...ctx.config, backupBucket: { ...bucket.config, ...given } },
})
const inFolder = () => readdirSync(join(dataDir, 'backups')).sort()
const make = async (of: Pick<TestContext, 'config' | 'database' | 'now'> = ctx) => {
  days++
  return await makeBackup(of)
}

describe('a backup by the clock', () => {
  it('lies in the folder, of which the newest are kept and nothing else is touched', async () => {
    for (let round = 0; round < 3; round++) await make()
    writeFileSync(join(dataDir, 'backups', 'before-001-x-2020-01-01T00-00-00-000Z.tar.gz'), '')
    await make()
    expect(inFolder()).toEqual([
      'before-001-x-2020-01-01T00-00-00-000Z.tar.gz',
      'readout-2026-01-04T00-00-00-000Z.tar.gz',
      'readout-2026-01-05T00-00-00-000Z.tar.gz',
    ])
  })

  it('is not pushed out by what is dated after it, nor passed over for that, and the doctor names it', async () => {
    const ahead = ['readout-2098-01-01T00-00-00-000Z.tar.gz', 'readout-2099-01-01T00-00-00-000Z.tar.gz']
    await make(withBucket())
    for (const name of ahead) {
      writeFileSync(join(dataDir, 'backups', name), 'none')
      bucket.objects.set(`my/backups/${name}`, Buffer.from('none'))
    }
    const made = basename(await make(withBucket()))
    expect(inFolder()).toEqual([expect.any(String), made, ...ahead])
    expect([...bucket.objects.keys()].sort()).toEqual(inFolder().map((name) => `my/backups/${name}`))
    expect((await tryRestore(withBucket())).name).toBe(made)
    const config = { ...ctx.config, backupCron: '30 3 * * *' }
    expect(await checkBackups({ ...ctx, config })).toMatchObject([
      { how: 'look', says: `Dated after now, and so taken for none: ${ahead.join(', ')}.` },
    ])
  })

  it('is found by the doctor, however its folder is written', async () => {
    await make()
    for (const backupDir of [null, `${dataDir}/backups`, `${dataDir}/backups/`, `${dataDir}/./backups`]) {
      const config = { ...ctx.config, backupCron: '30 3 * * *', backupDir }
      expect(await checkBackups({ ...ctx, config })).toEqual([
        {
          about: 'backups',
          how: 'well',
          says: `The newest is of ${ctx.now().toISOString()}; a restore was not tried yet.`,
        },
      ])
    }
  })

  it('is in the bucket too, as it lies in the folder, and the oldest go from there', async () => {
    bucket.objects.set('my/backups/of-mine.txt', Buffer.from('mine'))
    let file = ''
    for (let round = 0; round < 4; round++) file = await make(withBucket())
    const names = [...bucket.objects.keys()].sort()
    expect(names).toEqual(['my/backups/of-mine.txt', ...inFolder().map((name) => `my/backups/${name}`)])
    expect(bucket.objects.get(names.at(-1) ?? '')).toEqual(readFileSync(file))
  })

  it('that the bucket refuses says so, and stays in the folder', async () => {
    for (const wrong of [
      { secret: 'another' },
      { url: bucket.config.url.replace('boosts', 'none') },
      { url: 'http://127.0.0.1:9/boosts' },
    ]) {
      const making = make(withBucket(wrong))
      await expect(making).rejects.toThrow(PlainError)
      await expect(making).rejects.toThrow(/^The backup cannot be put into the bucket: .*BACKUP_S3_URL/)
    }
    expect(inFolder()).toHaveLength(2)
  })

  it('is made once by several processes whose clocks strike together', async () => {
    const config: Pick<Config, 'backupCron' | 'backupTrialCron'> = {
      backupCron: '30 3 * * *',
      backupTrialCron: '23 4 2 * *',
    }
    expect(backupJobs({ ...config, backupCron: null })).toEqual([])
    const [job] = backupJobs(config)
    days++
    await job?.run(ctx, ctx.stopping)
    await ctx.db
      .insertInto('job_states')
      .values({ name: 'backup', started_at: ctx.now(), ended_at: ctx.now(), succeeded_at: ctx.now() })
      .execute()
    await job?.run(ctx, ctx.stopping)
    expect(inFolder()).toHaveLength(1)
    days++
    await job?.run(ctx, ctx.stopping)
    expect(inFolder()).toHaveLength(2)
  })
})

describe('a restore for trial', () => {
  it('brings the newest back, from the bucket where there is one, and leaves nothing behind', async () => {
    await expect(tryRestore(ctx)).rejects.toThrow('no backup yet')
    await make(withBucket())
    rmSync(join(dataDir, 'backups'), { recursive: true })
    const { name, rows } = await tryRestore(withBucket())
    expect(name).toMatch(/^readout-2026-/)
    expect(rows).toBeGreaterThan(1)
    expect(readdirSync(dataDir)).not.toContain('backup-trial')
  })

  it.each([
    ['leads out of the folder', 'readout-/../../backups/readout-2026-01-01T00-00-00-000Z.tar.gz'],
    ['leads into one below', 'readout-below/readout-2026-01-01T00-00-00-000Z.tar.gz'],
    ['has more before it', 'my readout-2026-01-01T00-00-00-000Z.tar.gz'],
    ['has more behind it', 'readout-2026-01-01T00-00-00-000Z.tar.gz.part'],
    ['is of no time', 'readout-2026-02-31T99-00-00-000Z.tar.gz'],
  ])('takes nothing from the bucket whose name %s', async (_, name) => {
    const file = await make()
    const before = readFileSync(file)
    bucket.objects.set(`my/backups/${name}`, Buffer.from('of somebody else'))
    await expect(tryRestore(withBucket())).rejects.toThrow('no backup yet')
    expect(inFolder()).toEqual([basename(file)])
    expect(readFileSync(file)).toEqual(before)
  })

  it('fails where the file would not have helped', async () => {
    const file = await make()
    writeFileSync(file, readFileSync(file).subarray(0, 2_000))
    await expect(tryRestore(ctx)).rejects.toThrow(/damaged|cut off/)
  })
})
