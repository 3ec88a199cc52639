import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const CLIENT = join(import.meta.dirname, '../../../client')
/** What every screen is made of. */
const EVERYWHERE = ['react', 'react-dom', '@tanstack/react-query', 'wouter']

/** The files of ours that the build puts into the part that comes before any screen. */
function sharedFiles(): string[] {
  const config = readFileSync(join(CLIENT, 'vite.config.ts'), 'utf8')
  const [, pattern = ''] = /name: 'shared',\s+test: \/(.+)\/,\n/.exec(config) ?? []
  expect(pattern).not.toBe('')
  const isShared = new RegExp(pattern)
  return readdirSync(CLIENT, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(tsx?|json)$/.test(file) && !file.startsWith('dist') && isShared.test(`/client/${file}`),
  )
}

it('what every screen waits for holds no sentences of a language, and no library that few screens use', () => {
  const files = sharedFiles()
  expect(files).toContain('ui/button.tsx')
  expect(files.filter((file) => file.endsWith('.json'))).toEqual([])
  const libraries = files.flatMap((file) => {
    const source = readFileSync(join(CLIENT, file), 'utf8')
    return [...source.matchAll(/^import (?!type).*?from '([^#.][^']*)'/gms)].map(([, name = '']) => name)
  })
  expect([...new Set(libraries)].filter((name) => !EVERYWHERE.includes(name))).toEqual([])
})
