import { followPayments } from '#api/claim/follow-payments.ts'
import { nameStreams } from '#api/claim/name-streams.ts'
import { pullClaimed } from '#api/intake/pull-claimed.ts'
import type { Job } from '#api/job/job.ts'

/** Matches claims with payments that came beside them, those too that were no boosts until then, and names who streamed. */
export const claimsJob: Job = {
  name: 'claims',
  schedule: '*/5 * * * *',
  atStart: true,
  onChange: true,
  run: async ({ db }, signal) => {
    await pullClaimed(db, signal)
    await followPayments(db, signal)
    await nameStreams(db)
  },
}
