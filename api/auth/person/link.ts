import type { Config } from '#api/config.ts'

/** A whole address that a person can open. What follows `#` stays in the browser: out of logs and of other sites' sight. */
export function linkTo(
  { publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>,
  path: string,
  base?: string,
): string {
  return `${publicUrl ?? base ?? `http://${reachable(host)}:${port}`}${path}`
}

/** A service that listens on every address is reached at this machine's own. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
