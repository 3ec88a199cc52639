import { SourceProblem } from '#api/source/kind/source-problem.ts'

/** What it is called in sentences, and how it is reached. */
type Wallet = { wallet: string; address: string; certificate?: string | null }

/** What an error on the way to a wallet's API means; what the wallet itself says is for its kind to explain. */
export function explainLineError(wallet: Wallet, error: unknown, isLate: boolean): unknown {
  if (error instanceof SourceProblem || !(error instanceof Error)) return error
  const { wallet: name, address, certificate } = wallet
  const code = 'code' in error ? String(error.code) : ''
  const as = (...[kind, sentence, step]: [SourceProblem['code'], string, string]) =>
    new SourceProblem(kind, sentence, step, { cause: error })

  if (isLate)
    return as(
      'slow',
      `${name} did not answer in time.`,
      'Check address and port, that no firewall drops the connection, and that it is not overloaded.',
    )
  if (/ENOTFOUND|EAI_AGAIN/.test(code))
    return as(
      'unreachable',
      `The name in the address of ${name} cannot be found.`,
      'Check the address, and that Readout’s machine reaches the network that it is in.',
    )
  if (code === 'ECONNREFUSED')
    return as(
      'unreachable',
      'Nothing answers at this address.',
      `Check that ${name} runs and listens to other machines, and the port.`,
    )
  if (code === 'CERT_HAS_EXPIRED')
    return as('certificate', `The certificate of ${name} has expired.`, `Renew it where ${name} runs.`)
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return as(
      'certificate',
      `The certificate of ${name} is not for this address.`,
      'Give the address under the name that the certificate is for.',
    )
  if (/CERT|SELF_SIGNED|UNABLE_TO|ISSUER/.test(code))
    return as(
      'certificate',
      certificate
        ? `${name} shows another certificate than the one given here.`
        : `The certificate of ${name} is its own, which nobody else knows.`,
      certificate
        ? `Copy the text of its present certificate to this source.`
        : 'Give the text of its certificate here.',
    )
  if (code === 'EPROTO' || /wrong version number|packet length/i.test(error.message))
    return as(
      'stranger',
      'What answers there does not speak https.',
      `Give the address with http://, or the port where ${name} has https.`,
    )
  if (code.startsWith('HPE_'))
    return as(
      'stranger',
      'What answers there does not speak http.',
      address.startsWith('http:')
        ? 'Check the port; where it speaks https, the address begins with https://.'
        : 'Check the port.',
    )
  return as(
    'unreachable',
    `The connection to ${name} was lost, or could not be made.`,
    `Check that ${name} runs and can be reached from here. Readout connects again by itself.`,
  )
}

/** What a status means that has nothing to do with the wallet's own rules. @returns null where it is the wallet's own */
export function explainStatus(
  { wallet: name }: Pick<Wallet, 'wallet'>,
  status: number,
): SourceProblem | null {
  if (status === 429)
    return new SourceProblem(
      'slow',
      `${name} asks for patience.`,
      'Readout tries again by itself, less often.',
    )
  if (status === 502 || status === 503 || status === 504)
    return new SourceProblem(
      'unreachable',
      `A proxy answers, and ${name} behind it does not.`,
      `Check that ${name} runs. Readout goes on by itself.`,
    )
  if (status >= 500)
    return new SourceProblem(
      'failed',
      `${name} answers with an error of its own (${status}).`,
      `Look into the log of ${name}. Readout tries again by itself.`,
    )
  return null
}

/** What answers leads elsewhere: to https, as a rule, or to a page where one logs in. */
export function redirected(): SourceProblem {
  return new SourceProblem(
    'stranger',
    'This address leads to another one.',
    'Open it in a browser, and give the address that is shown there in the end.',
  )
}

/** What answers is a page. */
export function notJson({ wallet: name }: Pick<Wallet, 'wallet'>, cause: unknown): SourceProblem {
  return new SourceProblem(
    'stranger',
    `What answers at this address is not the API of ${name}.`,
    'Check address and port.',
    { cause },
  )
}

/** An answer that nobody could hold in memory. */
export function tooMuch({ wallet: name }: Pick<Wallet, 'wallet'>): SourceProblem {
  return new SourceProblem(
    'stranger',
    `What answers at this address sends more than ${name} ever would.`,
    'Check address and port.',
  )
}
