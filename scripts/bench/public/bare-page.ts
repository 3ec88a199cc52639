import express from 'express'

/** A bare Express server that answers every request with the bytes that it is sent. */
let body = Buffer.alloc(0)
const app = express()
app.get('/', (_req, res) => res.type('text/html').send(body))
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address && typeof address === 'object') process.send?.({ url: `http://127.0.0.1:${address.port}` })
})
process.on('message', (asked) => {
  if (asked === 'stop') {
    server.closeAllConnections()
    server.close(() => process.exit(0))
  }
})
body = Buffer.from(process.env.PAGE ?? '', 'base64')
