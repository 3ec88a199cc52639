import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { expect, inject, it } from 'vitest'
import { runCommand } from '#scripts/cli/run-command.ts'
import { createTestDatabase } from '#tests/helper/test-db.ts'

async function readout(line: string[], url: string, input = '') {
  const told: string[] = []
  const status = await runCommand(line, {
    env: { DATABASE_URL: url, SUDO_USER: 'chris' },
    stdin: Readable.from([input]),
    stdout: new PassThrough(),
    say: (sentence) => void told.push(sentence),
    signal: new AbortController().signal,
  })
  expect(told.join('\n')).not.toContain('not')
  expect(status).toBe(0)
  return told
}

it('readout restore says what stays ended, and writes it into the audit log', async () => {
  const database = await createTestDatabase()
  const file = join(inject('runFolder'), 'readout-restored.tar.gz')
  const run = (line: string, input?: string) => readout(line.split(' '), database.url, input)
  try {
    for (const [email, role] of [
      ['owner@example.com', 'owner'],
      ['host@example.com', 'host'],
    ])
      await run(`user add ${email} --role ${role}`, 'seven boats on a green lake 42\n')
    await run('key add a-key --scope read')
    await readout(['backup', file], database.url)
    await run('key revoke a-key')
    await run('user remove host@example.com')
    const told = await readout(['restore', file, '--force'], database.url)
    expect(told.slice(1)).toEqual([
      'Everybody signs in anew, with the password and the second factor of then.',
      'Keys that were revoked since stay so: a-key.',
      'People who were removed since stay so: host@example.com. "readout user add" makes an account again.',
    ])
    const entries = await database.db
      .selectFrom('audit_log')
      .select(['actor_kind', 'actor_name', 'action', 'detail'])
      .orderBy('id')
      .execute()
    expect(entries.at(-1)).toEqual({
      actor_kind: 'command',
      actor_name: 'chris',
      action: 'readout restore',
      detail: {
        created_at: expect.any(String),
        sessions: 0,
        keys: ['a-key'],
        people: ['host@example.com'],
      },
    })
  } finally {
    await database.drop()
  }
})
