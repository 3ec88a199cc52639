import { z } from 'zod'
import { idField, instantField, nameField, pageSchema, slugField } from '#api/contract/common.ts'
import { factorAskedSchema } from '#api/contract/factor.ts'
import { languageSchema } from '#api/contract/language.ts'

/** What a person is at this installation. */
export const roleSchema = z.enum(['owner', 'host', 'bookkeeper'])
export type Role = z.infer<typeof roleSchema>
export const ROLES = roleSchema.options

/** What a key may do; `admin` includes the others. */
export const scopeSchema = z.enum(['intake', 'read', 'export', 'admin'])
export type Scope = z.infer<typeof scopeSchema>
export const SCOPES = scopeSchema.options

/** Trimmed and in small letters: an account's name. Tailscale's logins (`name@github`) are no addresses but count too. */
export const emailField = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+$/)
/** As typed for signing in; what a new password must be is said by `checkNewPassword`. */
const passwordField = z.string().min(1).max(1000)
const tokenField = z.string().min(1).max(200)
const personNameField = z.string().trim().min(1).max(100)

/** The shows that a role or key is for; null: all, and the installation. */
const showsField = z.array(slugField).min(1).max(500).nullable()
/** An owner's role is for all of it. */
const isOwnerOfAll = { error: 'An owner is one of all shows', path: ['shows'] }

/** `POST /auth/sign-in` */
export const signInSchema = z.strictObject({
  email: z.string().trim().toLowerCase().min(1).max(254),
  password: passwordField,
})
export type SignIn = z.infer<typeof signInSchema>

/** What a credential may do: each is a requirement of routes, see `api/auth/capability.ts`. */
export const capabilitySchema = z.enum([
  'public',
  'self',
  'person',
  'read',
  'intake',
  'export',
  'edit',
  'payments',
  'books',
  'admin',
])
export type Capability = z.infer<typeof capabilitySchema>

/** `GET /auth/me`, and the answer of sign-in, setup and of an accepted invitation. */
export const meSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    id: idField,
    email: z.string(),
    name: z.string().nullable(),
    role: roleSchema,
    /** `proxy`: signed in by a trusted proxy, so there is no session to end here. */
    via: z.enum(['session', 'proxy']),
    /** False for one who only ever comes through the proxy. */
    has_password: z.boolean(),
    /** The shows that the role is for; null: all, and the installation. */
    shows: z.array(slugField).nullable(),
    /** One's role needs a second factor, and one came without: set one up first. */
    lacks_factor: z.boolean(),
    /** What the studio is in; null: what the browser asks for. */
    language: languageSchema.nullable(),
    may: z.array(capabilitySchema),
  }),
  z.object({
    kind: z.literal('key'),
    id: idField,
    name: z.string(),
    scopes: z.array(scopeSchema),
    source: z.string().nullable(),
    shows: z.array(slugField).nullable(),
    may: z.array(capabilitySchema),
  }),
])
export type Me = z.infer<typeof meSchema>
/** `POST /auth/sign-in`, `POST /invites/accept`: who one is, or what is asked beside the password. */
export const signInAnswerSchema = z.discriminatedUnion('kind', [...meSchema.options, factorAskedSchema])

/** `POST /auth/password`: changes one's own; every other session ends. */
export const changePasswordSchema = z.strictObject({
  current_password: passwordField,
  new_password: passwordField,
})
export type ChangePassword = z.infer<typeof changePasswordSchema>

/** `PUT /auth/language`: what the studio is in for oneself; null: what the browser asks for. */
export const chooseLanguageSchema = z.strictObject({ language: languageSchema.nullable() })
export type ChooseLanguage = z.infer<typeof chooseLanguageSchema>

/** `GET /auth/sessions`; `DELETE /auth/sessions/{id}` ends one, `DELETE /auth/sessions` all of them. */
export const sessionSchema = z.object({
  id: idField,
  current: z.boolean(),
  created_at: instantField,
  last_used_at: instantField,
  expires_at: instantField,
  address: z.string().nullable(),
  /** What a person would call the browser, by what it says of itself. */
  browser: z.string(),
  user_agent: z.string().nullable(),
  /** What it began with beside the password: `link` is one that was made on the machine itself. */
  factor: z.enum(['passkey', 'code', 'recovery', 'link']).nullable(),
  /** What was last changed with it, as the audit log names it. */
  last_action: z.string().nullable(),
  last_action_at: instantField.nullable(),
})
export type SessionJson = z.infer<typeof sessionSchema>
export const sessionListSchema = pageSchema(sessionSchema)

