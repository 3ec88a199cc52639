import type { GivenOf, NewWayOut, WayKind, WayOutPatch, WaySettings } from '#api/contract/outgoing/way.ts'
import { AppError } from '#api/errors.ts'
import { PlainError } from '#api/lib/errors.ts'
import type { Outcome } from '#api/outgoing/outbox/settle-try.ts'
import type { Told } from '#api/outgoing/way/body/compose.ts'
import { mail } from '#api/outgoing/way/mail/mail.ts'
import { nostr } from '#api/outgoing/way/nostr/nostr.ts'
import { osc } from '#api/outgoing/way/osc/osc.ts'
import { sealSecrets } from '#api/outgoing/way/secrets.ts'
import { studio } from '#api/outgoing/way/studio/studio.ts'
import type { Kept, Making, Sending, WayKindOf } from '#api/outgoing/way/way-kind.ts'
import { webhook } from '#api/outgoing/way/webhook/webhook.ts'
import type { WayOut } from '#db/schema/outgoing.ts'

/** What is written of a way: its settings, and its secrets sealed. */
export type Written = { settings: WaySettings; secret: string }

/** What is to be written of a new way. @throws AppError unprocessable where what is given will not do */
export function writeNew(ctx: Making, { name: _, per_minute: __, ...given }: NewWayOut): Promise<Written> {
  switch (given.kind) {
    case 'webhook':
      return write(webhook, ctx, given, null)
    case 'mail':
      return write(mail, ctx, given, null)
    case 'nostr':
      return write(nostr, ctx, given, null)
    case 'osc':
      return write(osc, ctx, given, null)
    case 'studio':
      return write(studio, ctx, given, null)
  }
}

/**
 * What is to be written of a way with a part of it changed; where it leads elsewhere, it is asked anew whether that may be in one's own
 * network.
 * @throws AppError unprocessable where that will not do, or it is of another kind
 */
export function writeChanged(
  ctx: Making,
  { settings, secret }: Pick<WayOut, 'settings' | 'secret'>,
  patch: WayOutPatch,
): Promise<Written> {
  if (settings.kind === 'webhook' && patch.kind === 'webhook')
    return rewrite(webhook, ctx, { settings, secret }, askedAnew(patch, 'address'))
  if (settings.kind === 'mail' && patch.kind === 'mail')
    return rewrite(mail, ctx, { settings, secret }, askedAnew(patch, 'server'))
  if (settings.kind === 'nostr' && patch.kind === 'nostr')
    return rewrite(nostr, ctx, { settings, secret }, askedAnew(patch, 'relays'))
  if (settings.kind === 'osc' && patch.kind === 'osc')
    return rewrite(osc, ctx, { settings, secret }, askedAnew(patch, 'host'))
  if (settings.kind === 'studio' && patch.kind === 'studio')
    return rewrite(studio, ctx, { settings, secret }, patch)
  throw new AppError('unprocessable', 'A way stays of its kind. Make another for this.')
}

type WayToSend = Pick<WayOut, 'id' | 'name' | 'settings' | 'secret'>

/** Sends what is told by a way, once; what cannot be written is refused. */
export async function sendBy(
  ctx: Sending,
  way: WayToSend,
  told: Told,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    return await sendByKind(ctx, way, told, signal)
  } catch (error) {
    if (!(error instanceof PlainError)) throw error
    return { kind: 'refused', answer: error.message }
  }
}

function sendByKind(
  ctx: Sending,
  { id, name, settings, secret }: WayToSend,
  told: Told,
  signal: AbortSignal,
): Promise<Outcome> {
  const way = { id, name }
  switch (settings.kind) {
    case 'webhook':
      return webhook.send(ctx, { ...way, settings, secrets: webhook.open(secret, ctx) }, told, signal)
    case 'mail':
      return mail.send(ctx, { ...way, settings, secrets: mail.open(secret, ctx) }, told, signal)
    case 'nostr':
      return nostr.send(ctx, { ...way, settings, secrets: nostr.open(secret, ctx) }, told, signal)
    case 'osc':
      return osc.send(ctx, { ...way, settings, secrets: osc.open(secret, ctx) }, told, signal)
    case 'studio':
      return studio.send(ctx, { ...way, settings, secrets: studio.open(secret, ctx) }, told, signal)
  }
}

/** What whoever made it is shown once: the secret that what it sends is signed with; null where that is of no use. */
export function signingSecretOf(
  { secrets }: Pick<Making, 'secrets'>,
  { settings, secret }: Written,
): string | null {
  return settings.kind === 'webhook' && settings.body.kind === 'readout'
    ? webhook.open(secret, { secrets }).signing
    : null
}

async function write<Kind extends WayKind, Secrets extends object>(
  kind: WayKindOf<Kind, Secrets>,
  ctx: Making,
  given: GivenOf<Kind>,
  known: Secrets | null,
): Promise<Written> {
  const { settings, secrets } = await kind.keep(given, ctx, known)
  return { settings, secret: sealSecrets(ctx.secrets, secrets) }
}

async function rewrite<Kind extends WayKind, Secrets extends object>(
  kind: WayKindOf<Kind, Secrets>,
  ctx: Making,
  { settings, secret }: { settings: Kept<Kind, Secrets>['settings']; secret: string },
  patch: Changed<GivenOf<Kind>>,
): Promise<Written> {
  const secrets = kind.open(secret, ctx)
  return await write(kind, ctx, changed(kind.givenFor({ settings, secrets }), patch), secrets)
}

/** @param place what says where it leads */
function askedAnew<Patch extends { own_network?: string | null | undefined }>(
  patch: Patch,
  place: keyof Patch,
): Patch {
  return patch[place] === undefined ? patch : { own_network: null, ...patch }
}

type Changed<Given> = { [Name in keyof Given]?: Given[Name] | undefined }

function changed<Given extends object>(given: Given, patch: Changed<Given>): Given {
  const merged = { ...given }
  for (const name in given) {
    const value = patch[name]
    if (value !== undefined) merged[name] = value
  }
  return merged
}
