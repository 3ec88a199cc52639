import { z } from 'zod'
import { idField, instantField, nameField, pageSchema, textField } from '#api/contract/common.ts'

/** In letters. */
export const LONGEST_TEMPLATE = 10_000

const wayField = nameField(100)
const perMinuteField = z.int().min(1).max(600).nullable()
const templateField = z.string().min(1).max(LONGEST_TEMPLATE)
const hostField = textField(1, 255)
const portField = z.int().min(1).max(65_535)
/** The host in the address, where it is in a network of one's own. */
export const ownNetworkField = hostField.nullable()

/** How what listeners wrote is made plain in a body, beside what JSON asks for: `markdown` where the service reads that. */
const marksField = z.enum(['plain', 'markdown']).default('plain')

export const webhookBodySchema = z.discriminatedUnion('kind', [
  /** `outgoingBodySchema`, signed. */
  z.strictObject({ kind: z.literal('readout') }),
  /** The fields that Helipad's webhook sends, for what listens to that. */
  z.strictObject({ kind: z.literal('helipad') }),
  z.strictObject({
    kind: z.literal('template'),
    method: z.enum(['POST', 'PUT']).default('POST'),
    format: z.enum(['json', 'text']).default('json'),
    marks: marksField,
    template: templateField,
  }),
])
export type WebhookBody = z.output<typeof webhookBodySchema>

const tokenField = textField(1, 2_000).regex(
  /^[\x21-\x7e]+$/,
  'A token has no spaces and no letters beyond ASCII',
)
const webhookFields = {
  /** `{{id}}` in it is the id of what is told. */
  address: textField(1, 2_000),
  /** Sent as `Authorization: Bearer TOKEN`. */
  token: tokenField.nullable(),
  body: webhookBodySchema,
  own_network: ownNetworkField,
}

const mailField = textField(3, 254).regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/, 'This is no mail address')
const mailFields = {
  recipients: z.array(mailField).min(1).max(20),
  sender: mailField,
  server: hostField,
  port: portField,
  /** `tls` from the first byte, `starttls` before anything is said; `none` in a network of one's own only. */
  security: z.enum(['tls', 'starttls', 'none']),
  user: textField(1, 254).nullable(),
  password: z.string().min(1).max(1_000).nullable(),
  subject: templateField.max(500),
  text: templateField,
  own_network: ownNetworkField,
}

/** Relays of Nostr. */
export const relaysField = z
  .array(textField(1, 500).regex(/^wss?:\/\//, 'A relay begins with wss://'))
  .min(1)
  .max(10)

const nostrFields = {
  /** The secret key that notes are signed with, `nsec1…` or hex; null: one is made. */
  secret_key: textField(1, 200).nullable(),
  /** Or a signer that holds the key (NIP-46): `bunker://…`, or one that came, as `/ways-out/signers/wait` gave it; null: what is kept stays. */
  signer: textField(1, 10_000).nullable(),
  relays: relaysField,
  text: templateField,
  /** So long it waits for a note of who sent the boost, in seconds. */
  wait_s: z.int().min(0).max(3_600),
  own_network: ownNetworkField,
}

const oscFields = {
  host: hostField,
  port: portField,
  /** The address pattern of OSC, `/boost`. */
  path: textField(1, 200).regex(/^\/[\x21-\x7e]*$/, 'An OSC address begins with / and has no spaces'),
  /** Templates: what comes out as a number is sent as one. */
  args: z.array(templateField.max(500)).max(16),
  own_network: ownNetworkField,
}

const midiSchema = z.strictObject({
  channel: z.int().min(1).max(16),
  note: z.int().min(0).max(127),
  velocity: z.int().min(1).max(127),
  ms: z.int().min(10).max(10_000),
})
export type MidiNote = z.infer<typeof midiSchema>
const studioFields = {
  /** The id of a sound. */
  sound: idField.nullable(),
  midi: midiSchema.nullable(),
}

const named = { name: wayField, per_minute: perMinuteField.default(30) }

export const newWayOutSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('webhook'),
    ...named,
    ...webhookFields,
    token: webhookFields.token.default(null),
    own_network: ownNetworkField.default(null),
  }),
  z.strictObject({
    kind: z.literal('mail'),
    ...named,
    ...mailFields,
    user: mailFields.user.default(null),
    password: mailFields.password.default(null),
    own_network: ownNetworkField.default(null),
  }),
  z.strictObject({
    kind: z.literal('nostr'),
    ...named,
    ...nostrFields,
    secret_key: nostrFields.secret_key.default(null),
    signer: nostrFields.signer.default(null),
    wait_s: nostrFields.wait_s.default(120),
    own_network: ownNetworkField.default(null),
  }),
  z.strictObject({
    kind: z.literal('osc'),
    ...named,
    ...oscFields,
    args: oscFields.args.default([]),
    own_network: ownNetworkField.default(null),
  }),
  z.strictObject({
    kind: z.literal('studio'),
    ...named,
    sound: studioFields.sound.default(null),
    midi: studioFields.midi.default(null),
  }),
])
export type NewWayOut = z.output<typeof newWayOutSchema>
export type WayKind = NewWayOut['kind']
export type NewWayOf<Kind extends WayKind> = Extract<NewWayOut, { kind: Kind }>
/** What is given for a way, beside its name and pace. */
export type GivenOf<Kind extends WayKind> = Omit<NewWayOf<Kind>, 'name' | 'per_minute'>

