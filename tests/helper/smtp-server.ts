import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { makeCertificate } from '#tests/helper/certificate.ts'

export type SmtpMail = { from: string; to: string[]; text: string; user: string | null; secure: boolean }

export type TestSmtpServer = {
  port: number
  came: SmtpMail[]
  /** What it answers to a mail instead of taking it. */
  refuse: { code: number; words: string } | null
  close(): Promise<void>
}

/** A real mail server on loopback, which knows one account: `show`, with the password `anchor`. */
export async function startSmtpServer({ secure = false } = {}): Promise<TestSmtpServer> {
  const self: TestSmtpServer = {
    port: 0,
    came: [],
    refuse: null,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
  const server = new SMTPServer({
    ...makeCertificate(),
    secure,
    authOptional: true,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _, done) =>
      username === 'show' && password === 'anchor'
        ? done(null, { user: username })
        : done(new Error('Who are you?')),
    onData: (stream, { envelope, user, secure: isSecure }, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { refuse } = self
        if (refuse) return done(Object.assign(new Error(refuse.words), { responseCode: refuse.code }))
        self.came.push({
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString('utf8'),
          user: typeof user === 'string' ? user : null,
          secure: isSecure,
        })
        done(null, 'Kept')
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.on('error', () => {})
  self.port = (server.server.address() as AddressInfo).port
  return self
}
