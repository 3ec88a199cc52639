import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import {
  describeSources,
  isBuilt,
  loadBuilt,
  SERVICE_FILE,
  SOURCES_FILE,
} from '#scripts/cli/built-service.ts'

let root: string
/** A small project whose service is built. */
beforeEach(() => {
  root = mkdtempSync(join(inject('runFolder'), 'readout-built-'))
  for (const folder of ['api/lib', 'scripts/dist']) mkdirSync(join(root, folder), { recursive: true })
  writeFileSync(join(root, 'api', 'lib', 'one.ts'), 'export const one = 1')
  writeFileSync(join(root, SERVICE_FILE), 'module.exports = { runCommand: () => "built" }')
  writeFileSync(join(root, SOURCES_FILE), describeSources(root))
})
afterEach(() => rmSync(root, { recursive: true }))

it('is loaded where it is of the sources that are there', async () => {
  expect(isBuilt(root)).toBe(true)
  expect(await loadBuilt(root)).toHaveProperty('runCommand')
})

it.each([
  ['a source is another', () => writeFileSync(join(root, 'api', 'lib', 'one.ts'), 'export const one = 2')],
  ['a source is new', () => writeFileSync(join(root, 'api', 'two.ts'), '')],
  ['a source is gone', () => rmSync(join(root, 'api', 'lib', 'one.ts'))],
  ['a source has another name', () => writeFileSync(join(root, 'api', 'one.ts'), 'export const one = 1')],
  ['it is not there', () => rmSync(join(root, SERVICE_FILE))],
  ['nobody knows of what it is', () => rmSync(join(root, SOURCES_FILE))],
])('is left alone where %s', (_, change) => {
  change()
  expect(isBuilt(root)).toBe(false)
})

it('may be copied with its sources, or unpacked from an archive: times do not matter', () => {
  const copy = `${root}-copy`
  cpSync(root, copy, { recursive: true })
  utimesSync(join(copy, 'api', 'lib', 'one.ts'), 1, 1)
  expect(isBuilt(copy)).toBe(true)
  writeFileSync(join(copy, 'api', 'lib', 'one.ts'), 'export const one = 2')
  utimesSync(join(copy, 'api', 'lib', 'one.ts'), 1, 1)
  expect(isBuilt(copy)).toBe(false)
  rmSync(copy, { recursive: true })
  expect(existsSync(copy)).toBe(false)
})
