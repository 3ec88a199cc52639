import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import express from 'express'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { answerError } from '#api/http/answer-error.ts'
import { readBody } from '#api/http/read-body.ts'

const app = express()
  .use(readBody({ body: z.unknown() }, 200), (req, res) => void res.json(req.body))
  .use(answerError(pino({ level: 'silent' })))
const server = createServer(app)
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterAll(() => server.close())

it('a body that trickles for longer than it may is refused, and its connection closed', async () => {
  const address = server.address()
  if (!address || typeof address !== 'object') throw new Error('no port')
  const socket = connect(address.port, '127.0.0.1')
  socket.write(
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
  )
  const trickle = setInterval(() => socket.write(' '), 20)
  let said = ''
  socket.on('data', (chunk) => (said += chunk))
  socket.on('error', () => {})
  await once(socket, 'close')
  clearInterval(trickle)
  expect(said).toMatch(/^HTTP\/1\.1 408 /)
  expect(said).toContain('did not come in time')
})

it('a body that comes in time is read', async () => {
  const address = server.address()
  if (!address || typeof address !== 'object') throw new Error('no port')
  const answer = await fetch(`http://127.0.0.1:${address.port}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"a":1}',
  })
  expect(await answer.json()).toEqual({ a: 1 })
})
