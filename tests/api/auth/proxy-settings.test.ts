import { describe, expect, it } from 'vitest'
import { readConfig } from '#api/config.ts'

describe('the settings of proxies', () => {
  it('trust none by default', () => {
    expect(readConfig({})).toMatchObject({ trustProxy: null, signInProxy: null })
  })

  it('take addresses and ranges', () => {
    const config = readConfig({
      TRUST_PROXY: '127.0.0.1, fd00::/8',
      TRUSTED_PROXY_ADDRESS: '192.0.2.7',
      TRUSTED_PROXY_HEADER: 'X-Auth-Request-Email',
    })
    expect(config.trustProxy).toEqual(['127.0.0.1', 'fd00::/8'])
    expect(config.signInProxy).toEqual({
      addresses: ['192.0.2.7'],
      header: 'x-auth-request-email',
      secret: null,
    })
  })

  it.each([
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '1'],
    ['TRUST_PROXY', '*'],
    ['TRUST_PROXY', '127.0.0.1,,'],
    ['TRUSTED_PROXY_ADDRESS', 'proxy.lan'],
    ['TRUSTED_PROXY_HEADER', 'X Auth'],
  ])('refuse %s=%s by name', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(name)
  })
})
