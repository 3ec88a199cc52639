import { isObject } from '#api/lib/is-object.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import type { Answer } from '#api/source/wallet-api/connect.ts'
import { explainStatus } from '#api/source/wallet-api/explain-line-error.ts'

/** Makes a rune that can do what Readout needs and nothing else. */
const MAKE = `lightning-cli createrune restrictions='[["method=waitanyinvoice","method=listinvoices"]]'`

/** What an answer of clnrest other than a result means: its own words tell more than its status. */
export function explainClnAnswer({ status, body }: Answer): SourceProblem {
  const message = isObject(body) && typeof body.message === 'string' ? body.message : ''
  const refused = (sentence: string) =>
    new SourceProblem('refused', sentence, `Make one on this node and give it here: ${MAKE}`)
  if (/blacklisted/i.test(message)) return refused('This rune was revoked.')
  if (/\brate\b|per.*minute|too (soon|many)/i.test(message))
    return new SourceProblem(
      'slow',
      'This rune allows too few calls.',
      `Make one without a limit, and give it here: ${MAKE}`,
    )
  if (/\btime\b/i.test(message)) return refused('This rune has expired.')
  if (/not authorized:.*\bmethod\b/i.test(message))
    return refused('This rune does not allow reading invoices.')
  if (/not authorized:.*\b(id|pnum|pname|parr)/i.test(message))
    return refused('This rune is bound to something that Readout does not do.')
  if (status === 401 || status === 403 || /rune/i.test(message))
    return refused('Core Lightning does not accept this rune.')
  if (isObject(body) && (body.code === -32601 || body.code === -32602))
    return new SourceProblem(
      'stranger',
      'This Core Lightning is too old.',
      'Update it: version 23.08 or later is needed.',
    )
  if (status === 404 || status === 405) return notCln()
  return explainStatus({ wallet: 'Core Lightning' }, status) ?? notCln()
}

/** What answers is something else. */
export function notCln(): SourceProblem {
  return new SourceProblem(
    'stranger',
    'What answers at this address is no clnrest.',
    'Check the port: it is what clnrest-port says in Core Lightning’s config, 3010 as a rule.',
  )
}
