import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'

const CONFIG = join(import.meta.dirname, '../../../client/vite.config.ts')
/** Its dedication to the public domain asks for no notice, and its packages seldom bring a text. */
const ASKS_FOR_NOTHING = '(Unlicense)'

let folder: string
/** Of every package that a script of the build holds a module of. */
const shipped = new Set<string>()
beforeAll(async () => {
  folder = await mkdtemp(join(inject('runFolder'), 'readout-licenses-'))
  const built = await build({
    configFile: CONFIG,
    logLevel: 'silent',
    build: { outDir: folder, emptyOutDir: true },
  })
  if (!('output' in built)) throw new Error('One build was asked for')
  for (const file of built.output)
    for (const id of file.type === 'chunk' ? file.moduleIds : []) {
      const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(id)?.[1]
      if (name) shipped.add(name)
    }
})
afterAll(() => rm(folder, { recursive: true }))

it('what the pages are built of is named beside them, with its licence', async () => {
  const notices = (await readFile(join(folder, 'licenses.txt'), 'utf8')).split(/^## /m).slice(1)
  expect(notices.map((notice) => notice.split(' - ')[0]).sort()).toEqual([...shipped].sort())
  expect([...shipped]).toEqual(expect.arrayContaining(['react', 'react-dom', 'uplot']))
  for (const notice of notices) {
    const [title = '', ...text] = notice.split('\n')
    if (!title.endsWith(ASKS_FOR_NOTHING)) expect(text.join('\n'), title).toMatch(/copyright/i)
  }
})

it('each font lies beside its licence', async () => {
  const files = await readdir(join(folder, 'assets'))
  const fonts = files.filter((name) => name.endsWith('.woff2'))
  expect(fonts).not.toEqual([])
  for (const font of fonts) {
    const license = files.find(
      (name) => name.includes('LICENSE') && font.startsWith(name.split('-LICENSE')[0] ?? name),
    )
    expect(license, font).toBeDefined()
    expect(await readFile(join(folder, 'assets', license ?? ''), 'utf8')).toContain('SIL OPEN FONT LICENSE')
  }
})
