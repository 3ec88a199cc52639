import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { adviseOn, readConfig } from '#api/config.ts'
import { PlainError } from '#api/lib/errors.ts'

const ROOT = dirname(dirname(import.meta.dirname))

describe('settings', () => {
  it('have defaults, those that .env.example shows', () => {
    const example = parseEnv(readFileSync(join(ROOT, '.env.example'), 'utf8'))
    expect(readConfig(example)).toEqual(readConfig({}))
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      dataDir: './data',
      databaseUrl: null,
      databaseSchema: 'readout',
      demo: true,
    })
  })

  it('that are blank count as absent', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ', DEMO: '' })).toEqual(readConfig({}))
  })

  it('are taken as given', () => {
    const given = {
      PORT: '8080',
      DATABASE_URL: 'postgresql:///readout?host=/var/run/postgresql',
      PUBLIC_URL: 'https://boosts.example.com/',
      TOTALS_CRON: '*/10 * * * * *',
      DEMO: 'off',
    }
    expect(readConfig(given)).toMatchObject({
      port: 8080,
      databaseUrl: 'postgresql:///readout?host=/var/run/postgresql',
      publicUrl: 'https://boosts.example.com',
      totalsCron: '*/10 * * * * *',
      demo: false,
    })
  })

  it.each([
    ['PORT', '70000'],
    ['PORT', '80.5'],
    ['DATABASE_URL', 'localhost:5432'],
    ['DATABASE_URL', 'mysql://localhost/readout'],
    ['DATABASE_SCHEMA', 'a; drop schema public'],
    ['DATABASE_SCHEMA', 'Readout'],
    ['PUBLIC_URL', 'boosts.example.com'],
    ['SECRET_KEY', 'too short'],
    ['HOSTS', 'boosts.example.com:3000'],
    ['HOSTS', 'https://boosts.example.com'],
    ['TRUSTED_PROXY_SECRET', 'too short'],
    ['TRUST_PROXY', 'everyone'],
    ['TRUSTED_PROXY_ADDRESS', '10.0.0.0/64'],
    ['TOTALS_CRON', 'every minute'],
    ['DEMO', 'yes'],
    ['LOG_LEVEL', 'loud'],
  ])('refuse %s=%s in one sentence that names it', (name, value) => {
    const read = () => readConfig({ [name]: value })
    expect(read).toThrow(PlainError)
    expect(read).toThrow(new RegExp(`^${name} must be [^\\n]*\\.$`))
  })

  it('name what one needs another for', () => {
    const DATABASE_DIRECT_URL = 'postgres://readout@postgres/readout'
    expect(() => readConfig({ DATABASE_DIRECT_URL })).toThrow(/needs DATABASE_POOLER/)
    expect(() => readConfig({ DATABASE_POOLER: 'session' })).toThrow(/needs DATABASE_DIRECT_URL/)
    expect(readConfig({ DATABASE_DIRECT_URL, DATABASE_POOLER: 'session' }).databaseDirectUrl).toBe(
      DATABASE_DIRECT_URL,
    )
  })

  it('name every mistake at once', () => {
    expect(() => readConfig({ PORT: 'x', DEMO: 'x' })).toThrow(/^PORT must be .*\.\nDEMO must be .*\.$/)
  })
})

describe('advice', () => {
  const advice = (env: Record<string, string>) => adviseOn(readConfig(env)).join('\n')

  it('is given where a proxy makes all visitors one, or lets whoever sits at its machine be anyone', () => {
    expect(advice({})).toBe('')
    expect(advice({ PUBLIC_URL: 'https://boosts.example.com' })).toMatch(
      /^PUBLIC_URL is set and TRUST_PROXY is not/,
    )
    expect(advice({ TRUSTED_PROXY_ADDRESS: '127.0.0.1' })).toMatch(/^TRUSTED_PROXY_SECRET is not set/)
    expect(
      advice({
        PUBLIC_URL: 'https://boosts.example.com',
        TRUST_PROXY: '127.0.0.1',
        TRUSTED_PROXY_ADDRESS: '127.0.0.1',
        TRUSTED_PROXY_SECRET: 'a secret of the proxy',
      }),
    ).toBe('')
  })
})
