import fc from 'fast-check'
import { expect, it } from 'vitest'
import { redact } from '#api/audit/redact.ts'

it('a detail keeps what was asked for, without its secrets', () => {
  const detail = {
    asked: {
      email: 'a@example.com',
      password: 'x',
      new_password: 'x',
      token: 'x',
      source: { macaroon: 'x', url: 'y' },
    },
    key: 'x',
    name: 'node',
  }
  expect(redact(detail)).toEqual({
    asked: {
      email: 'a@example.com',
      password: '[hidden]',
      new_password: '[hidden]',
      token: '[hidden]',
      source: { macaroon: '[hidden]', url: 'y' },
    },
    key: '[hidden]',
    name: 'node',
  })
})

it('keeps of an address whose it is, since what follows may let one in', () => {
  const chat = 'https://chat.example/api/webhooks/1234/a-long-token'
  expect(redact({ asked: { address: chat, signer: 'bunker://ab?secret=cd' } })).toEqual({
    asked: { address: 'https://chat.example/[hidden]', signer: '[hidden]' },
  })
  expect(redact({ feed: 'https://me:word@feeds.example/', url: 'https://shop.example' })).toEqual({
    feed: 'https://feeds.example/[hidden]',
    url: 'https://shop.example',
  })
  expect(redact({ address: '192.0.2.1' })).toEqual({ address: '192.0.2.1' })
})

it('a detail of any JSON is bounded, and text that jsonb takes', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' })),
      (detail) => {
        const text = JSON.stringify(redact(detail))
        expect(text.length).toBeLessThan(10_000)
        expect(text).not.toContain('\\u0000')
        expect(text.isWellFormed()).toBe(true)
      },
    ),
  )
  expect(redact({ lone: '\ud800', nul: 'a\0b', slash: '\\u0000' })).toEqual({
    lone: '\ufffd',
    nul: 'a\ufffdb',
    slash: '\\u0000',
  })
})

it('a detail that is too large keeps the names of what was sent', () => {
  expect(redact({ rows: 'x'.repeat(9000), kind: 'many' })).toEqual({
    too_large: true,
    fields: ['rows', 'kind'],
  })
})

it('keeps the names alone of what is nested deeper than can be written', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)
  expect(redact({ asked: deep, name: 'node' })).toEqual({ too_large: true, fields: ['asked', 'name'] })
})
