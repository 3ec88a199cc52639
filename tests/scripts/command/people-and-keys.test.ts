import { createHash } from 'node:crypto'
import { PassThrough, Readable } from 'node:stream'
import { sql } from 'kysely'
import request from 'supertest'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { runCommand } from '#scripts/cli/run-command.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const createContext = shareDatabase()

const PASSWORD = 'tinfoil hat for a dish'

let ctx: TestContext
let app: ReturnType<typeof createApp>
beforeEach(async () => {
  ctx = await createContext()
  app = createApp(ctx)
})

/** Runs a command line beside the service on the same database. */
async function readout(line: string, input = '') {
  const stdout = new PassThrough()
  const told: string[] = []
  const status = await runCommand(line.split(' '), {
    env: { DATABASE_URL: ctx.database.url, SUDO_USER: 'chris' },
    stdin: Readable.from([input]),
    stdout,
    say: (sentence) => void told.push(sentence),
    signal: new AbortController().signal,
  })
  return { status, out: String(stdout.read() ?? ''), told: told.join('\n') }
}

const me = (key: string) => request(app).get('/api/v1/auth/me').set('Authorization', `Bearer ${key}`)
const signIn = (email: string, password: string) =>
  request(app).post('/api/v1/auth/sign-in').send({ email, password })

describe('readout key', () => {
  it('prints a new key once, alone on standard output', async () => {
    const { status, out } = await readout('key add node --scope intake --scope read --source my-node')
    expect(status).toBe(0)
    expect(out).toMatch(/^rdo_[\w-]{43}\n$/)
    expect((await me(out.trim())).body).toMatchObject({
      name: 'node',
      scopes: ['intake', 'read'],
      source: 'my-node',
    })
  })

  it('lists keys without showing them, and revokes one by name', async () => {
    const key = (await readout('key add node --scope admin')).out.trim()
    const listed = await readout('key list')
    expect(listed.out).toContain('node\t')
    expect(listed.out).not.toContain(key)
    expect((await readout('key revoke node')).status).toBe(0)
    expect((await me(key)).status).toBe(401)
    expect(await readout('key revoke node')).toMatchObject({
      status: 1,
      told: 'No key named "node" is in use.',
    })
  })

  it.each([
    ['key add node', 2, '--scope is missing'],
    ['key add node --scope root', 2, 'intake, read, export, admin'],
    ['key add --scope read', 2, 'NAME is missing'],
    ['key add one two --scope read', 2, '"two" is too much'],
    ['key give node', 2, 'no "key give"'],
    ['key', 2, 'What to do'],
  ])('"%s" ends with %i and says %s', async (line, status, told) => {
    const run = await readout(line)
    expect(run).toMatchObject({ status, out: '', told: expect.stringContaining(told) })
  })

  it('takes no name twice', async () => {
    await readout('key add node --scope read')
    expect(await readout('key add node --scope read')).toMatchObject({ status: 1, out: '' })
  })
})

