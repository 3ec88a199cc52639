import type { Config } from '#api/config.ts'
import { reachableHost } from '#api/lib/reachable-host.ts'

/** A whole address that a person can open. What follows `#` stays in the browser: out of logs and of other sites' sight. */
export function linkTo(
  { publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>,
  path: string,
  base?: string,
): string {
  return `${publicUrl ?? base ?? `http://${reachableHost(host)}:${port}`}${path}`
}
