import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { PlainError } from '#api/lib/errors.ts'
import { buildClient } from '#scripts/cli/build-client.ts'

let root: string
let said: string[]
const build = () => buildClient(root, (sentence) => said.push(sentence))
const at = (...names: string[]) => join(root, 'client', ...names)

/** A small project, whose sources are an hour old. */
beforeEach(() => {
  said = []
  root = mkdtempSync(join(inject('runFolder'), 'readout-client-'))
  mkdirSync(at('part'), { recursive: true })
  writeFileSync(at('vite.config.ts'), 'export default { root: import.meta.dirname }')
  writeFileSync(at('index.html'), '<script type="module" src="/part/main.ts"></script>')
  writeFileSync(at('part', 'main.ts'), `document.title = 'first'`)
  for (const name of ['vite.config.ts', 'index.html', 'part/main.ts']) touch(name, -3600)
})
afterEach(() => rmSync(root, { recursive: true }))

function touch(name: string, seconds: number): void {
  const time = Date.now() / 1000 + seconds
  utimesSync(at(name), time, time)
}

it('builds the pages where that was never done, and again only when a source is newer', async () => {
  expect(await build()).toBe(true)
  expect(readFileSync(at('dist', 'index.html'), 'utf8')).toContain('/assets/')
  expect(await build()).toBe(false)
  expect(said).toEqual(['Building the pages, once.'])
  touch('part/main.ts', 3600)
  expect(await build()).toBe(true)
})

it('says why they cannot be built', async () => {
  writeFileSync(at('part', 'main.ts'), 'this is not TypeScript')
  await expect(build()).rejects.toThrow(PlainError)
  await expect(build()).rejects.toThrow(/^The pages could not be built\.\n.*main\.ts/s)
  expect(existsSync(at('dist', 'index.html'))).toBe(false)
})

it('leaves a project without pages alone', async () => {
  rmSync(at('vite.config.ts'))
  expect(await build()).toBe(false)
})

it('serves the pages as they are where what builds them is not installed, and says so where there are none', async () => {
  const without = () => buildClient(root, (sentence) => said.push(sentence), undefined, null)
  await expect(without()).rejects.toThrow(/^The pages are not built, and what builds them is not installed\./)
  await build()
  touch('part/main.ts', 3600)
  expect(await without()).toBe(false)
  expect(said.at(-1)).toBe('What builds the pages is not installed: they stay as they are built.')
})
