import { readFileSync } from 'node:fs'
import type pg from 'pg'
import { PlainError } from '#api/lib/errors.ts'

/** Where a database is: one URL for each of its hosts, without what we say ourselves. */
export type Address = {
  /** In the order in which they are tried. */
  urls: readonly string[]
  /** What the URL asks the server for at each connection; '' where nothing. */
  options: string
  ssl: NonNullable<pg.ClientConfig['ssl']> | undefined
}

/** `postgres://user:password@` · hosts · `/database` · query. A user or host may be missing, as with sockets. */
const SHAPE = /^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)([^/?#@]*)(\/[^?#]*)?(?:\?([^#]*))?$/
/** Parameters of libpq that are ours to say, or that `pg` does not know. */
const OURS = [
  'options',
  'host',
  'port',
  'target_session_attrs',
  'load_balance_hosts',
  'ssl',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'uselibpqcompat',
  'channel_binding',
  'gssencmode',
]

/**
 * Reads a URL as libpq does: several hosts divided by commas, a socket's folder as `host`, `options`, modes of TLS.
 * @param caFile certificate of the authority that signed the server's, as PEM
 * @throws PlainError that says what is wrong with it, never the URL, which holds a password
 */
export function readAddress(url: string, caFile: string | null = null): Address {
  const [, user, authority = '', database = '/', text = ''] = SHAPE.exec(url.trim()) ?? []
  if (user === undefined)
    throw new PlainError(
      'The address of the database must be like postgres://user:password@host:5432/database.',
    )
  const query = new URLSearchParams(text)
  const hosts = hostsOf(authority, query)
  const ssl = tlsOf(query, caFile)
  const options = query.get('options') ?? ''
  for (const name of OURS) query.delete(name)
  const urls = hosts.map(({ host, port }) => urlOf({ user, database, query, host, port }))
  for (const each of urls) if (!URL.canParse(each.replace('@/', '@socket/'))) throw new PlainError(NO_HOST)
  return { urls, options, ssl }
}

const NO_HOST =
  'The host or port in the address of the database cannot be read. Several hosts are divided by commas: host1:5432,host2:5432.'

type Host = { host: string; port: string }

/** As libpq: `host` and `port` of the query win, one port stands for all hosts. */
function hostsOf(authority: string, query: URLSearchParams): Host[] {
  const ports = (query.get('port') ?? '').split(',')
  const given = query.get('host') ?? authority
  return given.split(',').map((each, index) => {
    const port = ports[index] ?? ports[0] ?? ''
    // A port, or a socket's folder, has no other colon behind the last bracket.
    const [, host = '', own = ''] = /^(.*?)(?::(\d*))?$/.exec(isBareIpv6(each) ? `[${each}]` : each) ?? []
    return { host, port: own || port }
  })
}

function isBareIpv6(host: string): boolean {
  return /^[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*$/i.test(host)
}

function urlOf(parts: Host & { user: string; database: string; query: URLSearchParams }): string {
  const { user, database, host, port } = parts
  const query = new URLSearchParams(parts.query)
  const isSocket = host.startsWith('/') || /^%2f/i.test(host)
  if (isSocket) {
    query.set('host', decodeURIComponent(host))
    if (port) query.set('port', port)
  }
  const said = query.size > 0 ? `?${query}` : ''
  return `${user}${isSocket ? '' : `${host}${port && `:${port}`}`}${database}${said}`
}

/** What the modes mean: `require` verifies as `verify-full` does, since what is not verified keeps nobody out. */
function tlsOf(query: URLSearchParams, caFile: string | null): Address['ssl'] {
  const isAsked = caFile !== null || ['true', '1'].includes(query.get('ssl') ?? '')
  const mode = query.get('sslmode') ?? (isAsked ? 'verify-full' : 'none')
  const file = caFile ?? query.get('sslrootcert')
  const ca = file && file !== 'system' ? { ca: readPem(file) } : {}
  const [cert, key] = ['sslcert', 'sslkey'].map((name) => query.get(name))
  const own = { ...(cert ? { cert: readPem(cert) } : {}), ...(key ? { key: readPem(key) } : {}) }
  const isLibpq = query.get('uselibpqcompat') === 'true'
  switch (mode) {
    case 'none':
      return undefined
    case 'disable':
      return false
    case 'no-verify':
      return { ...own, rejectUnauthorized: false }
    case 'verify-ca':
      if (!('ca' in ca))
        throw new PlainError(
          'sslmode=verify-ca needs the certificate of its authority: set DATABASE_CA_FILE.',
        )
      return { ...own, ...ca, checkServerIdentity: () => undefined }
    case 'allow':
    case 'prefer':
    case 'require':
      return isLibpq && !('ca' in ca) ? { ...own, rejectUnauthorized: false } : { ...own, ...ca }
    case 'verify-full':
      return { ...own, ...ca }
    default:
      throw new PlainError(
        'The sslmode in the address of the database must be disable, require, verify-ca, verify-full or no-verify.',
      )
  }
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new PlainError(
      `The certificate ${file} cannot be read. See that it is there, and readable for Readout.`,
      {
        cause,
      },
    )
  }
}
