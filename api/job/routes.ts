import type { Config } from '#api/config.ts'
import { jobListSchema } from '#api/contract/job.ts'
import { defineRoute } from '#api/http/route.ts'
import type { Job } from '#api/job/job.ts'
import { listJobStates } from '#api/job/list-job-states.ts'

/** @param listJobs every job of the service */
export const jobRoutes = (listJobs: (config: Config) => readonly Job[]) => [
  defineRoute({
    method: 'get',
    path: '/api/v1/jobs',
    may: 'admin',
    summary: 'The work that goes on in the background: when it last ran, how long that took, and what failed',
    answer: jobListSchema,
    handle: async ({ ctx }) => ({
      items: await listJobStates(ctx, listJobs(ctx.config)),
      next_cursor: null,
    }),
  }),
]
