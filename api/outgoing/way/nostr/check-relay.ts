import { AppError } from '#api/errors.ts'

/** Whether a relay may be there, as far as its address tells. @throws AppError unprocessable */
export function checkRelay(relay: string, own_network: string | null): void {
  const url = URL.canParse(relay) ? new URL(relay) : null
  if (!url || url.username || url.password)
    throw new AppError('unprocessable', `This is no address of a relay: ${relay.slice(0, 100)}.`)
  const isOwn = own_network !== null && url.hostname === own_network.toLowerCase()
  if (url.protocol !== 'wss:' && !isOwn)
    throw new AppError(
      'unprocessable',
      'A relay begins with wss://. Only a host that you allow in your own network may do without.',
    )
}
