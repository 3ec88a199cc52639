import { hash } from 'node:crypto'
import express from 'express'
import { importJWK, jwtVerify } from 'jose'
import pg from 'pg'

/** The least that a service can do for a signed post: a route that verifies the signature, inserts a row and answers once it is committed. */
const pool = new pg.Pool({ connectionString: process.env.BARE_URL, max: 10 })
const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: process.env.BARE_KEY ?? '' }, 'EdDSA')
const app = express()
app.use(express.raw({ type: () => true }))
app.post(/.*/, async (req, res) => {
  const token = (req.get('authorization') ?? '').replace(/^AppAssertion /, '')
  const { payload } = await jwtVerify(token, key, { algorithms: ['EdDSA'] })
  if (payload.p !== req.path || payload.bh !== hash('sha256', req.body))
    throw new Error('It is signed for another request.')
  const { rows } = await pool.query('insert into bench_bare (body) values ($1) returning id', [
    String(req.body),
  ])
  res.status(201).json(rows[0])
})
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address && typeof address === 'object') process.send?.({ url: `http://127.0.0.1:${address.port}` })
})
process.on('message', (asked) => {
  if (asked === 'stop') process.exit(0)
})