const common = { per_minute: perMinuteField, active: z.boolean() }

/** What is given changes; what is left out, secrets too, stays. A way stays of its kind. */
export const wayOutPatchSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({ ...common, ...webhookFields })
    .partial()
    .extend({ kind: z.literal('webhook') }),
  z
    .strictObject({ ...common, ...mailFields })
    .partial()
    .extend({ kind: z.literal('mail') }),
  z
    .strictObject({ ...common, ...nostrFields })
    .partial()
    .extend({ kind: z.literal('nostr') }),
  z
    .strictObject({ ...common, ...oscFields })
    .partial()
    .extend({ kind: z.literal('osc') }),
  z
    .strictObject({ ...common, ...studioFields })
    .partial()
    .extend({ kind: z.literal('studio') }),
])
export type WayOutPatch = z.output<typeof wayOutPatchSchema>

/** What is known of a way that is no secret. */
export const waySettingsSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('webhook'),
    body: webhookBodySchema,
    /** The name in its address. */
    host: z.string(),
    /** Whether the owner allowed that it is in a network of one's own, and without https. */
    own_network: z.boolean(),
  }),
  z.object({
    kind: z.literal('mail'),
    ...mailFields,
    own_network: z.boolean(),
    /** Whether one is kept. */
    password: z.boolean(),
  }),
  z.object({
    kind: z.literal('nostr'),
    relays: nostrFields.relays,
    text: z.string(),
    wait_s: z.int(),
    own_network: ownNetworkField,
    /** Of the key, in hex. */
    pubkey: z.string(),
    npub: z.string(),
    /** A signer elsewhere holds the key. */
    signer: z.literal(true).optional(),
  }),
  z.object({ kind: z.literal('osc'), ...oscFields, own_network: z.boolean() }),
  z.object({
    kind: z.literal('studio'),
    sound: z.object({ id: idField, name: z.string() }).nullable(),
    midi: midiSchema.nullable(),
  }),
])
export type WaySettings = z.infer<typeof waySettingsSchema>
export type SettingsOf<Kind extends WayKind> = Extract<WaySettings, { kind: Kind }>

export const wayOutSchema = z.object({
  name: z.string(),
  settings: waySettingsSchema,
  per_minute: z.int().nullable(),
  active: z.boolean(),
  waiting: z.int(),
  /** How often in a row it could not be reached; it is tried again at `next_at`. */
  failures: z.int(),
  next_at: instantField.nullable(),
})
export type WayOutJson = z.infer<typeof wayOutSchema>
export const wayOutListSchema = pageSchema(wayOutSchema)
export const wayParamsSchema = z.object({ name: wayField })

/** With the secret that what it sends is signed with, shown once; null where it is not signed. */
export const wayMadeSchema = z.object({ name: z.string(), signing_secret: z.string().nullable() })

/** Bodies to begin with, for services that many use. */
export const readyBodySchema = z.object({
  name: z.string(),
  /** What its address looks like. */
  address: z.string(),
  hint: z.string(),
  needs_token: z.boolean(),
  body: webhookBodySchema,
})
/** With the words that a mail and a note begin with. */
export const readyBodyListSchema = pageSchema(readyBodySchema).extend({
  mail: z.object({ subject: z.string(), text: z.string() }),
  note: z.string(),
})

/** A sound that the studio's pages can play. */
export const soundSchema = z.object({
  id: idField,
  name: z.string(),
  type: z.string(),
  size: z.int(),
  created_at: instantField,
})
export type SoundJson = z.infer<typeof soundSchema>
export const soundListSchema = pageSchema(soundSchema)
export const soundQuerySchema = z.object({ name: textField(1, 100) })

/** What a page of the studio is to do, as a hint named it. */
export const alertSchema = z.object({
  id: idField,
  way: z.string(),
  said: z.string(),
  sound: idField.nullable(),
  midi: midiSchema.nullable(),
  at: instantField,
})
export type AlertJson = z.infer<typeof alertSchema>