/** `GET /setup`: whether an owner's account is still to be made, with the one-time link. */
export const setupStateSchema = z.object({ needed: z.boolean() })
/** `POST /setup/check`, `POST /invites/check`, `POST /auth/link`: what the link's fragment holds. 410 where it is used, replaced or expired. */
export const linkTokenSchema = z.strictObject({ token: tokenField })
/** `POST /setup`: makes the owner's account and signs in. */
export const setupSchema = z.strictObject({
  token: tokenField,
  email: emailField,
  name: personNameField.optional(),
  password: passwordField,
})
export type Setup = z.infer<typeof setupSchema>

/** Answer of `POST /invites/check`. */
export const invitationSchema = z.object({
  email: z.string(),
  role: roleSchema,
  shows: z.array(z.string()).nullable(),
  expires_at: instantField,
})
/** `POST /invites/accept`: makes the account that the invitation names, and signs in. */
export const acceptInviteSchema = z.strictObject({
  token: tokenField,
  name: personNameField.optional(),
  password: passwordField,
})
export type AcceptInvite = z.infer<typeof acceptInviteSchema>

/** `GET /users` (owner). */
export const userSchema = z.object({
  id: idField,
  email: z.string(),
  name: z.string().nullable(),
  role: roleSchema,
  shows: z.array(slugField).nullable(),
  has_password: z.boolean(),
  /** A passkey, or an app that shows codes. */
  has_factor: z.boolean(),
  created_at: instantField,
  last_signed_in_at: instantField.nullable(),
})
export type UserJson = z.infer<typeof userSchema>
export const userListSchema = pageSchema(userSchema)

/** `PATCH /users/{id}` (owner). A new role, or other shows, end that person's sessions; an owner is one of all shows. */
export const userPatchSchema = z
  .strictObject({ role: roleSchema, name: personNameField.nullable(), shows: showsField })
  .partial()
export type UserPatch = z.infer<typeof userPatchSchema>

/** `POST /users/invites` (owner). For an account that exists the link sets a new password. */
export const newInviteSchema = z
  .strictObject({ email: emailField, role: roleSchema, shows: showsField.default(null) })
  .refine(({ role, shows }) => role !== 'owner' || shows === null, isOwnerOfAll)
export type NewInvite = z.infer<typeof newInviteSchema>
/** `GET /users/invites` (owner); `DELETE /users/invites/{id}` takes one back. */
export const inviteSchema = z.object({
  id: idField,
  email: z.string(),
  role: roleSchema,
  shows: z.array(slugField).nullable(),
  state: z.enum(['open', 'used', 'expired', 'revoked']),
  created_at: instantField,
  expires_at: instantField,
  used_at: instantField.nullable(),
})
export type InviteJson = z.infer<typeof inviteSchema>
export const inviteListSchema = pageSchema(inviteSchema)
/** Answer of `POST /users/invites`: the only time that the link is shown. */
export const createdInviteSchema = inviteSchema.extend({ link: z.string() })

/** `POST /users` (owner): someone who comes through the trusted proxy and needs no password here. */
export const newUserSchema = z
  .strictObject({
    email: emailField,
    name: personNameField.optional(),
    role: roleSchema,
    shows: showsField.default(null),
  })
  .refine(({ role, shows }) => role !== 'owner' || shows === null, isOwnerOfAll)

/**
 * `POST /keys` (owner). A key bound to a source reports for that one only, and on no other wallet than the source's own and the one
 * named here. One that is for some shows sees, changes and reports nothing else; with `admin` it may do what a host and a bookkeeper of
 * these shows may. What it reports has to name one of them, and comes from its source.
 */
export const newKeySchema = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(scopeSchema).min(1).max(SCOPES.length),
    source: nameField(200).nullable().default(null),
    wallet: nameField(200).nullable().default(null),
    shows: showsField.default(null),
  })
  .refine(({ source, wallet }) => wallet === null || source !== null, {
    error: 'A wallet goes with the source that the key is bound to',
    path: ['wallet'],
  })
  .refine(({ scopes, shows, source }) => shows === null || source !== null || !scopes.includes('intake'), {
    error: 'A key that reports for some shows is bound to a source',
    path: ['source'],
  })
export type NewKey = z.infer<typeof newKeySchema>
/** `GET /keys` (owner); `DELETE /keys/{id}` revokes one. */
export const keySchema = z.object({
  id: idField,
  name: z.string(),
  scopes: z.array(scopeSchema),
  source: z.string().nullable(),
  wallet: z.string().nullable(),
  shows: z.array(slugField).nullable(),
  /** The first letters, to tell keys apart. */
  prefix: z.string(),
  created_at: instantField,
  last_used_at: instantField.nullable(),
  last_used_from: z.string().nullable(),
  revoked_at: instantField.nullable(),
})
export type KeyJson = z.infer<typeof keySchema>
export const keyListSchema = pageSchema(keySchema)
/** Answer of `POST /keys`: the only time that the key is shown. */
export const createdKeySchema = keySchema.extend({ key: z.string() })
