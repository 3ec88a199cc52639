import { describe, expect, it } from 'vitest'
import { createLog } from '#api/log.ts'

const SECRET = 'the-secret-itself'

it('the log writes no secret, wherever in an entry it stands', () => {
  const lines: string[] = []
  const log = createLog({ logLevel: 'info' }, { write: (line) => void lines.push(line) })
  const headers = {
    authorization: `Bearer ${SECRET}`,
    cookie: `readout_session=${SECRET}`,
    'set-cookie': [SECRET],
    host: 'readout.lan',
  }
  log.info({ req: { headers }, headers }, 'a request')
  for (const name of ['password', 'current_password', 'new_password', 'token', 'key', 'secret', 'macaroon'])
    log.info({ [name]: SECRET, body: { [name]: SECRET }, one: { two: { [name]: SECRET } } }, 'something')
  expect(lines).toHaveLength(8)
  expect(lines.join('')).not.toContain(SECRET)
  expect(lines[0]).toContain('readout.lan')
})

describe('the log', () => {
  const linesOf = (logFormat: 'auto' | 'text' | 'json', isTerminal: boolean) => {
    const lines: string[] = []
    const log = createLog(
      { logLevel: 'info', logFormat },
      { write: (line) => void lines.push(line) },
      isTerminal,
    )
    log.warn({ source: 'my-node', token: SECRET, err: new Error('It is away.') }, 'a source failed')
    return lines.join('')
  }

  it('is text on a terminal and where that is asked for, and JSON for a program', () => {
    for (const text of [linesOf('auto', true), linesOf('text', false)]) {
      expect(text).toMatch(
        /^\d\d:\d\d:\d\d warn {2}a source failed {2}source=my-node {2}token=\[Redacted\]\n {4}Error: It is away\.\n/,
      )
    }
    for (const json of [linesOf('auto', false), linesOf('json', true)])
      expect(JSON.parse(json)).toMatchObject({ level: 40, msg: 'a source failed', source: 'my-node' })
  })

  it('as text, keeps what strangers send from moving the cursor or beginning a line', () => {
    const lines: string[] = []
    const log = createLog({ logLevel: 'info', logFormat: 'text' }, { write: (line) => void lines.push(line) })
    log.info({ name: 'a\u001b[2Jb\n12:00:00 info  paid' }, 'a\r\nb')
    expect(lines.join('')).toMatch(
      /^\d\d:\d\d:\d\d info {2}a b {2}name=a\uFFFD\[2Jb 12:00:00 info {2}paid\n$/,
    )
  })
})
