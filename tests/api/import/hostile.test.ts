import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Problem } from '#api/contract/common.ts'
import { LARGEST_UPLOAD } from '#api/import/upload/import-folder.ts'
import { receiveFile } from '#api/import/upload/receive-file.ts'
import { openUploads } from '#tests/api/import/open-uploads.ts'
import { keyCredential } from '#tests/helper/credential.ts'
import { until } from '#tests/helper/until.ts'
import { invoice } from '#tests/helper/wallet-files.ts'

const uploads = openUploads()
const { upload, checked, recorded } = uploads

const folders = () => readdirSync(join(uploads.dataDir(), 'imports'))
const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part)))),
  )

/** A database that was made by these statements. */
function database(name: string, statements: string): Uint8Array<ArrayBuffer> {
  const path = join(uploads.dataDir(), name)
  const db = new DatabaseSync(path)
  db.exec(statements)
  db.close()
  return new Uint8Array(readFileSync(path))
}

describe('what is no file of payments', () => {
  it.each<[string, () => string | Uint8Array<ArrayBuffer>, RegExp]>([
    ['an empty file', () => '', /nothing in this file/],
    ['blank lines', () => '\n  \r\n\t\n', /nothing in this file/],
    ['a packed file', () => bytes([0x50, 0x4b, 3, 4], 'x'.repeat(500)), /packed file .* Unpack it/],
    ['a compressed file', () => new Uint8Array(gzipSync(' '.repeat(100_000))), /compressed file\. Unpack it/],
    ['UTF-16', () => bytes([0xff, 0xfe], '[\0'), /Save it as UTF-8/],
    ['a feed', () => '<?xml version="1.0"?><rss/>', /^This is XML, as a podcast’s feed is/],
    ['a page', () => '\ufeff\n<!doctype html><title>Sign in</title>', /web page/],
    ['a picture', () => bytes([0x89], 'PNG\r\n'), /picture/],
    ['a book', () => 'It was a dark and stormy night.\n'.repeat(500), /nothing that can be read here/],
    ['another CSV', () => 'date,amount\n2024-01-01,5\n', /not the columns of Helipad/],
    ['a list of something else', () => '[{"name": "x"}, {"name": "y"}]', /nothing that can be read here/],
    ['a list in a list without end', () => '['.repeat(200_000), /nothing that can be read here/],
    ['one line that never ends', () => `{"a":"${'x'.repeat(3_000_000)}`, /nothing that can be read here/],
    ['no more than a first line', () => '{"invoices":[', /nothing that can be read here/],
    ['a broken database', () => bytes('SQLite format 3\0', 'x'.repeat(5_000)), /no database of Helipad/],
    [
      'a database of something else',
      () => database('other.db', 'create table notes (text)'),
      /no such table: boosts/,
    ],
    [
      'a database whose boosts are a view',
      () =>
        database(
          'view.db',
          'create table a (x); create view boosts as select 1 as idx, 1 as time, 1 as value_msat',
        ),
      /boosts is no table as Helipad makes it/,
    ],
    [
      'a database with a column that is computed',
      () =>
        database(
          'computed.db',
          'create table boosts (idx integer primary key, time, value_msat as (idx * 2))',
        ),
      /columns that Helipad does not make/,
    ],
    [
      'a database without row ids',
      () => database('without.db', 'create table boosts (idx text primary key, time) without rowid'),
      /boosts is no table as Helipad makes it/,
    ],
    [
      'a database with hundreds of columns',
      () =>
        database(
          'wide.db',
          `create table boosts (${Array.from({ length: 300 }, (_, n) => `c${n}`).join(', ')})`,
        ),
      /columns that Helipad does not make/,
    ],
  ])('%s is refused in words, and nothing of it is kept', async (_name, content, sentence) => {
    const before = folders()
    const { status, body } = await upload<Problem>('x.dat', content())
    expect(body.detail).toMatch(sentence)
    expect(status).toBe(422)
    expect(folders()).toEqual(before)
  })

  it('is refused where it is sent in another way', async () => {
    expect((await upload('x', '{}', { 'Content-Type': 'text/plain' })).status).toBe(415)
    expect((await upload('x', '{}', { 'Content-Encoding': 'gzip' })).status).toBe(415)
  })
})