describe('readout user', () => {
  it('makes an account with the password of standard input', async () => {
    const { status, out, told } = await readout('user add Chris@Example.com --role owner', `${PASSWORD}\n`)
    expect({ status, out }).toEqual({ status: 0, out: '' })
    expect(told).not.toContain(PASSWORD)
    expect((await signIn('chris@example.com', PASSWORD)).body).toMatchObject({ role: 'owner' })
    expect((await readout('user list')).out).toMatch(/^chris@example\.com\towner\tsigned in 2/)
  })

  it('sets a new password and ends sessions', async () => {
    await readout('user add chris@example.com --role owner', PASSWORD)
    const cookie = (await signIn('chris@example.com', PASSWORD)).get('Set-Cookie')?.[0] ?? ''
    expect((await readout('user password chris@example.com', 'another dish for the hat')).status).toBe(0)
    expect((await request(app).get('/api/v1/auth/me').set('Cookie', cookie)).status).toBe(401)
    expect((await signIn('chris@example.com', PASSWORD)).status).toBe(401)
    expect((await signIn('chris@example.com', 'another dish for the hat')).status).toBe(200)
  })

  it('prints a link that signs a person in once, also while strangers try their account', async () => {
    await readout('user add chris@example.com --role owner', PASSWORD)
    for (let n = 0; n < 12; n++) await signIn('chris@example.com', 'wrong')
    expect((await signIn('chris@example.com', PASSWORD)).status).toBe(429)
    const enter = (link: string) =>
      request(app)
        .post('/api/v1/auth/link')
        .send({ token: new URL(link).hash.slice(1) })
    const former = (await readout('user link chris@example.com')).out
    const { status, out, told } = await readout('user link chris@example.com')
    expect([status, told]).toEqual([0, 'It signs chris@example.com in once, within an hour.'])
    expect(out).toMatch(/^http:\/\/127\.0\.0\.1:3000\/studio\/link#[\w-]{43}\n$/)
    // One that no longer is counts as a guess, like the passwords before.
    expect((await enter(former)).status).toBe(429)
    const [entered, again] = await Promise.all([enter(out), enter(out)])
    expect([entered.status, again.status].sort()).toEqual([200, 410])
    const cookie = [entered, again].find((answer) => answer.status === 200)?.get('Set-Cookie')?.[0] ?? ''
    expect((await request(app).get('/api/v1/users').set('Cookie', cookie)).status).toBe(200)
    await ctx.db
      .updateTable('sign_in_links')
      .set({ used_at: null, created_at: new Date(0), expires_at: new Date(1) })
      .execute()
    expect((await enter(out)).body.detail).toContain('expired')
  })

  it('removes an account, but not the only owner', async () => {
    await readout('user add chris@example.com --role owner', PASSWORD)
    await readout('user add wes@example.com --role host', PASSWORD)
    expect((await readout('user remove wes@example.com')).status).toBe(0)
    expect((await signIn('wes@example.com', PASSWORD)).status).toBe(401)
    expect(await readout('user remove chris@example.com')).toMatchObject({
      status: 1,
      told: expect.stringContaining('only owner'),
    })
  })

  it.each([
    ['user add chris@example.com --role boss', PASSWORD, 2, 'owner, host, bookkeeper'],
    ['user add chris@example.com', PASSWORD, 2, '--role'],
    ['user add chris --role host', PASSWORD, 2, 'no email address'],
    ['user add chris@example.com --role host', '', 2, 'standard input'],
    ['user add chris@example.com --role host', 'short', 1, 'at least 12'],
    ['user password nobody@example.com', PASSWORD, 1, 'no account'],
    ['user', PASSWORD, 2, 'What to do'],
  ])('"%s" with "%s" ends with %i and says %s', async (line, input, status, told) => {
    expect(await readout(line, input)).toMatchObject({ status, out: '', told: expect.stringContaining(told) })
  })
})

it('what is done at the command line is in the audit log, as the machine’s user, without secrets', async () => {
  const key = (await readout('key add node --scope read')).out.trim()
  await readout('user add chris@example.com --role owner', PASSWORD)
  const cookie = (await signIn('chris@example.com', PASSWORD)).get('Set-Cookie')?.[0] ?? ''
  const { body } = await request(app).get('/api/v1/audit?action=readout').set('Cookie', cookie)
  expect(body.items).toMatchObject([
    { action: 'readout user add', actor: { kind: 'command', name: 'chris' }, detail: { role: 'owner' } },
    { action: 'readout key add', actor: { kind: 'command', name: 'chris' }, detail: { scopes: ['read'] } },
  ])
  expect(JSON.stringify(body)).not.toMatch(new RegExp(`${key}|${PASSWORD}`))
})

describe('readout audit', () => {
  it('writes the log as lines that are chained, and sees where one was changed or taken out', async () => {
    for (const name of ['one', 'two', 'three']) await readout(`key add ${name} --scope read`)
    await ctx.db
      .updateTable('audit_log')
      .set({ at: new Date(Date.now() - 3_600_000) })
      .execute()
    const { out, told } = await readout('audit export')
    const lines = out.trim().split('\n')
    expect(lines).toHaveLength(3)
    let hash = '0'.repeat(64)
    for (const line of lines) {
      const [, entry = '', said] = /^\{"entry":(\{.*\}),"hash":"([0-9a-f]{64})"\}$/.exec(line) ?? []
      hash = createHash('sha256').update(`${hash}\n${entry}`).digest('hex')
      expect(said).toBe(hash)
    }
    expect(told).toBe(`3 entries, and none was changed or taken out. The last hash is ${hash}.`)
    const verify = async () => (await readout('audit verify')).told
    await sql`update audit_log set detail = '{"name":"other"}' where seq = 2`.execute(ctx.db)
    expect(await verify()).toMatch(/^Entry 2 of the audit log was changed or taken out\./)
    await sql`delete from audit_log where seq = 1`.execute(ctx.db)
    expect(await verify()).toMatch(/^Entry 1 /)
  })
})
