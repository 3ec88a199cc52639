type Fields = Record<string, string>

/**
 * The settings of a source from what was typed.
 * @param keep whether what is left blank stays as it is; else it counts as not given
 */
export function readSettings(
  kind: string,
  { address = '', certificate = '', macaroon = '', connection = '' }: Fields,
  { keep }: { keep: boolean },
): Record<string, unknown> {
  const given: Record<string, string> = kind === 'lnd' ? { address, certificate, macaroon } : { connection }
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
  return keep || kind !== 'lnd' ? filled : { certificate: null, ...filled }
}
