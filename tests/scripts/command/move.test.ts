import { PassThrough, Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { runCommand } from '#scripts/cli/run-command.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { createTestDatabase } from '#tests/helper/test-db.ts'

async function readout(line: string[], url: string) {
  const told: string[] = []
  const status = await runCommand(line, {
    env: { DATABASE_URL: url },
    stdin: Readable.from([]),
    stdout: new PassThrough(),
    say: (sentence) => void told.push(sentence),
    signal: new AbortController().signal,
  })
  return { status, told: told.join('\n') }
}

it('readout move takes everything to an empty database, once, and leaves it where it was', async () => {
  const [here, there] = [await createTestDatabase(), await createTestDatabase()]
  const kept = async ({ db }: typeof here) => [
    await db.selectFrom('payments').selectAll().orderBy('id').execute(),
    await db.selectFrom('boosts').selectAll().orderBy('id').execute(),
  ]
  try {
    await recordPayments(here.db, makeReport(), makeReport({ boostagram: { sender_name: 'kestrel' } }))
    const before = await kept(here)
    const moved = await readout(['move', there.url], here.url)
    expect(moved).toMatchObject({
      status: 0,
      told: expect.stringContaining('Start Readout with DATABASE_URL'),
    })
    expect(await kept(there)).toEqual(before)
    expect(await kept(here)).toEqual(before)
    // What is used is not written over.
    expect((await readout(['move', there.url], here.url)).status).toBe(1)
    expect(await readout(['move', here.url], here.url)).toMatchObject({
      status: 1,
      told: expect.stringContaining('already'),
    })
  } finally {
    await here.drop()
    await there.drop()
  }
})
