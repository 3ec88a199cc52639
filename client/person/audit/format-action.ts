const WORDS: Record<string, string> = {
  'auth.sign-in-failed': 'failed to sign in',
  'POST /api/v1/auth/sign-in': 'signed in',
  'POST /api/v1/auth/link': 'signed in by a link that works once',
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
  'POST /api/v1/boosts/{id}/attach': 'said which payment a claim is of',
  'POST /api/v1/boosts/{id}/dismiss': 'dismissed a claim',
  'POST /api/v1/shows': 'added a show',
  'PATCH /api/v1/shows/{slug}': 'changed a show',
  'PUT /api/v1/shows/{slug}/recording': 'set when the next recording is',
  'PATCH /api/v1/first-steps': 'left out a first step',
  'POST /api/v1/shows/{slug}/metaboost/test': 'sent a test boost',
  'DELETE /api/v1/shows/{slug}/metaboost/test': 'took test boosts back',
  'PATCH /api/v1/metaboost/apps/{app_id}': 'trusted or blocked an app',
  'PATCH /api/v1/metaboost/senders/{sender_guid}': 'blocked a sender, or not any more',
  'POST /api/v1/users': 'made an account',
  'POST /api/v1/webhooks/helipad': 'reported payments by Helipad',
  'POST /api/v1/webhooks': 'made a webhook',
  'POST /api/v1/sources/{name}/webhook': 'looked up a shop’s webhook',
  'PUT /api/v1/webhooks/{name}/mapping': 'changed how a webhook is read',
  'POST /api/v1/webhooks/{name}/address': 'gave a webhook another address',
  'DELETE /api/v1/webhooks/{name}': 'removed a webhook',
  'POST /api/v1/rules': 'made a rule',
  'DELETE /api/v1/rules/{id}': 'took a rule back',
  'PATCH /api/v1/wallets/{name}': 'said whose a wallet is',
  'POST /api/v1/sources': 'connected a wallet',
  'PATCH /api/v1/sources/{name}': 'changed a source',
  'DELETE /api/v1/sources/{name}': 'disconnected a source',
  'POST /api/v1/sources/{name}/unread/{id}/retry': 'tried again what a source reported',
  'DELETE /api/v1/sources/{name}/unread/{id}': 'dismissed what a source reported',
  'POST /api/v1/shows/{slug}/merge': 'merged shows',
  'POST /api/v1/shows/{slug}/episodes': 'added an episode',
  'PATCH /api/v1/episodes/{id}': 'changed an episode',
  'POST /api/v1/episodes/{id}/merge': 'merged episodes',
  'PATCH /api/v1/supporters/{id}': 'changed a supporter',
  'POST /api/v1/supporters/{id}/merge': 'merged supporters',
  'POST /api/v1/supporters/{id}/split': 'split a supporter',
  'POST /api/v1/supporters/{id}/anonymize': 'made a supporter nobody',
  'POST /api/v1/supporters/suggestions/dismiss': 'said that two supporters are two',
  'PUT /api/v1/anonymous-names': 'changed the names that are nobody',
  'PATCH /api/v1/shows/{slug}/supporters/{id}': 'set who is of the team or hidden',
  'PATCH /api/v1/segments/{id}': 'changed a segment',
  'POST /api/v1/segments/{id}/close': 'closed a segment',
  'POST /api/v1/segments/{id}/reopen': 'opened a segment again',
  'POST /api/v1/segments/{id}/older': 'took older boosts into a segment',
  'POST /api/v1/segments/{id}/recording': 'started the recording',
  'PUT /api/v1/segments/{id}/chapters': 'edited chapters',
  'PATCH /api/v1/shows/{slug}/air-settings': 'changed the running order’s settings',
  'POST /api/v1/rates': 'gave a price by hand',
  'POST /api/v1/rates/import': 'took in prices from a file',
  'POST /api/v1/months': 'closed a month',
  'DELETE /api/v1/months/{id}': 'opened a closed month again',
  'POST /api/v1/shows/{slug}/feed/refresh': 'read a feed anew',
  'PUT /api/v1/shows/{slug}/feed/link': 'said which wallet a recipient is',
  'PATCH /api/v1/shows/{slug}/public-settings': 'changed what is public',
  'DELETE /api/v1/demo': 'removed the demo',
  'readout seed': 'loaded the demo, on the command line',
  'readout import': 'imported a file, on the command line',
  'readout key add': 'made a key, on the command line',
  'readout key revoke': 'revoked a key, on the command line',
  'readout user add': 'made an account, on the command line',
  'readout user password': 'set a password, on the command line',
  'readout user remove': 'removed an account, on the command line',
}

/** All actions that have words, by their words. */
export const ACTIONS: readonly { action: string; words: string }[] = Object.entries(WORDS)
  .map(([action, words]) => ({ action, words }))
  .sort((a, b) => a.words.localeCompare(b.words))

/** An entry's action in words; one without words as it is, a route or an event. */
export function formatAction(action: string): string {
  return WORDS[action] ?? action
}

/** What it was done to: slugs as they are, long ids by their ends. */
export function formatSubject(subject: Record<string, string>): string {
  return Object.values(subject)
    .map((value) => (/^[0-9a-f-]{36}$/.test(value) ? `…${value.slice(-6)}` : value))
    .join(', ')
}
