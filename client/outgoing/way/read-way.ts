import type { NewWayOut, WayKind, WayOutPatch, WebhookBody } from '#api/contract/outgoing/way.ts'

type Fields = Record<string, string>
type Unnamed<Given> = Given extends unknown ? Omit<Given, 'name' | 'per_minute'> : never

/** What is sent of a form for a way of this kind; of a secret that is left empty nothing, so that what is kept stays. */
export function readWay(kind: WayKind, fields: Fields, body: WebhookBody): Unnamed<NewWayOut> {
  switch (kind) {
    case 'webhook':
      return {
        kind,
        address: fields.address ?? '',
        token: fields.token || null,
        body,
        own_network: fields.own || null,
      }
    case 'mail':
      return {
        kind,
        recipients: listOf(fields.recipients),
        sender: fields.sender ?? '',
        server: fields.server ?? '',
        port: Number(fields.port),
        security: fields.security === 'starttls' || fields.security === 'none' ? fields.security : 'tls',
        user: fields.user || null,
        password: fields.password || null,
        subject: fields.subject ?? '',
        text: fields.text ?? '',
        own_network: fields.own || null,
      }
    case 'nostr':
      return {
        kind,
        secret_key: fields.secret_key || null,
        // One that has not come yet is refused by the service, rather than a key made in its place.
        signer: fields.signer || (fields.holder === 'coming' ? 'not yet' : null),
        relays: listOf(fields.relays),
        text: fields.text ?? '',
        wait_s: Number(fields.wait_s || 0),
        own_network: fields.own || null,
      }
    case 'osc':
      return {
        kind,
        host: fields.host ?? '',
        port: Number(fields.port),
        path: fields.path ?? '',
        args: (fields.args ?? '').split('\n').filter((line) => line !== ''),
        own_network: fields.own || null,
      }
    case 'studio':
      return {
        kind,
        sound: fields.sound || null,
        midi: fields.note
          ? {
              note: Number(fields.note),
              channel: Number(fields.channel || 1),
              velocity: Number(fields.velocity || 100),
              ms: Number(fields.ms || 500),
            }
          : null,
      }
  }
}

/** The same as a change: a secret that was left empty stays. */
export function readChange(kind: WayKind, fields: Fields, body: WebhookBody): WayOutPatch {
  const given = readWay(kind, fields, body)
  if (given.kind === 'webhook') {
    const { address, token, ...rest } = given
    return { ...rest, ...(address ? { address } : {}), ...(token ? { token } : {}) }
  }
  if (given.kind === 'mail') {
    const { password, user, ...rest } = given
    // Without a name there is no password either.
    if (user === null) return { ...rest, user, password: null }
    return { ...rest, user, ...(password === null ? {} : { password }) }
  }
  if (given.kind === 'nostr') {
    const { secret_key, signer, ...rest } = given
    return {
      ...rest,
      ...(secret_key === null ? {} : { secret_key }),
      ...(signer === null ? {} : { signer }),
    }
  }
  return given
}

/** The host of an address; nothing where it is none. */
export function hostOf(address: string | undefined): string {
  const filled = (address ?? '').replaceAll('{{id}}', 'id')
  return URL.canParse(filled) ? new URL(filled).hostname : ''
}

function listOf(text: string | undefined): string[] {
  return (text ?? '').split(/[\s,;]+/).filter((one) => one !== '')
}
