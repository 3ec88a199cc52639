import { z } from 'zod'
import { instantField } from '#api/contract/common.ts'

/** What WebAuthn's JSON holds has names of its own; only what is read of it is said here (W3C WebAuthn level 3, 5.1). */
const base64url = z.string().min(1).max(20_000)
const verificationSchema = z.enum(['discouraged', 'preferred', 'required'])
/**
 * How a browser reaches what holds a passkey: `usb`, `nfc` or `ble`, `internal` to the device, or `hybrid`, a phone beside it. Browsers
 * pass over what they do not know.
 */
const transportsSchema = z.array(z.string().max(100)).max(20)
const keyRefSchema = z.object({
  id: z.string(),
  type: z.string(),
  transports: transportsSchema.exactOptional(),
})

/** What a browser is asked for a passkey that is known: `startAuthentication` takes it. */
export const passkeyQuestionSchema = z.object({
  challenge: z.string(),
  timeout: z.number().exactOptional(),
  rpId: z.string().exactOptional(),
  allowCredentials: z.array(keyRefSchema).exactOptional(),
  userVerification: verificationSchema.exactOptional(),
})

/** What a browser is asked for a new passkey: `startRegistration` takes it. */
export const newPasskeyQuestionSchema = z.object({
  rp: z.object({ name: z.string(), id: z.string().exactOptional() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.object({ alg: z.number(), type: z.literal('public-key') })),
  timeout: z.number().exactOptional(),
  excludeCredentials: z.array(keyRefSchema).exactOptional(),
  authenticatorSelection: z
    .object({
      residentKey: verificationSchema.exactOptional(),
      requireResidentKey: z.boolean().exactOptional(),
      userVerification: verificationSchema.exactOptional(),
    })
    .exactOptional(),
  attestation: z.enum(['direct', 'enterprise', 'indirect', 'none']).exactOptional(),
})

const answered = {
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({ appid: z.boolean().exactOptional() }),
}

/** What a browser answers with a passkey. */
export const passkeyAnswerSchema = z.object({
  ...answered,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: z.string().max(200).exactOptional(),
  }),
})
/** What a browser answers that made one. */
export const newPasskeyAnswerSchema = z.object({
  ...answered,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: transportsSchema.exactOptional(),
  }),
})

const stepField = z.string().min(1).max(400)
/** Of an app, six digits; of the list of recovery codes, four times four letters. */
const codeField = z.string().trim().min(6).max(40)

export const wayOfProofSchema = z.enum(['passkey', 'code', 'recovery'])

/** Answer of a sign-in that is not at its end: one of these is asked, and `POST /auth/sign-in/factor` takes it. */
export const factorAskedSchema = z.object({
  kind: z.literal('factor'),
  /** Names what is asked; it holds for ten minutes. */
  step: z.string(),
  ways: z.array(wayOfProofSchema),
  /** What the browser is to be asked; null without a passkey. */
  passkey: passkeyQuestionSchema.nullable(),
})
export type PasskeyQuestion = z.infer<typeof passkeyQuestionSchema>
export type NewPasskeyQuestion = z.infer<typeof newPasskeyQuestionSchema>
export type FactorAsked = z.infer<typeof factorAskedSchema>

/** `POST /auth/sign-in/factor`: a code of the app or of the list, or the browser's answer. */
export const factorGivenSchema = z.union([
  z.strictObject({ step: stepField, code: codeField }),
  z.strictObject({ step: stepField, passkey: passkeyAnswerSchema }),
])
export type FactorGiven = z.infer<typeof factorGivenSchema>

/** `POST /auth/passkey/ask`, without a session, and `POST /auth/factors/passkeys/ask`. */
export const passkeyAskedSchema = z.object({ step: z.string(), passkey: passkeyQuestionSchema })
export const newPasskeyAskedSchema = z.object({ step: z.string(), passkey: newPasskeyQuestionSchema })
/** `POST /auth/passkey` */
export const passkeyGivenSchema = z.strictObject({ step: stepField, passkey: passkeyAnswerSchema })
/** `POST /auth/factors/passkeys` */
export const newPasskeySchema = z.strictObject({
  step: stepField,
  name: z.string().trim().min(1).max(100),
  passkey: newPasskeyAnswerSchema,
})

/** `GET /auth/factors`: how one comes in, beside the password. */
export const factorsSchema = z.object({
  passkeys: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      created_at: instantField,
      last_used_at: instantField.nullable(),
    }),
  ),
  /** Since when there is an app that shows codes. */
  code_app_since: instantField.nullable(),
  /** Recovery codes that were not used yet. */
  recovery_codes_left: z.int(),
  /** Whether one's role comes in by a second factor only. */
  demanded: z.boolean(),
  /** Whether passkeys can be made where Readout is opened: at a name, over https or on this machine. */
  passkeys_possible: z.boolean(),
  /** What a person would call the browser that asks. */
  browser: z.string(),
})
export type FactorsJson = z.infer<typeof factorsSchema>
/** Answer to the first factor: the only time that the recovery codes are shown. */
export const factorAddedSchema = factorsSchema.extend({ recovery_codes: z.array(z.string()).nullable() })

/** `POST /auth/factors/code-app/begin`: what the app reads, as an address or typed. */
export const codeAppSchema = z.object({ uri: z.string(), secret: z.string() })
/** `POST /auth/factors/code-app` */
export const codeGivenSchema = z.strictObject({ code: codeField })
/** `POST /auth/factors/recovery-codes` */
export const recoveryCodesSchema = z.object({ recovery_codes: z.array(z.string()) })
/** `DELETE /auth/factors/passkeys/{key}` */
export const passkeyParamsSchema = z.object({ key: z.string().min(1).max(2000) })

/** `POST /auth/prove/ask`: by which of these one says again that it is oneself. */
export const proofAskedSchema = z.object({
  step: z.string(),
  ways: z.array(z.enum(['password', ...wayOfProofSchema.options])),
  passkey: passkeyQuestionSchema.nullable(),
})
/** `POST /auth/prove` */
export const proofGivenSchema = z.union([
  z.strictObject({ password: z.string().min(1).max(1000) }),
  z.strictObject({ step: stepField, code: codeField }),
  z.strictObject({ step: stepField, passkey: passkeyAnswerSchema }),
])
export type ProofGiven = z.infer<typeof proofGivenSchema>

/** `GET`, `PUT /users/second-factor` (owner): the roles that come in by a second factor only. */
export const factorDemandSchema = z.strictObject({
  roles: z.array(z.enum(['owner', 'host', 'bookkeeper'])).max(3),
})
