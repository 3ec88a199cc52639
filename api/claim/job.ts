import { followPayments } from '#api/claim/follow-payments.ts'
import type { Job } from '#api/job/job.ts'

/** Matches claims with payments that came beside them. */
export const claimsJob: Job = {
  name: 'claims',
  schedule: '*/5 * * * *',
  atStart: true,
  onChange: true,
  run: ({ db }, signal) => followPayments(db, signal),
}
