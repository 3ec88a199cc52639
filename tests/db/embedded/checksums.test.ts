import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, inject, it } from 'vitest'
import { PlainError } from '#api/lib/errors.ts'
import { checkPrograms, digestOf, KNOWN_VERSION } from '#db/embedded/checksums.ts'
import { packagedPrograms } from '#db/embedded/platform.ts'

let folder: string
let marker: string
beforeEach(() => {
  folder = mkdtempSync(join(inject('runFolder'), 'programs-'))
  marker = join(folder, '..', `marker-${Math.random()}`)
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin', 'postgres'), 'a program')
  writeFileSync(join(folder, 'bin', 'initdb'), 'another')
})

describe('PostgreSQL’s programs', () => {
  it('are those that are known, in the version that is locked', () => {
    const packaged = packagedPrograms()
    expect(packaged.version).toBe(KNOWN_VERSION)
    checkPrograms(packaged, marker)
    // Not for a build that nobody has seen: then nothing is noted.
    expect(readFileSync(marker, 'utf8')).toMatch(/^[0-9a-f]{64}$/)
  })

  it.each([
    ['a byte of a program', (at: string) => writeFileSync(join(at, 'bin', 'postgres'), 'b program')],
    ['the name of a file', (at: string) => writeFileSync(join(at, 'bin', 'pg_ctl'), '')],
    ['a file that is gone', (at: string) => rmSync(join(at, 'bin', 'initdb'))],
  ])('are refused for %s, also after they were found good', (_, change) => {
    const known = digestOf(folder)
    const check = () => checkPrograms({ folder, version: 'any' }, marker, known)
    check()
    change(folder)
    expect(check).toThrow(PlainError)
    expect(check).toThrow(/is not the one that Readout knows/)
  })

  it('are read a piece at a time, and each to its end', () => {
    const size = 8 * 1024 * 1024 + 1
    writeFileSync(join(folder, 'bin', 'postgres'), Buffer.alloc(size))
    const before = process.memoryUsage().arrayBuffers
    const known = digestOf(folder)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(size / 4)
    truncateSync(join(folder, 'bin', 'postgres'), size - 1)
    expect(digestOf(folder)).not.toBe(known)
  })

  it('are the same with the links that installing them makes', () => {
    const known = digestOf(folder)
    symlinkSync('postgres', join(folder, 'bin', 'postmaster'))
    writeFileSync(join(folder, 'pg-symlinks.json'), '[]')
    expect(digestOf(folder)).toBe(known)
  })
})
