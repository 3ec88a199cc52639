import type { ColumnType, Generated, Selectable } from 'kysely'
import type { Language } from '#api/contract/language.ts'
import type { InstantByDefault, InstantOnce, Json } from '#db/schema/columns.ts'

export type UserTable = {
  id: string
  /** In small letters. */
  email: string
  name: string | null
  role: 'owner' | 'host' | 'bookkeeper'
  /** The shows that the role is for; null: all, and the installation. */
  show_ids: number[] | null
  /** PHC string; null for one who only comes through a trusted proxy. */
  password_hash: string | null
  /** What the studio is in for them; null: what their browser asks for. */
  language: Language | null
  created_at: InstantByDefault
  last_signed_in_at: InstantOnce
}
export type User = Selectable<UserTable>

export type SessionTable = {
  /** Names the session in lists; says nothing about its token. */
  id: string
  /** SHA-256 of the cookie's value. */
  token_hash: Buffer
  user_id: string
  created_at: InstantByDefault
  last_used_at: InstantByDefault
  address: string | null
  /** What a person would call the browser; null of sessions that began before it was noted. */
  browser: string | null
  user_agent: string | null
  /** What it began with beside the password; null: nothing. */
  factor: SessionFactor | null
  /** When it was last seen that it is its person's. */
  proven_at: InstantByDefault
  /** What was last changed with it, as the audit log names it. */
  last_action: string | null
  last_action_at: InstantOnce
}
/** `link`: by one that was made on the machine itself, past any other. */
export type SessionFactor = 'passkey' | 'code' | 'recovery' | 'link'

export type PasskeyTable = {
  /** As the authenticator names it, in base64url. */
  id: string
  user_id: string
  name: string
  public_key: Buffer
  counter: number
  transports: string[]
  created_at: InstantByDefault
  last_used_at: InstantOnce
}

/** An app that shows codes. */
export type CodeAppTable = {
  user_id: string
  /** Sealed. */
  secret: string
  confirmed_at: InstantOnce
  /** The half minute of the last code that was taken. */
  last_step: Generated<number>
}

export type RecoveryCodeTable = { user_id: string; code_hash: Buffer; used_at: InstantOnce }

/** What was asked of somebody and is not answered yet; of a passkey alone, what was answered. */
export type FactorStepTable = {
  token_hash: Buffer
  kind: 'sign-in' | 'passkey' | 'register' | 'prove'
  user_id: string
  challenge: string
  created_at: InstantByDefault
}

export type InviteTable = {
  id: string
  token_hash: Buffer
  email: string
  role: UserTable['role']
  show_ids: number[] | null
  created_at: InstantByDefault
  expires_at: ColumnType<Date, Date, Date>
  used_at: InstantOnce
  revoked_at: InstantOnce
}
export type Invite = Selectable<InviteTable>

export type SetupLinkTable = {
  token_hash: Buffer
  created_at: InstantByDefault
  used_at: InstantOnce
}

/** Signs its person in, once. */
export type SignInLinkTable = {
  token_hash: Buffer
  user_id: string
  created_at: InstantByDefault
  expires_at: ColumnType<Date, Date, Date>
  used_at: InstantOnce
}

export type ApiKeyTable = {
  id: string
  name: string
  /** SHA-256 of the whole key. */
  key_hash: Buffer
  /** The first letters, to tell keys apart. */
  prefix: string
  scopes: ('intake' | 'read' | 'export' | 'admin')[]
  /** The only source that it may report for; null for any. */
  source: string | null
  /** The wallet that it may name beside its source's own. */
  wallet: string | null
  /** The only shows that it tells of; null: all. */
  show_ids: number[] | null
  created_at: InstantByDefault
  last_used_at: InstantOnce
  last_used_from: ColumnType<string | null, string | null | undefined, string | null>
  revoked_at: InstantOnce
}
export type ApiKey = Selectable<ApiKeyTable>

export type AuditLogTable = {
  id: string
  at: InstantByDefault
  actor_kind: 'person' | 'key' | 'command' | 'nobody'
  actor_id: string | null
  actor_name: string
  action: string
  subject: Json<Record<string, string>>
  address: string | null
  detail: Json<Record<string, unknown>>
  grows: Generated<boolean>
  /** Its place in the chain; null until it is sealed. */
  seq: ColumnType<number | null, never, number>
  hash: ColumnType<Buffer | null, never, Buffer>
}
