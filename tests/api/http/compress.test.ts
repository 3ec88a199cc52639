import express from 'express'
import request from 'supertest'
import { expect, it } from 'vitest'
import { compress } from '#api/http/compress.ts'

const LONG = JSON.stringify('boost '.repeat(1000))

const app = express()
  .use(compress())
  .get('/:type/:subtype', ({ params: { type, subtype } }, res) => {
    res.set('Content-Type', `${type}/${subtype}`).end(LONG)
  })

it.each([
  ['application/json', 'br'],
  ['text/csv', 'br'],
  ['text/html', 'br'],
  ['text/event-stream', undefined],
  ['application/x-ndjson', undefined],
  ['image/png', undefined],
])('an answer of %s is compressed as %s', async (type, encoding) => {
  const { headers } = await request(app)
    .get(`/${type}`)
    .set('Accept-Encoding', 'gzip, br')
    .responseType('blob')
  expect(headers['content-encoding']).toBe(encoding)
})
