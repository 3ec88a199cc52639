import { type ServiceError, status } from '@grpc/grpc-js'
import { plainWords } from '#api/source/kind/plain-words.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import type { LndSettings } from '#api/source/lnd/settings.ts'

/** All that Readout needs: to read invoices, and on which network. */
export const BAKE = 'lncli bakemacaroon --save_to=readout.macaroon invoices:read info:read'

/** What LND, or whatever answers in its place, means with an error; null where it is none of gRPC. */
export function explainLndError(
  error: unknown,
  { certificate }: Pick<LndSettings, 'certificate'>,
): SourceProblem | null {
  if (!isServiceError(error)) return null
  const { code } = error
  const details = error.details ?? error.message
  const as = (...[kind, sentence, step]: [SourceProblem['code'], string, string]) =>
    new SourceProblem(kind, sentence, step, { cause: error })

  if (/certificate has expired|CERT_HAS_EXPIRED/i.test(details))
    return as(
      'certificate',
      'LND’s certificate has expired.',
      'Restart LND with --tlsautorefresh, or delete its tls.cert and tls.key and restart it; then give the new tls.cert here.',
    )
  if (/altname|ERR_TLS_CERT_ALTNAME/i.test(details))
    return as(
      'certificate',
      'LND’s certificate is not for this address.',
      'Add the address to lnd.conf as tlsextradomain or tlsextraip, delete tls.cert and tls.key, restart LND, and give the new tls.cert here.',
    )
  if (/certificate|self.signed|issuer|SELF_SIGNED/i.test(details))
    return certificate === null
      ? as(
          'certificate',
          'LND’s certificate is one that it made itself, and none is given here.',
          'Give the text of its tls.cert. Only behind a proxy with a certificate that everybody trusts can it be left out.',
        )
      : as(
          'certificate',
          'LND shows another certificate than the one given here.',
          'Copy the text of its present tls.cert to this source. It changes when LND makes itself a new one.',
        )
  if (/macaroon.*expired|time-before/i.test(details))
    return as('refused', 'The macaroon has expired.', `Bake one without a time limit: ${BAKE}`)
  if (/different IP address|ipaddr|iprange/i.test(details))
    return as(
      'refused',
      'The macaroon is bound to another IP address than the one that Readout asks from.',
      `Bake one for Readout’s address, or for any: ${BAKE}`,
    )
  if (code === status.PERMISSION_DENIED || /permission denied/i.test(details))
    return as('refused', 'The macaroon does not allow reading invoices.', `Bake one that does: ${BAKE}`)
  if (code === status.UNAUTHENTICATED || /macaroon|verification failed|root key/i.test(details))
    return as(
      'refused',
      'LND does not accept the macaroon.',
      `Bake one on this node and give it here: ${BAKE}`,
    )
  if (/wallet not (created|found)/i.test(details))
    return as(
      'unreachable',
      'LND has no wallet yet.',
      'Make one with lncli create. Readout goes on by itself.',
    )
  if (/wallet locked/i.test(details))
    return as(
      'unreachable',
      'LND’s wallet is locked.',
      'Unlock it with lncli unlock. Readout goes on by itself.',
    )
  if (
    /starting up|not yet ready|RPC_ACTIVE|waiting to start|services not available|still in the process/i.test(
      details,
    )
  )
    return as('unreachable', 'LND is still starting.', 'Wait a little. Readout goes on by itself.')
  if (/shutting down|server (is )?(exiting|stopp)|daemon exiting/i.test(details))
    return as('unreachable', 'LND is stopping.', 'Once it runs again, Readout goes on by itself.')
  if (/ERR_SOCKET_BAD_PORT|port should be|invalid port/i.test(details))
    return as('settings', 'There is no such port.', 'Check the port: LND’s gRPC is on 10009 by default.')
  if (code === status.UNIMPLEMENTED && !/HTTP/i.test(details))
    return as(
      'stranger',
      'What answers is no LND, or one that is too old.',
      'Check the address: gRPC is on port 10009. LND must be of version 0.15 or later.',
    )
  if (code === status.DEADLINE_EXCEEDED)
    return as(
      'slow',
      'LND did not answer in time.',
      'Check that address and port are right, that no firewall drops the connection, and that LND is not overloaded.',
    )
  if (
    /HTTP|protocol error|parse|content-type|wrong version number|EPROTO|packet length|NGHTTP2/i.test(details)
  )
    return as(
      'stranger',
      'What answers there does not speak LND’s gRPC.',
      'Check the port: gRPC is on 10009 by default, REST is on 8080. A proxy in between must pass HTTP/2 on.',
    )
  if (/ENOTFOUND|EAI_AGAIN|Name resolution/i.test(details))
    return as('unreachable', 'The name of the node cannot be found.', 'Check the address.')
  if (/ECONNREFUSED/i.test(details))
    return as(
      'unreachable',
      'Nothing answers at this address.',
      'Check that LND runs, that rpclisten in lnd.conf lets other machines in, and the port.',
    )
  if (code === status.UNAVAILABLE || code === status.CANCELLED || /ECONNRESET|dropped|closed/i.test(details))
    return as(
      'unreachable',
      'The connection to LND was lost, or could not be made.',
      'Check that LND runs and can be reached from here, and the port: gRPC is on 10009, other nodes come in on 9735. Readout connects again by itself.',
    )
  return as(
    'failed',
    `LND answers with an error that Readout does not know: “${plainWords(details)}”`,
    'Readout tries again by itself. If this stays, look into LND’s log.',
  )
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' && 'details' in error
}
