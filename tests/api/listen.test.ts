import { once } from 'node:events'
import { Agent, type RequestListener, request, type Server } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { finishRequests, listen } from '#api/listen.ts'

const NEVER = new AbortController().signal
/** A test that waits for it does not pass. */
const FOR_EVER = 2 ** 30
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(app: RequestListener, host = '127.0.0.1') {
  const { server, url } = await listen(app, { host, port: 0 })
  servers.push(server)
  return { server, url }
}

describe('the address that people open', () => {
  it.each([
    ['127.0.0.1', /^http:\/\/127\.0\.0\.1:\d+$/],
    ['0.0.0.0', /^http:\/\/localhost:\d+$/],
    ['localhost', /^http:\/\/localhost:\d+$/],
  ])('of HOST %s is right', async (host, address) => {
    const { url } = await serve((_, res) => res.end('here'), host)
    expect(url).toMatch(address)
    expect(await (await fetch(url.replace('localhost', '127.0.0.1'))).text()).toBe('here')
  })
})

describe('at the end', () => {
  it('an idle connection that a browser keeps does not hold it up', async () => {
    const { server, url } = await serve((_, res) => res.end())
    const agent = new Agent({ keepAlive: true })
    const [response] = await once(request(url, { agent }).end(), 'response')
    response.resume()
    await once(response, 'end')
    await finishRequests(server, FOR_EVER, NEVER)
    agent.destroy()
  })

  it('an answer under way is finished, on a connection that is kept too', async () => {
    const { server, url } = await serve((_, res) => {
      res.write('first')
      setTimeout(() => res.end(' and last'), 200)
    })
    const answer = await fetch(url)
    const finished = finishRequests(server, FOR_EVER, NEVER)
    expect(await answer.text()).toBe('first and last')
    await finished
  })

  it('a request that does not end is cut off after a while', async () => {
    const { server, url } = await serve(() => {})
    const hanging = fetch(url)
    hanging.catch(() => {})
    await once(server, 'request')
    await finishRequests(server, 100, NEVER)
    await expect(hanging).rejects.toThrow()
  })

  it('nobody is waited for where there is a hurry', async () => {
    const { server, url } = await serve(() => {})
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.on('error', () => {})
    socket.write('POST / HTTP/1.1\r\nhost: here\r\ncontent-length: 9\r\n\r\n')
    await once(server, 'request')
    const hurry = new AbortController()
    const finished = finishRequests(server, FOR_EVER, hurry.signal)
    hurry.abort()
    await finished
    socket.destroy()
  })
})
