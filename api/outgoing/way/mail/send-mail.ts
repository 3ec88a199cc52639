import { connect, type Socket } from 'node:net'
import { createTransport } from 'nodemailer'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'
import { resolveHost } from '#api/fetch/resolve-host.ts'
import { oneLine } from '#api/lib/one-line.ts'
import type { Outcome } from '#api/outgoing/outbox/settle-try.ts'
import { judgeProblem } from '#api/outgoing/way/judge-problem.ts'
import type { Kept } from '#api/outgoing/way/way-kind.ts'

export type MailSecrets = { password: string | null }

const CONNECT_MS = 10_000
const SILENT_MS = 20_000
/** However little a server sends, now and then, it has ended by then. */
const LONGEST_MS = 120_000
const ANSWER_LETTERS = 300

/**
 * Sends a mail, once, and says how that ended. Its Message-ID is the id of what is told: who gets it twice sees one.
 */
export async function sendMail(
  { settings, secrets: { password } }: Kept<'mail', MailSecrets>,
  { id, subject, text }: { id: string; subject: string; text: string },
  signal: AbortSignal,
  longestMs = LONGEST_MS,
): Promise<Outcome> {
  const { recipients, sender, server, port, security, user, own_network } = settings
  let connection: Socket | null = null
  const late = AbortSignal.timeout(longestMs)
  try {
    const host = await resolveHost(server, own_network)
    connection = await openSocket(host, port, AbortSignal.any([signal, late]))
    const transport = createTransport({
      host: server,
      connection,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      ...(user !== null && password !== null ? { auth: { user, pass: password } } : {}),
      greetingTimeout: SILENT_MS,
      socketTimeout: SILENT_MS,
      // A template's words are text, never a file or an address to read from.
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    const { response } = await transport.sendMail({
      from: sender,
      to: recipients,
      subject,
      text,
      messageId: `<${id}@${sender.split('@')[1]}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    return { kind: 'sent', answer: words(response) }
  } catch (error) {
    if (late.aborted) return { kind: 'later', answer: 'The mail server did not end in time.', afterMs: null }
    return judge(error)
  } finally {
    connection?.destroy()
  }
}

function openSocket({ address }: { address: string }, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, signal })
    const late = setTimeout(() => socket.destroy(new Error('late')), CONNECT_MS)
    socket.once('close', () => clearTimeout(late))
    const fail = (cause: Error) => {
      reject(new FetchProblem('network', 'The mail server cannot be reached.', { cause }))
    }
    socket.once('error', fail)
    socket.once('connect', () => {
      clearTimeout(late)
      socket.off('error', fail)
      resolve(socket)
    })
  })
}

/** A server's answer of 5xx holds for good (RFC 5321, 4.2.1), one of 4xx for now. */
function judge(error: unknown): Outcome {
  if (error instanceof FetchProblem) return judgeProblem(error)
  if (!(error instanceof Error)) throw error
  const code = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : 0
  const said = 'response' in error && typeof error.response === 'string' ? error.response : error.message
  return code >= 500 || (code === 0 && isLasting(error))
    ? { kind: 'refused', answer: words(said) }
    : { kind: 'later', answer: words(said), afterMs: null }
}

/** What another try would not change: there is no TLS, or the certificate is another's. */
function isLasting(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : ''
  return (
    code === 'ETLS' ||
    code === 'EENVELOPE' ||
    code === 'EAUTH' ||
    code === 'ENOAUTH' ||
    /CERT|SELF_SIGNED/.test(code)
  )
}

function words(text: string): string {
  return oneLine(text).slice(0, ANSWER_LETTERS).toWellFormed()
}
