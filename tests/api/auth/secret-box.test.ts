import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSecretBox } from '#api/auth/secret-box.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'readout-secrets-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const KEY = 'a key of more than thirty-two characters'
const given = () => createSecretBox({ secretKey: KEY, dataDir: folder })
const made = () => createSecretBox({ secretKey: null, dataDir: join(folder, 'data') })

describe('a sealed secret', () => {
  it('opens again, and looks different each time', () => {
    const one = given().seal('lnd macaroon ⚡', 'source:node')
    const other = given().seal('lnd macaroon ⚡', 'source:node')
    expect(one).not.toBe(other)
    expect(one).not.toContain('macaroon')
    expect(given().open(one, 'source:node')).toBe('lnd macaroon ⚡')
    expect(given().open(other, 'source:node')).toBe('lnd macaroon ⚡')
  })

  it('opens for its own purpose only', () => {
    const sealed = given().seal('secret', 'source:one')
    expect(() => given().open(sealed, 'source:two')).toThrow('SECRET_KEY')
  })

  it('does not open under another key, saying which to look for', () => {
    const sealed = given().seal('secret', 'source:one')
    expect(() => made().open(sealed, 'source:one')).toThrow('SECRET_KEY')
  })

  it('does not open when any part of it is changed', () => {
    const [version, ...parts] = given().seal('secret', 'source:one').split('.')
    for (const index of parts.keys()) {
      const changed = parts.map((part, at) => (at === index ? flipFirst(part) : part))
      expect(() => given().open([version, ...changed].join('.'), 'source:one')).toThrow()
    }
    expect(() => given().open('secret', 'source:one')).toThrow('not a sealed secret')
    const [nonce, tag = '', text] = parts
    expect(() => given().open([version, nonce, tag.slice(0, 6), text].join('.'), 'source:one')).toThrow()
  })
})

describe('the key', () => {
  it('is made in DATA_DIR at first use, for its owner alone to read', () => {
    const box = made()
    const file = join(folder, 'data', 'secret.key')
    expect(existsSync(file)).toBe(false)
    box.seal('secret', 'x')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url')).toHaveLength(32)
  })

  it('stays the same at the next start', () => {
    expect(made().open(made().seal('secret', 'x'), 'x')).toBe('secret')
  })

  it('is not made anew over one that is damaged', () => {
    made().seal('secret', 'x')
    const file = join(folder, 'data', 'secret.key')
    writeFileSync(file, 'short')
    chmodSync(file, 0o600)
    expect(() => made().seal('secret', 'x')).toThrow('32 characters')
    expect(readFileSync(file, 'utf8')).toBe('short')
    expect(() => made().check()).toThrow('32 characters')
  })

  it('is looked at by a start, which makes none and says what lies in its place', () => {
    made().check()
    const data = join(folder, 'data')
    expect(existsSync(data)).toBe(false)
    // As Docker makes one where the file that is to be mounted is not there.
    mkdirSync(join(data, 'secret.key'), { recursive: true })
    expect(() => made().check()).toThrow(/secret\.key cannot be used \(it is no file\)/)
    given().check()
  })
})

function flipFirst(text: string): string {
  return (text.startsWith('A') ? 'B' : 'A') + text.slice(1)
}