describe('a file that is', () => {
  it('too large is refused before it is read, in words', async () => {
    const { status, body } = await sayOnly(LARGEST_UPLOAD + 1)
    expect(status).toBe(413)
    expect(body).toMatch(/A file may have 2 GiB here/)
  })

  it('larger than was said, or than there is room for, is not read on', async () => {
    let given = 0
    const body = Readable.from(
      (function* () {
        for (; given < 100; given++) yield Buffer.alloc(1000)
      })(),
    )
    const path = join(uploads.dataDir(), 'large')
    await expect(receiveFile(body, path, { declared: null, room: 5_000 })).rejects.toMatchObject({
      code: 'no-room',
    })
    expect(given).toBeLessThan(50)
  })

  it('cut on its way is not kept', async () => {
    const before = folders()
    const socket = connect(Number(new URL(uploads.url).port), '127.0.0.1')
    socket.write(await headOf(1_000_000))
    socket.write('{"id":"1"')
    await until('it begins', () => folders().length > before.length)
    socket.destroy()
    await until('it is gone', () => folders().length === before.length)
    expect(
      await uploads.ctx.db.selectFrom('imports').selectAll().where('name', '=', 'cut').execute(),
    ).toEqual([])
  })

  it('cut in the middle of a list loses the last of it, and says which', async () => {
    const text = JSON.stringify({ invoices: [invoice(1), invoice(2)] })
    const looked = await checked('cut.json', text.slice(0, -200), 'cut lnd')
    expect(looked.check?.counts).toMatchObject({ recorded: 1, refused: 1 })
    const { body } = await uploads.ask<{ items: unknown[] }>('GET', `/${looked.id}/refused`)
    expect(body.items).toMatchObject([{ row: 2, reason: 'The file is cut off in the middle of this.' }])
  })

  it('cut in the middle of a database is told so before anything is recorded', async () => {
    const whole = database(
      'whole.db',
      `create table boosts (idx integer primary key, time, value_msat, message);
      with recursive n(n) as (select 1 union all select n + 1 from n where n < 400)
      insert into boosts select n, 1652640000 + n, 1000, printf('%.200c', 'x') from n`,
    )
    const cut = new Uint8Array(whole.subarray(0, whole.length >> 1))
    const { status, body } = await upload<{ id: string; detail: string }>('database.db', cut)
    if (status === 422) expect(body.detail).toMatch(/no database of Helipad/)
    else {
      await uploads.ask('POST', `/${body.id}/check`, { wallet: 'cut helipad' })
      const looked = await uploads.ended(body.id)
      expect(looked).toMatchObject({ state: 'failed', problem: expect.stringMatching(/cut/) })
    }
    const wallets = await uploads.ctx.db
      .selectFrom('wallets')
      .select('name')
      .where('name', '=', 'cut helipad')
      .execute()
    expect(wallets).toEqual([])
  })

  it('nearly all wrong records the rest, lists the first rows, and keeps reasons few', async () => {
    const good = JSON.stringify({ id: '1', settled_at: 1_652_640_001, amount_msat: 1000 })
    const content = `${good}\n${'[]\n'.repeat(12_000)}`
    const { id, check } = await checked('wrong.ndjson', content, 'wrong')
    expect(check?.counts).toMatchObject({ rows: 12_001, recorded: 1, refused: 12_000 })
    expect(await recorded(id)).toMatchObject({
      state: 'done',
      refused_listed: 10_000,
      counts: { refused: 12_000 },
    })
    const states = Array.from({ length: 60 }, (_, n) =>
      invoice(n + 100, { state: `S${n}${'x'.repeat(500)}` }),
    )
    const many = await checked('states.json', JSON.stringify({ invoices: [invoice(99), ...states] }), 'wrong')
    const skipped = many.check?.counts.skipped ?? {}
    expect(Object.keys(skipped)).toHaveLength(21)
    expect(Object.values(skipped).reduce((sum, count) => sum + count)).toBe(60)
    expect(Object.keys(skipped).every((reason) => reason.length <= 100)).toBe(true)
  })

  it('of amounts that no one ever had is told so', async () => {
    const lines = [1, 2, 3].map((n) =>
      JSON.stringify({ id: `${n}`, settled_at: 1_652_640_001, amount_msat: 2 ** 53 - 1 }),
    )
    const looked = await checked('rich.ndjson', lines.join('\n'), 'rich')
    expect(looked).toMatchObject({
      state: 'failed',
      problem: expect.stringMatching(/more than can be added up/),
    })
  })

  it('full of letters that a database does not know is read, and what is refused is shown', async () => {
    const content = [
      JSON.stringify({ id: '1', settled_at: 1_652_640_001, amount_msat: 1000 }),
      '{"id": "2\\u0000\\ud800", "settled_at": "never"}',
      'a\0b',
    ].join('\n')
    const { id } = await checked('\u202etxt.exe', content, 'letters')
    const { body } = await uploads.ask<{ items: { raw: string }[] }>('GET', `/${id}/refused`)
    expect(body.items).toHaveLength(2)
    expect(body.items[1]?.raw).toBe('ab')
  })
})

async function headOf(length: number): Promise<string> {
  const { Authorization } = await keyCredential(uploads.ctx, ['admin'])
  return [
    'POST /api/v1/imports?name=cut HTTP/1.1',
    'Host: 127.0.0.1',
    `Authorization: ${Authorization}`,
    'Content-Type: application/octet-stream',
    `Content-Length: ${length}`,
    '',
    '',
  ].join('\r\n')
}

/** Says how long a body will be, and sends none of it. */
async function sayOnly(length: number): Promise<{ status: number; body: string }> {
  const socket = connect(Number(new URL(uploads.url).port), '127.0.0.1')
  socket.write(await headOf(length))
  let text = ''
  for await (const chunk of socket) text += chunk
  return { status: Number(text.split(' ')[1]), body: text }
}
