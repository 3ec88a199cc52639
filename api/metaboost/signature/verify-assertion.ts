import { hash } from 'node:crypto'
import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose'
import type { App, AppRegistry } from '#api/metaboost/app/app-registry.ts'
import { Refusal, type RefusalCode } from '#api/metaboost/refusal.ts'

/** What an app signs, in seconds. */
const LONGEST_S = 300
const SKEW_S = 60

/** A request as far as the signature is about it. */
export type Signed = {
  authorization: string | undefined
  method: string
  /** As it was asked for, without the query. */
  path: string
  /** As it came. */
  body: Uint8Array
  /** From which address. */
  address: string
}

/** Who signed a request, and what tells this signature from all others until it ends. */
export type Assertion = { app: App; digest: Buffer; until: Date }

/**
 * Verifies that a registered app signed exactly this request: a JWT after `Authorization: AppAssertion` (Ed25519), in the order
 * of the standard. Whether it was used before is for the database to say.
 * @throws Refusal with the standard's code
 */
export async function verifyAssertion(
  { authorization = '', method, path, body, address }: Signed,
  apps: Pick<AppRegistry, 'find'>,
  now: Date,
): Promise<Assertion> {
  const [, token] = /^\s*AppAssertion\s+(\S+)\s*$/i.exec(authorization) ?? []
  if (token === undefined)
    throw new Refusal(
      'app_assertion_required',
      'A boost is posted with an AppAssertion, a JWT that an app signs.',
    )
  const app = await findApp(issuerOf(token), address, apps)
  const { iat, exp, jti, m, p, bh } = await verify(token, app, now)
  if (typeof iat !== 'number' || typeof exp !== 'number') throw invalid('The AppAssertion lacks iat or exp.')
  if (exp <= iat || exp - iat > LONGEST_S)
    throw invalid(`The AppAssertion must hold for ${LONGEST_S} seconds at most.`)
  if (iat > now.getTime() / 1000 + SKEW_S) throw invalid('The AppAssertion was issued in the future.')
  if (m !== method || p !== path)
    throw refuse('app_assertion_binding_failed', 'The AppAssertion is for another method or path (m, p).')
  if (typeof bh !== 'string' || bh.toLowerCase() !== hash('sha256', body, 'hex'))
    throw refuse('app_assertion_binding_failed', 'The AppAssertion is for another body (bh).')
  if (typeof jti !== 'string' || jti.trim() === '') throw invalid('The AppAssertion lacks a jti.')
  return {
    app,
    digest: Buffer.from(hash('sha256', `${app.id}\n${jti}`, 'hex'), 'hex'),
    until: new Date((exp + SKEW_S) * 1000),
  }
}

function issuerOf(token: string): string {
  try {
    const { iss } = decodeJwt(token)
    if (typeof iss === 'string' && iss !== '') return iss
  } catch {
    // It is none, as below.
  }
  throw invalid('The AppAssertion is no JWT with an iss.')
}

async function findApp(id: string, address: string, apps: Pick<AppRegistry, 'find'>): Promise<App> {
  const app = await apps.find(id, address)
  if (!app) throw refuse('app_not_registered', 'The app is not registered, or has no key in use.')
  if (app.standing === 'suspended') throw refuse('app_suspended', 'The app is suspended in the registry.')
  if (app.standing === 'blocked') throw refuse('app_global_blocked', 'The app is blocked here.')
  return app
}

/** The claims that one of the app's keys has signed. */
async function verify(token: string, { id, keys }: App, now: Date): Promise<JWTPayload> {
  let problem: unknown
  for (const key of keys)
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['EdDSA'],
        issuer: id,
        clockTolerance: SKEW_S,
        currentDate: now,
      })
      return payload
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error
      if (!(problem instanceof errors.JWTExpired)) problem = error
    }
  if (problem instanceof errors.JWTExpired)
    throw refuse('app_assertion_expired', 'The AppAssertion has expired. Sign anew.')
  throw invalid('The AppAssertion is not signed by a key of the app, or its claims are wrong.')
}

function invalid(message: string): Refusal {
  return refuse('app_assertion_invalid', message)
}

function refuse(code: RefusalCode, message: string): Refusal {
  return new Refusal(code, message)
}
