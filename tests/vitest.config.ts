import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

export default defineConfig({
  root,
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/helper/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Modules are the same for all files of a worker, which halves the time: nothing in them is of one test.
    isolate: false,
    // The SDK of Nostr Wallet Connect says on the console what it also throws.
    onConsoleLog: (text) => !text.startsWith('Failed to request '),
    // Far above what any test takes: a loaded machine is slow, and no fault of ours.
    retry: process.env.CI ? 2 : 0,
    expect: { poll: { timeout: 30_000 } },
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
