import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { type Database, openDatabase } from '#db/database.ts'
import { runCommand } from '#scripts/cli/run-command.ts'
import { makeDataDir } from '#tests/helper/data-dir.ts'
import { dumpDatabase } from '#tests/helper/dump.ts'
import { runScript } from '#tests/helper/run-script.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let folder: string
let database: TestDatabase
beforeAll(async () => {
  folder = mkdtempSync(join(inject('runFolder'), 'readout-command-'))
  database = await createTestDatabase()
  await database.pool.query(`insert into shows (slug, title) values ('a-show', 'A show')`)
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

async function readout(args: string[], env: Record<string, string> = { DATABASE_URL: database.url }) {
  const run = runScript('readout', { args, env })
  const status = await run.ends()
  return { status, said: run.said(), answered: run.answered() }
}

/** Runs a command within this process. */
async function call(args: string[]) {
  let said = ''
  let answered = ''
  const stdout = new Writable({
    write(chunk, _, done) {
      answered += chunk
      done()
    },
  })
  const status = await runCommand(args, {
    env: { DATABASE_URL: database.url },
    stdin: Readable.from([]),
    stdout,
    say: (sentence) => (said += `${sentence}\n`),
    signal: new AbortController().signal,
  })
  return { status, said, answered }
}

describe('readout', () => {
  it('shows every command with its usage, alone or when asked', async () => {
    const asked = await readout(['help'])
    expect(asked.status).toBe(0)
    for (const usage of ['backup FILE', 'restore FILE', 'key add NAME --scope SCOPE'])
      expect(asked.answered).toContain(usage)
    expect(await call([])).toMatchObject({ status: 2, answered: asked.answered })
    expect(await call(['backup', '--help'])).toMatchObject({ status: 0, said: '' })
  })

  it.each([
    [['brew'], /^There is no command "brew"\./],
    [['constructor'], /^There is no command "constructor"\./],
    [['backup'], /^FILE is missing\.\n\n {2}readout backup FILE/],
    [['backup', 'one', 'two'], /^"two" is too much\.\n\n {2}readout backup FILE/],
    [['restore', '--brew', 'one'], /^Unknown option '--brew'.*\n\n {2}readout restore FILE/s],
  ])('ends with status 2 and the usage where it is called wrongly: %j', async (args, sentence) => {
    const { status, said, answered } = await call(args)
    expect(said).toMatch(sentence)
    expect({ status, answered }).toEqual({ status: 2, answered: '' })
  })

  it('ends with status 1 and a sentence where it fails', async () => {
    expect(await readout(['restore', join(folder, 'none')])).toEqual({
      status: 1,
      said: `There is no file ${join(folder, 'none')}.\n`,
      answered: '',
    })
    const wrong = await readout(['backup', join(folder, 'x')], { PORT: 'x' })
    expect(wrong).toEqual({ status: 1, said: 'PORT must be a port number from 0 to 65535.\n', answered: '' })
  })
})

/** What jobs of the service derive from the rest, and write in their own time. */
const DERIVED =
  /^(totals|rate|valuings|valued_spans|month_sums|payment_rates|change_horizon|claim_cursor|setup_links)/

/** What people and wallets have brought in. */
async function dumpBroughtIn(of: Database): Promise<Record<string, string[]>> {
  const dump = await dumpDatabase(of)
  // Once a service has run, it has read again what an older one recorded, and says so.
  const installation = dump.installation?.map((row) => row.replace(/, "reader_version": \d+/, ''))
  const broughtIn = { ...dump, ...(installation ? { installation } : {}) }
  return Object.fromEntries(Object.entries(broughtIn).filter(([table]) => !DERIVED.test(table)))
}

describe('backup and restore', () => {
  it('move an installation into an embedded database, without a service and beside one', async () => {
    // All its own, so that it may be tried again.
    const data = await makeDataDir()
    onTestFinished(() => data.remove())
    const file = join(data.parent, 'backup.tar.gz')
    const backup = await readout(['backup', file])
    expect(backup).toMatchObject({ status: 0, answered: '' })
    expect(backup.said).toMatch(/backup\.tar\.gz holds \d+ rows of \d+ tables in \d+ bytes\.\n/)

    const env = { DATA_DIR: data.path }
    expect(await readout(['restore', file], env)).toMatchObject({ status: 0 })
    expect(data.server()).toBeNull()

    const service = runScript('start', { env })
    onTestFinished(async () => {
      service.child.kill('SIGKILL')
      await service.ends()
    })
    await service.hears(/Readout is at/)
    const second = join(data.parent, 'second.tar.gz')
    expect(await readout(['backup', second], env)).toMatchObject({ status: 0 })
    expect(await readout(['restore', second], env)).toMatchObject({ status: 1 })
    expect(await readout(['restore', '--force', second], env)).toMatchObject({ status: 0 })
    expect(data.server()).not.toBeNull()

    const server = readFileSync(join(data.cluster(), 'postmaster.pid'), 'utf8').split('\n')
    const password = readFileSync(join(data.path, 'postgres-password'), 'utf8')
    const url = `postgres://readout:${password}@127.0.0.1:${server[3]}/postgres`
    const restored = await openDatabase({ url, schema: 'readout' })
    onTestFinished(() => restored.close())
    const { audit_log: entries, ...rows } = await dumpBroughtIn(restored)
    const { audit_log: _, ...before } = await dumpBroughtIn(database)
    expect(rows).toEqual(before)
    // Each of the two restores left its entry.
    expect(entries).toHaveLength(2)
    // The start made the owner's link.
    expect((await dumpDatabase(restored)).setup_links).toHaveLength(1)
    service.signal('SIGTERM')
    expect(await service.ends()).toBe(0)
  })

  it('never write over a file, unless told to', async () => {
    const file = join(mkdtempSync(join(folder, 'files-')), 'precious')
    writeFileSync(file, 'something')
    expect(await readout(['backup', file])).toMatchObject({
      status: 1,
      said: `There is a file ${file} already. Choose another name, or replace it with --force.\n`,
    })
    expect(readFileSync(file, 'utf8')).toBe('something')
    expect(await readout(['backup', file, '--force'])).toMatchObject({ status: 0 })
    expect(readFileSync(file).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]))
  })

  it('say where a file cannot be written', async () => {
    const file = join(folder, 'no', 'such', 'folder')
    const { status, said } = await readout(['backup', file])
    expect({ status, said }).toEqual({
      status: 1,
      said: `The file ${file} cannot be written: there is no such folder.\n`,
    })
    expect(existsSync(file)).toBe(false)
  })
})
