/** What people on this machine reach a host as: a service that listens on every address is reached at this machine's own. */
export function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
