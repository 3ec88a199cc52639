import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, inject, it } from 'vitest'
import { PlainError } from '#api/lib/errors.ts'
import { readAddress } from '#db/address.ts'

/** Where `pg` would connect to. */
const placesOf = (url: string) =>
  readAddress(url).urls.map((connectionString) => {
    const { host, port, user, database } = new pg.Client({ connectionString })
    return `${user}@${host}:${port}/${database}`
  })

describe('the address of a database', () => {
  it.each([
    ['postgres://ann:pw@db.example.com:5433/books', ['ann@db.example.com:5433/books']],
    ['postgresql://ann@db.example.com/books', ['ann@db.example.com:5432/books']],
    ['postgres://ann:a%40b@[::1]:5433/books', ['ann@::1:5433/books']],
    [
      'postgres://ann@one:5433,two,three:5434/books',
      ['ann@one:5433/books', 'ann@two:5432/books', 'ann@three:5434/books'],
    ],
    ['postgres://ann@/books?host=one,two&port=5433', ['ann@one:5433/books', 'ann@two:5433/books']],
    ['postgres://ann@/books?host=/var/run/postgresql', ['ann@/var/run/postgresql:5432/books']],
    ['postgresql:///books?host=/tmp&port=5433&user=ann', ['ann@/tmp:5433/books']],
    ['postgres://ann@%2Ftmp:5433/books', ['ann@/tmp:5433/books']],
    [
      'postgres://ann@one,two/books?target_session_attrs=read-write&sslmode=disable',
      ['ann@one:5432/books', 'ann@two:5432/books'],
    ],
  ])('%s is read as libpq reads it', (url, places) => {
    expect(placesOf(url)).toEqual(places)
  })

  it('may ask the server for settings', () => {
    const { urls, options } = readAddress(
      'postgres://ann@one/books?options=-c%20work_mem%3D8MB&application_name=x',
    )
    expect(options).toBe('-c work_mem=8MB')
    expect(urls).toEqual(['postgres://ann@one/books?application_name=x'])
  })

  it('says how the server is to be known', () => {
    const file = join(inject('runFolder'), 'ca.pem')
    writeFileSync(file, 'a certificate')
    const ssl = (query: string, caFile: string | null = null) =>
      readAddress(`postgres://ann@one/books${query}`, caFile).ssl
    expect(ssl('')).toBeUndefined()
    expect(ssl('?sslmode=disable')).toBe(false)
    // Nothing is believed unseen, unless that is what it says.
    expect(ssl('?sslmode=require')).toEqual({})
    expect(ssl('?ssl=true')).toEqual({})
    expect(ssl('?sslmode=no-verify')).toEqual({ rejectUnauthorized: false })
    expect(ssl('?sslmode=require&uselibpqcompat=true')).toEqual({ rejectUnauthorized: false })
    expect(ssl('', file)).toEqual({ ca: 'a certificate' })
    expect(ssl(`?sslmode=verify-full&sslrootcert=${encodeURIComponent(file)}`)).toEqual({
      ca: 'a certificate',
    })
    expect(ssl('?sslmode=verify-ca', file)).toMatchObject({
      ca: 'a certificate',
      checkServerIdentity: expect.anything(),
    })
  })

  it.each([
    'mysql://ann@one/books',
    'one:5432/books',
    'postgres://ann@one:x/books',
    'postgres://ann@one/books?sslmode=verify-ca',
    'postgres://ann@one/books?sslmode=maybe',
    'postgres://ann@one/books?sslmode=verify-full&sslrootcert=/nowhere/ca.pem',
  ])('%s is refused in a sentence', (url) => {
    expect(() => readAddress(url)).toThrow(PlainError)
  })
})
