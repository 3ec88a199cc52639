import { describe, expect, it } from 'vitest'
import { hashPassword, needsRehash, verifyPassword } from '#api/auth/password/hash-password.ts'
import { cpuTime } from '#tests/helper/cpu-time.ts'

describe('a stored password', () => {
  it('is an argon2id hash of its own salt, at the cost that OWASP asks for', async () => {
    const [one, other] = await Promise.all([
      hashPassword('correct horse battery'),
      hashPassword('correct horse battery'),
    ])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(other).not.toBe(one)
  })

  it('verifies the same password only', async () => {
    const stored = await hashPassword('correct horse battery')
    expect(await verifyPassword('correct horse battery', stored)).toBe(true)
    expect(await verifyPassword('correct horse batterz', stored)).toBe(false)
    expect(await verifyPassword('', stored)).toBe(false)
  })

  it('verifies however the keyboard composes its letters', async () => {
    expect(await verifyPassword('cafe\u0301 au lait ole', await hashPassword('caf\u00e9 au lait ole'))).toBe(
      true,
    )
  })

  it('verifies a hash of another implementation and another cost, and asks to make it anew', async () => {
    // The PHC test vector of the reference implementation: argon2id, "password", salt "somesalt", t=2, m=65536, p=1.
    const foreign = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
    expect(await verifyPassword('password', foreign)).toBe(true)
    expect(await verifyPassword('passwore', foreign)).toBe(false)
    expect(needsRehash(foreign)).toBe(true)
    expect(needsRehash(await hashPassword('correct horse battery'))).toBe(false)
  })

  it('is never right where there is none, or where it is no hash', async () => {
    expect(await verifyPassword('anything at all', null)).toBe(false)
    expect(await verifyPassword('anything at all', 'anything at all')).toBe(false)
  })

  it('takes as long to refuse where there is none', async () => {
    const stored = await hashPassword('correct horse battery')
    const known = await cpuTime(() => verifyPassword('wrong horse battery', stored))
    const unknown = await cpuTime(() => verifyPassword('wrong horse battery', null))
    expect(unknown / known).toBeGreaterThan(0.5)
    expect(unknown / known).toBeLessThan(2)
  })
})
