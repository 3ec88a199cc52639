import express from 'express'
import pg from 'pg'

/** The least that a service can do for a payment: a route that inserts a row and answers once it is committed. */
const pool = new pg.Pool({ connectionString: process.env.BARE_URL, max: 10 })
const app = express()
app.use(express.json())
app.post('/', async (req, res) => {
  const { rows } = await pool.query('insert into bench_bare (body) values ($1) returning id', [req.body])
  res.json(rows[0])
})
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address && typeof address === 'object') process.send?.({ url: `http://127.0.0.1:${address.port}` })
})
process.on('message', (asked) => {
  if (asked === 'stop') process.exit(0)
})
