const WORDS: Record<string, string> = {
  'auth.sign-in-failed': 'failed to sign in',
  'POST /api/v1/auth/sign-in': 'signed in',
  'POST /api/v1/auth/sign-out': 'signed out',
  'POST /api/v1/auth/password': 'changed the password',
  'DELETE /api/v1/auth/sessions': 'signed out everywhere',
  'DELETE /api/v1/auth/sessions/{id}': 'ended a session',
  'POST /api/v1/setup': 'made the owner’s account',
  'POST /api/v1/invites/accept': 'accepted an invitation',
  'POST /api/v1/users/invites': 'invited someone',
  'DELETE /api/v1/users/invites/{id}': 'took an invitation back',
  'PATCH /api/v1/users/{id}': 'changed an account',
  'DELETE /api/v1/users/{id}': 'removed an account',
  'DELETE /api/v1/users/{id}/sessions': 'signed someone out',
  'POST /api/v1/keys': 'made a key',
  'DELETE /api/v1/keys/{id}': 'revoked a key',
  'POST /api/v1/payments': 'reported payments',
  'PATCH /api/v1/payments/{id}': 'changed a payment',
  'PATCH /api/v1/boosts/{id}': 'changed a boost',
  'POST /api/v1/boosts/{id}/split': 'split a boost',
  'POST /api/v1/boosts/{id}/join': 'joined boosts',
  'PATCH /api/v1/shows/{slug}': 'changed a show',
}

/** An entry's action in words; one without words as it is, a route or an event. */
export function sayAction(action: string): string {
  return WORDS[action] ?? action
}

/** What it was done to: slugs as they are, long ids by their ends. */
export function saySubject(subject: Record<string, string>): string {
  return Object.values(subject)
    .map((value) => (/^[0-9a-f-]{36}$/.test(value) ? `…${value.slice(-6)}` : value))
    .join(', ')
}
