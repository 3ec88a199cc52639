import { AppError } from '#api/errors.ts'

/**
 * Whether a way's host is allowed in a network of one's own.
 * @param allowed the host that the owner says is in their own network
 * @throws AppError unprocessable where that is another
 */
export function allowHost(host: string, allowed: string | null): boolean {
  if (allowed !== null && allowed.toLowerCase() !== host.toLowerCase())
    throw new AppError('unprocessable', `Allow the host as it stands in the address: ${host}.`)
  return allowed !== null
}
