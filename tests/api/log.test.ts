import { expect, it } from 'vitest'
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
