import { spawnSync } from 'node:child_process'
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { PlainError } from '#api/lib/errors.ts'
import { openOwnFile, readOwnFile } from '#api/lib/read-own-file.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(inject('runFolder'), 'own-files-'))
  file = join(folder, 'own')
})
afterEach(() => rmSync(folder, { recursive: true }))

const makePipe = () => expect(spawnSync('mkfifo', [file]).status).toBe(0)

describe('a file of our own', () => {
  it('is read, also where a link leads to it', () => {
    expect(readOwnFile(file)).toBeNull()
    expect(readOwnFile(join(file, 'below'))).toBeNull()
    writeFileSync(file, 'words')
    expect(readOwnFile(file)).toBe('words')
    // Below a file there is nothing either.
    expect(readOwnFile(join(file, 'below'))).toBeNull()
    symlinkSync(file, join(folder, 'link'))
    expect(readOwnFile(join(folder, 'link'))).toBe('words')
    symlinkSync(join(folder, 'nowhere'), join(folder, 'leading nowhere'))
    expect(readOwnFile(join(folder, 'leading nowhere'))).toBeNull()
  })

  it.each<[string, () => void, RegExp]>([
    ['a folder', () => mkdirSync(file), /it is no file/],
    ['a pipe', makePipe, /it is no file/],
    ['a device', () => symlinkSync('/dev/zero', file), /it is no file/],
    ['a link to itself', () => symlinkSync(file, file), /ELOOP/],
    ['too much', () => writeFileSync(file, 'x'.repeat(4097)), /it holds 4097 bytes/],
  ])('is not read where it is %s, and a sentence says so', (_, make, why) => {
    make()
    expect(() => readOwnFile(file)).toThrow(PlainError)
    expect(() => readOwnFile(file)).toThrow(why)
  })

  it('is written at its end, and made where there is none', () => {
    for (const words of ['one ', 'two']) {
      const open = openOwnFile(file, 0o600)
      writeSync(open, words)
      closeSync(open)
    }
    expect(readFileSync(file, 'utf8')).toBe('one two')
  })

  it.each<[string, () => void]>([
    ['a folder', () => mkdirSync(file)],
    ['a pipe', makePipe],
    ['a link to itself', () => symlinkSync(file, file)],
  ])('is not written where it is %s', (_, make) => {
    make()
    expect(() => openOwnFile(file, 0o600)).toThrow(PlainError)
  })
})
