import type { NewPasskeyQuestion, PasskeyQuestion } from '#api/contract/factor.ts'
import { RequestError } from '#client/lib/request-error.ts'
import { t } from '#client/person/words.ts'

/** Whether this browser knows passkeys. */
export function hasPasskeys(): boolean {
  return typeof PublicKeyCredential !== 'undefined'
}

/** Has the browser answer with a passkey that it knows. @throws RequestError where nobody chose one */
export async function askPasskey(question: PasskeyQuestion) {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  return startAuthentication({ optionsJSON: question }).catch(refuse)
}

/** Has the browser make a passkey. @throws RequestError where nobody did */
export async function makePasskey(question: NewPasskeyQuestion) {
  const { startRegistration } = await import('@simplewebauthn/browser')
  return startRegistration({ optionsJSON: question }).catch(refuse)
}

function refuse(cause: unknown): never {
  const isKnown = cause instanceof Error && cause.name === 'InvalidStateError'
  throw new RequestError(
    422,
    isKnown
      ? t('This device has a passkey for you already.')
      : t('The browser gave no passkey. Try again, or take another way.'),
    { cause },
  )
}
